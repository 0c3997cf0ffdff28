#include "app/window/main_window.h"
#include "app/window/session_controller.h"
#include "core/runs/run_list.h"
#include "widgets/export/file_saving.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace hardlens {

void MainWindow::openFolder(const QString& folder)
{
    TrainingConfig config = m_controller->config();
    config.data.path = QFileInfo(folder).absoluteFilePath().toStdString();
    startRun(config);
}

void MainWindow::openScenes()
{
    TrainingConfig config = m_controller->config();
    config.data.path.clear();
    startRun(config);
}

void MainWindow::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Open a folder of pictures with PASCAL VOC, COCO or YOLO annotations"));
    if (!folder.isEmpty())
        openFolder(folder);
}

void MainWindow::saveWeights()
{
    const QString name = tr("weights-step-%1.safetensors").arg(m_controller->published().history.steps.size());
    askWhereToSave(this, name,
        [this](const QString& file) { m_controller->send(SaveWeights {file.toStdString()}); });
}

void MainWindow::chooseWeights()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Begin again from weights"), {}, tr("Weights (*.safetensors);;All files (*)"));
    if (!file.isEmpty())
        startFromWeights(file);
}

void MainWindow::startFromWeights(const QString& file)
{
    TrainingConfig config = m_controller->config();
    config.net.weights = file.toStdString();
    startRun(config);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    takeFile(event->mimeData()->urls().front().toLocalFile());
}

/// A folder with a run file, or that file, is a run; another folder or a COCO file is data; weights are a start; anything else is
/// a picture to look at.
void MainWindow::takeFile(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir() && isRunFolder(path.toStdString()))
        openRun(path);
    else if (info.suffix() == "hlrun")
        openRun(info.absolutePath());
    else if (info.isDir() || info.suffix() == "json")
        openFolder(path);
    else if (info.suffix() == "safetensors")
        startFromWeights(path);
    else
        m_controller->send(LookAt {info.absoluteFilePath().toStdString()});
}

void MainWindow::choosePicture()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Look at a picture"), {},
        tr("Pictures (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff);;All files (*)"));
    if (!file.isEmpty())
        takeFile(file);
}

} // namespace hardlens

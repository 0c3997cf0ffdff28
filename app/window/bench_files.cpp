#include "app/recording/resume_point.h"
#include "app/recording/run_folders.h"
#include "app/window/bench_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "core/basics/error.h"
#include "core/runs/run_list.h"
#include "widgets/controls/status_line.h"
#include "widgets/export/file_saving.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>

#include <utility>

namespace hardlens {

void BenchWindow::openFolder(const QString& folder)
{
    TrainingConfig config = m_controller->config();
    config.data.path = QFileInfo(folder).absoluteFilePath().toStdString();
    startRun(config);
}

void BenchWindow::openBuiltIn()
{
    TrainingConfig config = m_controller->config();
    config.data.path.clear();
    startRun(config);
}

void BenchWindow::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, folderQuestion());
    if (!folder.isEmpty())
        openFolder(folder);
}

void BenchWindow::openRun(const QString& folder, const WindowPlace& place)
{
    m_wantedPlace = place;
    m_controller->openRecord(QFileInfo(folder).absoluteFilePath().toStdString());
}

/// Once the steps of a run are known.
void BenchWindow::goToWantedPlace()
{
    if (m_controller->isOpening())
        return; // these are of the run before
    if (const auto wanted = std::exchange(m_wantedPlace, std::nullopt))
        goTo(*wanted);
}

void BenchWindow::copyPlace()
{
    const auto folder = m_controller->folder();
    if (folder.empty()) {
        m_status->showNote(tr("This run is not kept: there is nothing that a line could open."));
        return;
    }
    const QString line = lineOf(folder, place());
    QGuiApplication::clipboard()->setText(line);
    m_status->showNote(tr("Copied: %1").arg(line));
}

void BenchWindow::chooseRun()
{
    const QString start = QString::fromStdString((m_runs.empty() ? runsFolder() : m_runs).string());
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Open a run that was kept"), start);
    if (!folder.isEmpty())
        openRun(folder);
}

/// What fails is said once, where every message stands; the run that is shown stays.
void BenchWindow::attempt(const std::function<void()>& open)
{
    try {
        open();
    } catch (const Error& error) {
        m_status->showMessage(QString::fromUtf8(error.what()));
    }
}

void BenchWindow::trainOn()
{
    const auto& published = m_controller->published();
    if (m_controller->trains())
        return;
    if (published.state == SessionState::Followed) {
        m_status->showNote(
            tr("Another process is training this run; what it records is shown here."));
        return;
    }
    attempt([this] { m_controller->resume(m_controller->folder(), false); });
}

void BenchWindow::branchHere()
{
    const auto folder = m_controller->folder();
    if (folder.empty()) {
        m_status->showNote(tr("This run is not kept, and has no checkpoints to branch from."));
        return;
    }
    std::vector<SetOption> settings;
    for (const auto& [key, value] : m_desk->settings().changes())
        settings.push_back({key, value});
    const int64_t shown = m_time->travel()->shown();
    attempt([&] {
        m_controller->branch(folder, shown, settings, m_runs);
        const int64_t from = checkpointUpTo(folder, shown);
        m_status->showNote(from > 0
                ? tr("A new run goes on from step %1, the newest checkpoint up to step %2.")
                      .arg(from)
                      .arg(shown)
                : tr("There is no checkpoint up to step %1: a new run begins at step 0.")
                      .arg(shown));
    });
}

void BenchWindow::stopRun()
{
    m_controller->stop();
}

void BenchWindow::saveWeights()
{
    const QString name
        = tr("weights-step-%1.safetensors").arg(m_controller->published().history.steps.size());
    askWhereToSave(this, name,
        [this](const QString& file) { m_controller->send(SaveWeights {file.toStdString()}); });
}

void BenchWindow::chooseWeights()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Begin again from weights"), {}, tr("Weights (*.safetensors);;All files (*)"));
    if (!file.isEmpty())
        startFromWeights(file);
}

void BenchWindow::startFromWeights(const QString& file)
{
    TrainingConfig config = m_controller->config();
    config.net.weights = file.toStdString();
    startRun(config);
}

void BenchWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile())
        event->acceptProposedAction();
}

void BenchWindow::dropEvent(QDropEvent* event)
{
    takeFile(event->mimeData()->urls().front().toLocalFile());
}

/// A folder with a run file, or that file, is a run; another folder or a COCO file is data; weights
/// are a start; anything else is a picture to look at.
void BenchWindow::takeFile(const QString& path)
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
        lookAt(info.absoluteFilePath());
}

} // namespace hardlens

#include "app/window/dock_layout.h"
#include "app/window/embedding_views.h"
#include "app/window/embedding_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "app/window/view_actions.h"
#include "core/runs/run_list.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QUndoStack>

namespace hardlens {

void EmbeddingWindow::makeMenus()
{
    QMenu* data = menuBar()->addMenu(tr("&Data"));
    data->addAction(tr("&Open a folder…"), QKeySequence("Ctrl+O"), this, &EmbeddingWindow::chooseFolder);
    data->addAction(tr("Built-in &glyphs"), this, &EmbeddingWindow::openGlyphs);
    data->addSeparator();
    data->addAction(tr("Open a r&un…"), QKeySequence("Ctrl+Shift+O"), this, &EmbeddingWindow::chooseRun);
    data->addSeparator();
    data->addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), this, &QWidget::close);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_undo->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_undo->createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    edit->addActions({undo, redo});
    edit->addAction(tr("&Discard what is tried"), QKeySequence("Ctrl+D"), this, &EmbeddingWindow::discardWhatIf);

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run->addAction(tr("&Play or pause"), QKeySequence(Qt::Key_Space), this, &EmbeddingWindow::togglePlay);
    run->addAction(tr("One &step"), QKeySequence("."), this, [this] { send(RunSteps {1}); });
    run->addAction(tr("&Evaluate now"), QKeySequence("Ctrl+E"), this, [this] { send(EvaluateNow {}); });
    run->addAction(tr("Save a &checkpoint"), QKeySequence("Ctrl+Shift+S"), this, [this] { send(SaveCheckpoint {}); });
    run->addAction(tr("Stop, evaluate and sa&ve"), this, [this] { send(Finish {}); });
    run->addAction(tr("&Just stop"), m_controller, &SessionController::stop);
    run->addSeparator();
    run->addAction(tr("Begin again with the &same seed"), QKeySequence("Ctrl+R"), this, &EmbeddingWindow::resetSameSeed);
    run->addAction(tr("Begin again with a &new seed"), QKeySequence("Ctrl+Shift+R"), this, &EmbeddingWindow::resetNewSeed);

    m_time->fillMenu(menuBar()->addMenu(tr("&Time")));

    QMenu* view = menuBar()->addMenu(tr("&View"));
    view->addAction(tr("&Detection bench"), QKeySequence("Ctrl+Tab"), this, [this] { Q_EMIT benchChosen(Bench::Detection); });
    view->addSeparator();
    addLookActions(*view);
    view->addSeparator();
    view->addMenu(tr("&Panels"))->addActions(m_layout->toggles());
    view->addAction(tr("&Reset the arrangement"), QKeySequence("Ctrl+Shift+L"), m_layout, &DockLayout::reset);
}

void EmbeddingWindow::openFolder(const QString& folder)
{
    TrainingConfig config = m_controller->config();
    config.data.path = QFileInfo(folder).absoluteFilePath().toStdString();
    m_controller->start(config, false, m_runs);
}

void EmbeddingWindow::openGlyphs()
{
    TrainingConfig config = m_controller->config();
    config.data.path.clear();
    m_controller->start(config, false, m_runs);
}

void EmbeddingWindow::openRun(const QString& folder)
{
    m_controller->openRecord(QFileInfo(folder).absoluteFilePath().toStdString());
}

void EmbeddingWindow::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open pictures with classes"));
    if (!folder.isEmpty())
        openFolder(folder);
}

void EmbeddingWindow::chooseRun()
{
    const QString folder
        = QFileDialog::getExistingDirectory(this, tr("Open a run that was kept"), QString::fromStdString(m_runs.string()));
    if (!folder.isEmpty())
        openRun(folder);
}

void EmbeddingWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void EmbeddingWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.first().isLocalFile())
        return;
    const QString path = urls.first().toLocalFile();
    isRunFolder(path.toStdString()) ? openRun(path) : openFolder(path);
    event->acceptProposedAction();
}

} // namespace hardlens

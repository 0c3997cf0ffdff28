#include "app/window/bench_window.h"
#include "app/window/dock_layout.h"
#include "app/window/recent_folders.h"
#include "app/window/time_desk.h"
#include "app/window/view_actions.h"
#include "app/window/window_help.h"

#include <QAction>
#include <QFileInfo>
#include <QInputDialog>
#include <QMenuBar>
#include <QUndoStack>

namespace hardlens {

void BenchWindow::makeMenus()
{
    makeDataMenu();
    makeEditMenu();
    makeRunMenu();
    m_time->fillMenu(menuBar()->addMenu(tr("&Time")));
    makeViewMenu();
    m_help->fillMenu(menuBar()->addMenu(tr("&Help")));
}

void BenchWindow::makeDataMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Data"));
    menu->addAction(
        tr("&Open a folder…"), QKeySequence("Ctrl+O"), this, &BenchWindow::chooseFolder);
    addRecent(*menu, tr("Open &recent"), false);
    addDataActions(*menu);
    menu->addAction(tr("Built-in &%1").arg(builtInName()), this, &BenchWindow::openBuiltIn);
    menu->addSeparator();
    menu->addAction(
        tr("Open a r&un…"), QKeySequence("Ctrl+Shift+O"), this, &BenchWindow::chooseRun);
    addRecent(*menu, tr("Open a recent ru&n"), true);
    menu->addAction(tr("&Copy the line that opens what is shown"), QKeySequence("Ctrl+Shift+C"),
        this, &BenchWindow::copyPlace);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), this, &QWidget::close);
}

/// A menu of folders that is filled when it is opened.
void BenchWindow::addRecent(QMenu& menu, const QString& title, bool runs)
{
    QMenu* recent = menu.addMenu(title);
    recent->setToolTipsVisible(true);
    connect(&menu, &QMenu::aboutToShow, this, [this, recent, runs] {
        recent->clear();
        for (const QString& folder :
            RecentFolders(runs ? RecentFolders::Kind::Runs : RecentFolders::Kind::Data).all()) {
            QAction* action = recent->addAction(runs ? QFileInfo(folder).fileName() : folder, this,
                [this, folder, runs] { runs ? openRun(folder) : openFolder(folder); });
            action->setToolTip(folder);
        }
        recent->setEnabled(!recent->isEmpty());
    });
}

void BenchWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_undo->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_undo->createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    menu->addActions({undo, redo});
    menu->addSeparator();
    menu->addAction(
        tr("&Discard what is tried"), QKeySequence("Ctrl+D"), this, &BenchWindow::discardWhatIf);
}

void BenchWindow::makeRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    menu->addAction(
        tr("&Play or pause"), QKeySequence(Qt::Key_Space), this, &BenchWindow::togglePlay);
    menu->addAction(tr("One &step"), QKeySequence("."), this, [this] { send(RunSteps {1}); });
    menu->addAction(
        tr("&Evaluate now"), QKeySequence("Ctrl+E"), this, [this] { send(EvaluateNow {}); });
    menu->addSeparator();
    menu->addAction(
        tr("&Train a recorded run on"), QKeySequence("Ctrl+Return"), this, &BenchWindow::trainOn);
    menu->addAction(tr("&Branch off here"), QKeySequence("Ctrl+B"), this, &BenchWindow::branchHere);
    menu->addAction(tr("F&ork here…"), QKeySequence("Ctrl+F"), this, &BenchWindow::chooseFork);
    menu->addAction(tr("Save a &checkpoint"), QKeySequence("Ctrl+Shift+S"), this,
        [this] { send(SaveCheckpoint {}); });
    menu->addAction(tr("Stop, evaluate and sa&ve"), this, [this] { send(Finish {}); });
    menu->addAction(tr("&Just stop"), this, &BenchWindow::stopRun);
    menu->addSeparator();
    menu->addAction(tr("Begin again with the &same seed"), QKeySequence("Ctrl+R"), this,
        &BenchWindow::resetSameSeed);
    menu->addAction(tr("Begin again with a &new seed"), QKeySequence("Ctrl+Shift+R"), this,
        &BenchWindow::resetNewSeed);
    menu->addAction(tr("Begin again &from weights…"), this, &BenchWindow::chooseWeights);
    menu->addSeparator();
    menu->addAction(
        tr("Save the &weights…"), QKeySequence("Ctrl+S"), this, &BenchWindow::saveWeights);
}

void BenchWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    const bool isDetection = m_bench == Bench::Detection;
    menu->addAction(isDetection ? tr("&Embedding bench") : tr("&Detection bench"),
        QKeySequence("Ctrl+Tab"), this,
        [this, other = isDetection ? Bench::Embedding : Bench::Detection] {
            Q_EMIT benchChosen(other);
        });
    menu->addSeparator();
    addViewActions(*menu);
    addLookActions(*menu);
    menu->addSeparator();
    makePanelMenus(*menu);
    menu->addSeparator();
    QAction* full = menu->addAction(tr("&Full screen"));
    full->setCheckable(true);
    full->setShortcut(QKeySequence("F11"));
    connect(
        full, &QAction::toggled, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
}

void BenchWindow::makePanelMenus(QMenu& menu)
{
    QMenu* panels = menu.addMenu(tr("Pane&ls"));
    panels->addActions(m_layout->toggles());
    m_layouts = menu.addMenu(tr("Arran&gements"));
    connect(m_layouts, &QMenu::aboutToShow, this, &BenchWindow::fillLayouts);
    fillLayouts();
}

void BenchWindow::fillLayouts()
{
    m_layouts->clear();
    const QStringList names = m_layout->names();
    for (const QString& name : names)
        m_layouts->addAction(name, this, [this, name] { m_layout->restore(name); });
    if (!names.isEmpty())
        m_layouts->addSeparator();
    m_layouts->addAction(tr("&Keep this one as…"), this, &BenchWindow::saveLayoutAs);
    if (!names.isEmpty()) {
        QMenu* forget = m_layouts->addMenu(tr("&Forget"));
        for (const QString& name : names)
            forget->addAction(name, this, [this, name] { m_layout->remove(name); });
    }
    m_layouts->addAction(
        tr("&Reset the arrangement"), QKeySequence("Ctrl+Shift+L"), m_layout, &DockLayout::reset);
}

void BenchWindow::saveLayoutAs()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(
        this, tr("Keep the arrangement"), tr("Its name:"), QLineEdit::Normal, {}, &accepted);
    if (accepted && !name.trimmed().isEmpty())
        m_layout->save(name.trimmed());
}

} // namespace hardlens

#include "app/window/dock_layout.h"
#include "app/window/main_window.h"
#include "app/window/recent_folders.h"
#include "app/window/roi_time_desk.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/view_actions.h"
#include "app/window/window_help.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QInputDialog>
#include <QMenuBar>
#include <QSettings>
#include <QUndoStack>

namespace hardlens {

void MainWindow::makeActions()
{
    makeFileMenu();
    makeEditMenu();
    makeRunMenu();
    m_time->fillMenu(menuBar()->addMenu(tr("&Time")));
    makeViewMenu();
    makeHelpMenu();
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Data"));
    menu->addAction(tr("&Open a folder…"), QKeySequence("Ctrl+O"), this, &MainWindow::chooseFolder);
    m_recent = menu->addMenu(tr("Open &recent"));
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    menu->addAction(tr("&Look at a picture…"), this, &MainWindow::choosePicture);
    menu->addAction(tr("Built-in &scenes"), this, &MainWindow::openScenes);
    menu->addSeparator();
    menu->addAction(tr("Open a r&un…"), QKeySequence("Ctrl+Shift+O"), this, &MainWindow::chooseRun);
    m_recentRuns = menu->addMenu(tr("Open a recent ru&n"));
    m_recentRuns->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, &MainWindow::fillRecentRuns);
    menu->addAction(tr("&Copy the line that opens what is shown"), QKeySequence("Ctrl+Shift+C"), this,
        &MainWindow::copyPlace);
    menu->addSeparator();
    menu->addAction(tr("&Quit"), QKeySequence("Ctrl+Q"), this, &QWidget::close);
}

void MainWindow::fillRecent()
{
    m_recent->clear();
    for (const QString& folder : RecentFolders(RecentFolders::Kind::Data).all())
        m_recent->addAction(folder, this, [this, folder] { openFolder(folder); });
    m_recent->setEnabled(!m_recent->isEmpty());
}

void MainWindow::makeEditMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = m_undo->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_undo->createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
    menu->addActions({undo, redo});
}

void MainWindow::makeRunMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Run"));
    menu->addAction(tr("&Play or pause"), QKeySequence(Qt::Key_Space), this, &MainWindow::togglePlay);
    menu->addAction(tr("One &step"), QKeySequence("."), this, [this] { send(RunSteps {1}); });
    menu->addAction(tr("&Evaluate now"), QKeySequence("Ctrl+E"), this, [this] { send(EvaluateNow {}); });
    menu->addSeparator();
    menu->addAction(tr("&Train a recorded run on"), QKeySequence("Ctrl+Return"), this, &MainWindow::trainOn);
    menu->addAction(tr("&Branch off here"), QKeySequence("Ctrl+B"), this, &MainWindow::branchHere);
    menu->addAction(tr("F&ork here…"), QKeySequence("Ctrl+F"), this, &MainWindow::chooseFork);
    menu->addAction(tr("Save a &checkpoint"), QKeySequence("Ctrl+Shift+S"), this, [this] { send(SaveCheckpoint {}); });
    menu->addAction(tr("Stop, evaluate and sa&ve"), this, [this] { send(Finish {}); });
    menu->addAction(tr("&Just stop"), this, &MainWindow::stopRun);
    menu->addSeparator();
    menu->addAction(
        tr("Begin again with the &same seed"), QKeySequence("Ctrl+R"), this, &MainWindow::resetSameSeed);
    menu->addAction(
        tr("Begin again with a &new seed"), QKeySequence("Ctrl+Shift+R"), this, &MainWindow::resetNewSeed);
    menu->addAction(tr("Begin again &from weights…"), this, &MainWindow::chooseWeights);
    menu->addSeparator();
    menu->addAction(tr("Save the &weights…"), QKeySequence("Ctrl+S"), this, &MainWindow::saveWeights);
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    menu->addAction(tr("&Embedding bench"), QKeySequence("Ctrl+Tab"), this, [this] { Q_EMIT benchChosen(Bench::Embedding); });
    menu->addSeparator();
    menu->addAction(tr("Step or &pinned pictures"), QKeySequence("P"), this, [this] {
        m_views->setMiddle(m_views->middle() == Middle::Step ? Middle::Pinned : Middle::Step);
    });
    menu->addAction(tr("Dete&ctions or RoIs"), QKeySequence("D"), this, [this] {
        const Middle rois = m_views->followsPinned() ? Middle::Pinned : Middle::Step;
        m_views->setMiddle(m_views->middle() == Middle::Detections ? rois : Middle::Detections);
    });
    makeColourMenu(menu->addMenu(tr("Colour &boxes by")));
    menu->addAction(tr("Picked RoI looks &unlabelled"), QKeySequence("U"), m_views->card(), &WhyCard::toggleUnlabelled);
    menu->addSeparator();
    addLookActions(*menu);
    menu->addSeparator();
    makePanelMenus(menu);
    menu->addSeparator();
    QAction* full = menu->addAction(tr("&Full screen"));
    full->setCheckable(true);
    full->setShortcut(QKeySequence("F11"));
    connect(full, &QAction::toggled, this,
        [this](bool on) { on ? showFullScreen() : showNormal(); });
}

void MainWindow::makeColourMenu(QMenu* menu)
{
    using By = OverlayColouring::By;
    auto* group = new QActionGroup(this);
    RoiView* view = m_views->roiView();
    const std::pair<QString, By> choices[]
        = {{tr("&Fate"), By::Fate}, {tr("&Class"), By::Class}, {tr("&Loss"), By::Loss}};
    for (const auto& [name, by] : choices) {
        QAction* action = menu->addAction(name, view, [view, by = by] { view->setColouring(by); });
        action->setCheckable(true);
        action->setChecked(view->colouring().by == by);
        action->setActionGroup(group);
        connect(view, &RoiView::colouringChanged, action,
            [action, by = by](const OverlayColouring& c) { action->setChecked(c.by == by); });
    }
    menu->addSeparator();
    menu->addAction(tr("By the &next of these"), QKeySequence("C"), view,
        [view] { view->setColouring(By((int(view->colouring().by) + 1) % 3)); });
}

void MainWindow::makeHelpMenu()
{
    m_help->fillMenu(menuBar()->addMenu(tr("&Help")));
}

void MainWindow::makePanelMenus(QMenu* menu)
{
    QMenu* panels = menu->addMenu(tr("Pane&ls"));
    panels->addActions(m_layout->toggles());
    m_layouts = menu->addMenu(tr("Arran&gements"));
    connect(m_layouts, &QMenu::aboutToShow, this, &MainWindow::fillLayouts);
    fillLayouts();
}

void MainWindow::fillLayouts()
{
    m_layouts->clear();
    const QStringList names = m_layout->names();
    for (const QString& name : names)
        m_layouts->addAction(name, this, [this, name] { m_layout->restore(name); });
    if (!names.isEmpty())
        m_layouts->addSeparator();
    m_layouts->addAction(tr("&Keep this one as…"), this, &MainWindow::saveLayoutAs);
    if (!names.isEmpty()) {
        QMenu* forget = m_layouts->addMenu(tr("&Forget"));
        for (const QString& name : names)
            forget->addAction(name, this, [this, name] { m_layout->remove(name); });
    }
    m_layouts->addAction(tr("&Reset the arrangement"), QKeySequence("Ctrl+Shift+L"), m_layout, &DockLayout::reset);
}

void MainWindow::saveLayoutAs()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(
        this, tr("Keep the arrangement"), tr("Its name:"), QLineEdit::Normal, {}, &accepted);
    if (accepted && !name.trimmed().isEmpty())
        m_layout->save(name.trimmed());
}

void MainWindow::restoreLook()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value("geometry").toByteArray()))
        resize(1440, 900);
    m_layout->restoreLast();
}

} // namespace hardlens

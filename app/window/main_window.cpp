#include "app/window/main_window.h"

#include "app/window/bench_switch.h"
#include "app/window/dock_layout.h"
#include "app/window/event_watch.h"
#include "app/window/fork_window.h"
#include "app/window/option_groups.h"
#include "app/window/pin_chooser.h"
#include "app/window/recent_folders.h"
#include "app/window/roi_time_desk.h"
#include "app/window/run_docks.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/time_travel.h"
#include "app/window/travel_controls.h"
#include "app/window/undo_commands.h"
#include "app/window/window_bars.h"
#include "app/window/window_help.h"
#include "core/basics/text.h"
#include "core/training/options.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/state_badge.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/top_bar.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/data/data_card.h"
#include "widgets/export/export_menu.h"
#include "widgets/fork/fork_chooser.h"
#include "widgets/notes/notes_view.h"
#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QThread>
#include <QUndoStack>

#include <set>
#include <utility>

#include <unistd.h>

namespace hardlens {

namespace {

ControlGroup groupOf(const QString& heading, std::span<const char* const> keys)
{
    ControlGroup group {heading, {}};
    for (const char* key : keys)
        group.specs.push_back(trainingOption(key).spec);
    return group;
}

/// From the kernel's own record, so that loading libraries counts.
double secondsSinceProcessStart()
{
    QFile stat("/proc/self/stat"), uptime("/proc/uptime");
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly))
        return -1;
    // The name in field 2 may hold blanks; field 22 is the start, in ticks since boot.
    const QByteArray fields = stat.readAll();
    const auto rest = fields.mid(fields.lastIndexOf(')') + 2).split(' ');
    const double ticks = double(sysconf(_SC_CLK_TCK));
    return uptime.readAll().split(' ').first().toDouble() - rest.value(19).toDouble() / ticks;
}

} // namespace

MainWindow::MainWindow(const TrainingConfig& config, bool paused, std::filesystem::path runs)
    : MainWindow(std::move(runs))
{
    m_startPaused = paused;
    startRun(config);
}

MainWindow::MainWindow(const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs)
    : MainWindow(std::move(runs))
{
    openRun(QString::fromStdString(record.string()), place);
}

MainWindow::MainWindow(std::filesystem::path runs)
    : m_runs(std::move(runs))
    , m_pace(QThread::idealThreadCount())
{
    setWindowTitle("HardLens");
    setAcceptDrops(true);
    m_controller = new SessionController(this);
    build();
    makeActions();
    connectControls();
    connectMessages();
    restoreLook();
}

MainWindow::~MainWindow()
{
    delete m_forkWindow;
    m_views->close();
}

void MainWindow::build()
{
    m_undo = new QUndoStack(this);
    m_layout = new DockLayout(this);
    m_top = new TopBar;
    auto* benches = new BenchSwitch(Bench::Detection);
    m_top->addLeft(benches);
    connect(benches, &BenchSwitch::chosen, this, &MainWindow::benchChosen);
    m_views = new RunViews(m_layout, this);
    m_help = new WindowHelp(this, m_layout, m_views->roiView());
    m_transport = new TransportBar;
    m_status = new StatusLine;
    m_pins = new PinChooser(this);
    m_forkChooser = new ForkChooser(this);
    m_forkChooser->setWindowFlags(Qt::Popup);
    m_time = new RoiTimeDesk(m_views, m_transport, this);
    addBar(*this, Qt::TopToolBarArea, "top", m_top);
    addBar(*this, Qt::BottomToolBarArea, "status", m_status); // the outermost first
    addToolBarBreak(Qt::BottomToolBarArea);
    addBar(*this, Qt::BottomToolBarArea, "transport", m_transport);
    setCentralWidget(m_views->middleWidget());
    fitLengths();
    connect(&Theme::instance(), &Theme::changed, this, &MainWindow::fitLengths);
    m_layout->setDefault([this] { arrangeDocks(*m_layout, width(), height()); });
    connect(m_layout, &DockLayout::changed, this, [this](const QByteArray& before, const QByteArray& after) {
        m_undo->push(new LayoutCommand(
            before, after, [this](const QByteArray& state) { m_layout->setState(state); }));
    });
    m_views->setOptionLabels(optionLabels());
    m_transport->timeline()->setOptionLabels(optionLabels());
    m_views->roiView()->setFocus();
    m_views->controls()->setGroups(
        {groupOf(tr("WHICH RoIs"), whichKeys()), groupOf(tr("HOW IT LEARNS"), howKeys())});
}

void MainWindow::connectControls()
{
    connect(m_controller, &SessionController::arrived, this, &MainWindow::showPublished);
    connect(m_controller, &SessionController::runStarted, this, &MainWindow::beginRun);
    connect(m_controller, &SessionController::openingFailed, this, [this](const QString& reason) {
        const QString text = tr("Not opened: %1").arg(reason);
        if (m_controller->trains())
            m_controller->send(Report {EventKind::Refused, text.toStdString()});
        else
            m_status->showMessage(text); // a record takes no more events
    });
    connect(m_views->controls(), &ExperimentPanel::changed, this, &MainWindow::turn);
    connect(m_transport, &TransportBar::playRequested, this,
        [this] { m_controller->trains() ? send(Resume {}) : trainOn(); });
    connect(m_transport, &TransportBar::pauseRequested, this, [this] { send(Pause {}); });
    connect(m_transport, &TransportBar::stepRequested, this, [this] { send(RunSteps {1}); });
    connect(m_transport, &TransportBar::runRequested, this, [this](int n) { send(RunSteps {n}); });
    connect(m_transport, &TransportBar::speedLimitChanged, this,
        [this](double speed) { send(LimitSpeed {speed}); });
    connect(m_views, &RunViews::recordedChanged, this, [this] {
        tryOnFrozenStep();
        if (m_views->moment())
            showSettings();
    });
    connect(m_views->whatIfBar(), &WhatIfBar::keepRequested, this,
        [this] { m_controller->trains() ? send(Resume {}) : branchHere(); });
    connect(m_time->travel(), &TimeTravel::moved, this, &MainWindow::showSettings);
    connect(m_time, &TimeDesk::listed, this, &MainWindow::goToWantedPlace);
    connect(m_views->whatIfBar(), &WhatIfBar::discardRequested, this, &MainWindow::discardWhatIf);
    connect(m_transport, &TransportBar::resetSameSeedRequested, this, &MainWindow::resetSameSeed);
    connect(m_transport, &TransportBar::resetNewSeedRequested, this, &MainWindow::resetNewSeed);
    connect(m_pins, &PinChooser::chosen, this, &MainWindow::pin);
    connect(m_forkChooser, &ForkChooser::forkRequested, this, &MainWindow::fork);
    connect(m_forkChooser, &ForkChooser::cancelled, m_forkChooser, &QWidget::hide);
    connect(m_views->pinButton(), &QPushButton::clicked, this, [this] {
        const auto& run = m_controller->published().run;
        if (!run)
            return;
        m_pins->setPictures(*run, m_pinned);
        QPushButton* button = m_views->pinButton();
        m_pins->move(button->mapToGlobal(QPoint(button->width() - m_pins->width(), button->height())));
        m_pins->show();
    });
}

/// What is said once goes to the status line; the log keeps what belongs to the run.
void MainWindow::connectMessages()
{
    const auto saved = [this](const QString& file) { m_status->showNote(tr("Saved %1").arg(file)); };
    for (ExportMenu* exports : findChildren<ExportMenu*>()) {
        connect(exports, &ExportMenu::saved, this, saved);
        connect(exports, &ExportMenu::failed, m_status, &StatusLine::showMessage);
    }
    connect(m_views, &RunViews::failed, m_status, &StatusLine::showMessage);
    connect(m_time, &TimeDesk::failed, m_status, &StatusLine::showMessage);
    connect(m_views->notes(), &NotesView::saved, this, saved);
    connect(m_views->notes(), &NotesView::failed, m_status, &StatusLine::showMessage);
    connect(m_views->notes(), &NotesView::activated, this, &MainWindow::goToNote);
    connect(m_views->dataCard(), &DataCard::weightsRequested, this, &MainWindow::chooseWeights);
    connect(m_views->log(), &LogView::saved, this, saved);
    connect(m_views->log(), &LogView::failed, m_status, &StatusLine::showMessage);
}

/// A test picture that is not shown is pinned; a training picture comes back within an epoch.
void MainWindow::goToNote(const RoiNote& note)
{
    if (m_views->goTo(note))
        return;
    if (note.picture.isTest && m_controller->trains()) {
        pin({note.picture.index});
        m_views->setMiddle(Middle::Pinned);
    } else {
        m_status->showNote(tr("%1 is not among the pictures of this step; it comes back within an epoch.")
                               .arg(QString::fromStdString(note.picture.name)));
    }
}

void MainWindow::fitLengths()
{
    fitBars(*this, m_top, m_transport);
}

void MainWindow::startRun(const TrainingConfig& config)
{
    m_controller->start(config, std::exchange(m_startPaused, false), m_runs);
}

/// A run has taken the place of the one before.
void MainWindow::beginRun()
{
    m_eventsRead = 0;
    m_runKnown = false;
    m_undo->clear(); // what was turned belongs to the run before
    m_desk.clear();
    m_top->badge()->setWhatIf(false);
    m_views->startRun(nullptr, 0);
    m_time->startRun(nullptr);
    m_views->controls()->setEnabledKeys({});
    showSettings();
    showRunText();
}

/// Of the run that is shown, for the menus.
void MainWindow::remember()
{
    if (const std::string& path = m_controller->config().data.path; !path.empty())
        RecentFolders(RecentFolders::Kind::Data).add(QString::fromStdString(path));
    if (const auto folder = m_controller->folder(); !folder.empty())
        RecentFolders(RecentFolders::Kind::Runs).add(QString::fromStdString(folder.string()));
}

void MainWindow::showRunText()
{
    const TrainingConfig& config = m_controller->config();
    const auto& run = m_controller->published().run;
    const QString data = run ? QString::fromStdString(run->dataName)
        : config.data.path.empty() ? tr("scenes")
                                   : QFileInfo(QString::fromStdString(config.data.path)).fileName();
    QString text = tr("%1 · %2 · seed %3").arg(data, samplerName(config)).arg(config.seed);
    if (run)
        text += tr(" · %1 to train, %2 to test")
                    .arg(QString::fromStdString(counted((long long)run->trainPictures, "picture")))
                    .arg(run->testPictures);
    m_top->setRunText(text);
    setWindowTitle(tr("%1 – HardLens").arg(data));
}

void MainWindow::showPublished()
{
    const Published& published = m_controller->published();
    if (published.run && !m_runKnown) {
        m_runKnown = true;
        remember();
        m_views->startRun(
            m_controller->pictures(), m_controller->config().training.evaluateEverySteps);
        m_time->startRun(m_controller->steps());
        m_views->pinButton()->setEnabled(m_controller->trains());
        m_transport->setSpeedLimit(m_transport->speedLimit());
        if (m_transport->speedLimit() > 0)
            m_controller->send(LimitSpeed {m_transport->speedLimit()});
        if (published.run->testPictures > 0 && m_controller->trains())
            pin({0});
        QSet<QString> enabled;
        for (const std::string& key : controlKeys())
            enabled.insert(QString::fromStdString(key));
        m_views->controls()->setEnabledKeys(enabled);
        showSettings();
        showRunText();
    }
    readEvents();
    m_views->setPublished(
        published, m_controller->stepComparisons(), m_controller->pinnedComparisons());
    m_time->setPublished(published);
    if (published.step && m_firstOverlaySeconds < 0) {
        m_views->roiView()->repaint(); // a step that nobody has seen does not count
        m_firstOverlaySeconds = secondsSinceProcessStart();
    }
    if (published.step)
        m_help->greet();
    m_transport->setState(published.state);
    m_transport->setHistory(published.history);
    const bool evaluating = published.activity.text == "evaluating";
    QString failure;
    if (published.state == SessionState::Failed && !published.history.events.empty())
        failure = QString::fromStdString(published.history.events.back()->text);
    m_top->badge()->setState(published.state, evaluating, failure);
    m_top->setStep(published.step ? published.step->header.step : 0);
    m_status->setPublished(published);
    if (auto* application = qobject_cast<WatchedApplication*>(qApp)) {
        m_status->setFrameMs(application->takeLongestMs());
        m_controller->setFrameInterval(m_pace.next(application->takeBusyMs(), application->msSinceInput()));
    }
}

void MainWindow::readEvents()
{
    const auto& events = m_controller->published().history.events;
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& event = *events[m_eventsRead];
        const QString key = QString::fromStdString(event.key);
        if (event.kind == EventKind::Control && !m_views->moment())
            m_views->controls()->acknowledge(key, QString::fromStdString(event.value));
        else if (event.kind == EventKind::Refused)
            m_views->controls()->refused(key, QString::fromStdString(event.text));
        else if (event.kind == EventKind::Checkpoint)
            takeCheckpoint(event);
        if (event.kind == EventKind::Control && event.key == "mining.sampler") {
            fitControlsToSampler();
            showRunText();
        }
    }
}

void MainWindow::fitControlsToSampler()
{
    const auto keys = keysOf((m_desk.active() ? m_desk.tried() : shownConfig()).mining.sampler);
    for (const char* key : whichKeys())
        m_views->controls()->setControlVisible(key, keys.contains(key));
}

void MainWindow::pin(const std::vector<int64_t>& testIndices)
{
    m_pinned = testIndices;
    m_controller->send(
        PinPictures {testIndices, m_controller->config().training.pinnedEverySteps});
}

/// Space plays what there is to play: the training, or a record of one.
void MainWindow::togglePlay()
{
    if (!m_controller->trains())
        m_time->travel()->play(!m_time->travel()->isPlaying());
    else if (m_controller->published().state == SessionState::Running)
        send(Pause {});
    else
        send(Resume {});
}

void MainWindow::resetSameSeed()
{
    startRun(m_controller->config());
}

void MainWindow::resetNewSeed()
{
    TrainingConfig config = m_controller->config();
    ++config.seed;
    startRun(config);
}

void MainWindow::rest()
{
    m_goesOn = m_controller->trains() && m_controller->published().state == SessionState::Running;
    if (m_goesOn)
        m_controller->send(Pause {});
}

void MainWindow::goOn()
{
    if (std::exchange(m_goesOn, false))
        m_controller->send(Resume {});
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    QSettings settings;
    settings.setValue("geometry", saveGeometry());
    settings.setValue("theme", int(Theme::instance().choice()));
    settings.setValue("scale", Theme::instance().scale());
    m_layout->saveLast();
    event->accept();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_layout->fit(); // lengths count once the window has its own
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_layout->fit();
}

bool MainWindow::event(QEvent* event)
{
    return leavesKeyToFocus(*this, *event) || QMainWindow::event(event);
}

QMenu* MainWindow::createPopupMenu()
{
    auto* menu = new QMenu(this);
    menu->addActions(m_layout->toggles());
    return menu;
}

} // namespace hardlens

#include "app/window/bench_window.h"

#include "app/window/bench_switch.h"
#include "app/window/dock_layout.h"
#include "app/window/event_watch.h"
#include "app/window/failure_text.h"
#include "app/window/option_labels.h"
#include "app/window/recent_folders.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
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
#include "widgets/controls/timeline.h"
#include "widgets/controls/top_bar.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/export/export_menu.h"
#include "widgets/fork/fork_chooser.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QMenu>
#include <QSettings>
#include <QUndoStack>

#include <utility>

namespace hardlens {

BenchWindow::BenchWindow(Bench bench, const QString& layouts, std::filesystem::path runs)
    : m_runs(std::move(runs))
    , m_bench(bench)
{
    setWindowTitle("HardLens");
    setAcceptDrops(true);
    m_controller = new SessionController(bench, this);
    m_undo = new QUndoStack(this);
    m_layout = new DockLayout(this, layouts);
    m_top = new TopBar;
    m_transport = new TransportBar;
    m_status = new StatusLine;
    auto* benches = new BenchSwitch(bench);
    m_top->addLeft(benches);
    connect(benches, &BenchSwitch::chosen, this, &BenchWindow::benchChosen);
}

BenchWindow::~BenchWindow()
{
    delete m_forkWindow;
}

void BenchWindow::build(const Parts& parts, const std::vector<Controls>& controls)
{
    m_controls = parts.controls;
    m_log = parts.log;
    m_time = parts.time;
    m_desk = parts.desk;
    m_help = new WindowHelp(this, m_layout, parts.hinted, m_bench);
    addBar(*this, Qt::TopToolBarArea, "top", m_top);
    addBar(*this, Qt::BottomToolBarArea, "status", m_status); // the outermost first
    addToolBarBreak(Qt::BottomToolBarArea);
    addBar(*this, Qt::BottomToolBarArea, "transport", m_transport);
    setCentralWidget(parts.middle);
    const auto fit = [this] { fitBars(*this, m_top, m_transport); };
    fit();
    connect(&Theme::instance(), &Theme::changed, this, fit);
    m_layout->setDefault(parts.arrange);
    connect(m_layout, &DockLayout::changed, this,
        [this](const QByteArray& before, const QByteArray& after) {
            m_undo->push(new LayoutCommand(
                before, after, [this](const QByteArray& state) { m_layout->setState(state); }));
        });
    setControls(controls);
    makeForkChooser();
    makeMenus();
    connectRun();
    connectMessages();
    restoreLook();
}

void BenchWindow::setControls(const std::vector<Controls>& controls)
{
    std::vector<ControlGroup> groups;
    for (const Controls& controlled : controls) {
        ControlGroup& group = groups.emplace_back(ControlGroup {controlled.heading, {}});
        for (const char* key : controlled.keys) {
            group.specs.push_back(trainingOption(key).spec);
            m_keys.emplace_back(key);
        }
    }
    m_controls->setGroups(groups, m_bench == Bench::Detection);
    m_transport->timeline()->setOptionLabels(optionLabels());
}

void BenchWindow::connectRun()
{
    connect(m_controller, &SessionController::arrived, this, &BenchWindow::showPublished);
    connect(m_controller, &SessionController::runStarted, this, &BenchWindow::beginRun);
    connect(m_controller, &SessionController::otherBench, this, &BenchWindow::recordOfOtherBench);
    connect(m_controls, &ExperimentPanel::changed, this, &BenchWindow::turn);
    connect(m_transport, &TransportBar::playRequested, this,
        [this] { m_controller->trains() ? send(Resume {}) : trainOn(); });
    connect(m_transport, &TransportBar::pauseRequested, this, [this] { send(Pause {}); });
    connect(m_transport, &TransportBar::stepRequested, this, [this] { send(RunSteps {1}); });
    connect(m_transport, &TransportBar::runRequested, this, [this](int n) { send(RunSteps {n}); });
    connect(m_transport, &TransportBar::speedLimitChanged, this,
        [this](double speed) { send(LimitSpeed {speed}); });
    connect(m_transport, &TransportBar::resetSameSeedRequested, this, &BenchWindow::resetSameSeed);
    connect(m_transport, &TransportBar::resetNewSeedRequested, this, &BenchWindow::resetNewSeed);
    connect(m_time->travel(), &TimeTravel::moved, this, &BenchWindow::showSettings);
    connect(m_time, &TimeDesk::listed, this, &BenchWindow::goToWantedPlace);
}

/// What is said once goes to the status line; the log keeps what belongs to the run.
void BenchWindow::connectMessages()
{
    connect(m_controller, &SessionController::openingFailed, this, [this](const QString& reason) {
        m_wantedPlace.reset();
        const QString text = tr("Not opened: %1").arg(reason);
        if (m_controller->trains())
            m_controller->send(Report {EventKind::Refused, text.toStdString()});
        else
            m_status->showMessage(text); // a record takes no more events
    });
    for (ExportMenu* exports : findChildren<ExportMenu*>()) {
        connect(exports, &ExportMenu::saved, this, &BenchWindow::saySaved);
        connect(exports, &ExportMenu::failed, m_status, &StatusLine::showMessage);
    }
    connect(m_time, &TimeDesk::failed, m_status, &StatusLine::showMessage);
    connect(m_log, &LogView::saved, this, &BenchWindow::saySaved);
    connect(m_log, &LogView::failed, m_status, &StatusLine::showMessage);
}

void BenchWindow::saySaved(const QString& file)
{
    m_status->showNote(tr("Saved %1").arg(file));
}

void BenchWindow::restoreLook()
{
    const QSettings settings;
    if (!restoreGeometry(settings.value("geometry").toByteArray()))
        resize(1440, 900);
    m_layout->restoreLast();
}

void BenchWindow::startRun(const TrainingConfig& config)
{
    m_controller->start(config, std::exchange(m_startPaused, false), m_runs);
}

/// A run has taken the place of the one before.
void BenchWindow::beginRun()
{
    m_eventsRead = 0;
    m_runKnown = false;
    m_undo->clear(); // what was turned belongs to the run before
    m_desk->clear();
    m_top->badge()->setWhatIf(false);
    startViews(nullptr);
    m_time->startRun(nullptr);
    m_controls->setEnabledKeys({});
    showSettings();
    showRunText();
}

/// What the run is, is known now.
void BenchWindow::beginViews()
{
    remember();
    startViews(m_controller->pictures());
    m_time->startRun(m_controller->steps());
    m_transport->setSpeedLimit(m_transport->speedLimit());
    if (m_transport->speedLimit() > 0)
        m_controller->send(LimitSpeed {m_transport->speedLimit()});
    QSet<QString> enabled;
    for (const std::string& key : m_keys)
        enabled.insert(QString::fromStdString(key));
    m_controls->setEnabledKeys(enabled);
    showSettings();
    showRunText();
}

QString BenchWindow::noEvaluationText() const
{
    const auto& run = m_controller->published().run;
    if (run && !m_controller->trains())
        return tr("No evaluation was kept of this run.");
    if (run && run->testPictures == 0)
        return tr("There are no test pictures, so nothing is evaluated.");
    if (const auto interval = m_controller->config().training.evaluateEverySteps; interval > 0)
        return tr("No evaluation yet. One is made every %1 steps; Ctrl+E makes one now.")
            .arg(interval);
    return tr("No evaluation yet. Ctrl+E makes one now.");
}

/// Of the run that is shown, for the menus.
void BenchWindow::remember()
{
    if (const std::string& path = m_controller->config().data.path; !path.empty())
        RecentFolders(RecentFolders::Kind::Data).add(QString::fromStdString(path));
    if (const auto folder = m_controller->folder(); !folder.empty())
        RecentFolders(RecentFolders::Kind::Runs).add(QString::fromStdString(folder.string()));
}

void BenchWindow::showRunText()
{
    const TrainingConfig& config = m_controller->config();
    const auto& run = m_controller->published().run;
    const QString data = run       ? QString::fromStdString(run->dataName)
        : config.data.path.empty() ? builtInName()
                                   : QFileInfo(QString::fromStdString(config.data.path)).fileName();
    QString text = tr("%1 · %2 · seed %3").arg(data, methodOf(shownConfig())).arg(config.seed);
    if (run)
        text += tr(" · %1 to train, %2 to test")
                    .arg(QString::fromStdString(counted((long long)run->trainPictures, "picture")))
                    .arg(run->testPictures);
    if (run && m_bench == Bench::Embedding)
        text += tr(" of %1 classes in all").arg(run->classNames.size());
    m_top->setRunText(text);
    setWindowTitle(tr("%1 – HardLens").arg(data));
}

void BenchWindow::showPublished()
{
    const Published& published = m_controller->published();
    if (published.run && !std::exchange(m_runKnown, true))
        beginViews();
    readEvents();
    showViews(published);
    m_time->setPublished(published);
    if (published.step)
        m_help->greet();
    m_transport->setState(published.state);
    m_transport->setHistory(published.history);
    const bool evaluating = published.activity.text == "evaluating";
    m_top->badge()->setState(published.state, evaluating, failureText(published));
    m_top->setStep(published.step ? published.step->header.step : 0);
    if (m_forkChooser && m_forkChooser->isVisible() && showsNewest())
        m_forkChooser->setStep(m_time->travel()->shown());
    m_status->setPublished(published);
    if (auto* application = qobject_cast<WatchedApplication*>(qApp)) {
        m_status->setFrameMs(application->takeLongestMs());
        m_controller->setFrameInterval(
            m_pace.next(application->takeBusyMs(), application->msSinceInput()));
    }
}

void BenchWindow::readEvents()
{
    const auto& events = m_controller->published().history.events;
    bool isTurned = false;
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& event = *events[m_eventsRead];
        const QString key = QString::fromStdString(event.key);
        isTurned = isTurned || event.kind == EventKind::Control;
        if (event.kind == EventKind::Control && !showsRecorded())
            m_controls->acknowledge(key, QString::fromStdString(event.value));
        else if (event.kind == EventKind::Refused)
            m_controls->refused(key, QString::fromStdString(event.text));
        else if (event.kind == EventKind::Checkpoint)
            takeCheckpoint(event);
    }
    if (!isTurned)
        return;
    fitControls();
    showRunText();
}

void BenchWindow::fitControls()
{
    const TrainingConfig config = settingsShown();
    for (const std::string& key : m_keys)
        m_controls->setControlVisible(QString::fromStdString(key), controlIsOfUse(key, config));
    takeSettings(config);
}

void BenchWindow::rest()
{
    m_goesOn = m_controller->trains() && m_controller->published().state == SessionState::Running;
    if (m_goesOn)
        m_controller->send(Pause {});
}

void BenchWindow::goOn()
{
    if (std::exchange(m_goesOn, false))
        m_controller->send(Resume {});
}

void BenchWindow::closeEvent(QCloseEvent* event)
{
    QSettings settings;
    settings.setValue("geometry", saveGeometry());
    settings.setValue("theme", int(Theme::instance().choice()));
    settings.setValue("scale", Theme::instance().scale());
    m_layout->saveLast();
    event->accept();
}

void BenchWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_layout->fit(); // lengths count once the window has its own
}

void BenchWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_layout->fit();
}

bool BenchWindow::event(QEvent* event)
{
    return leavesKeyToFocus(*this, *event) || QMainWindow::event(event);
}

QMenu* BenchWindow::createPopupMenu()
{
    auto* menu = new QMenu(this);
    menu->addActions(m_layout->toggles());
    return menu;
}

} // namespace hardlens

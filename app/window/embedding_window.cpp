#include "app/window/embedding_window.h"

#include "app/window/bench_switch.h"
#include "app/window/dock_layout.h"
#include "app/window/embedding_options.h"
#include "app/window/embedding_views.h"
#include "app/window/event_watch.h"
#include "app/window/recent_folders.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "app/window/travel_controls.h"
#include "app/window/undo_commands.h"
#include "app/window/window_bars.h"
#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/training/options.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/state_badge.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/top_bar.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/embedding_curves_view.h"
#include "widgets/embedding/loss_shapes_view.h"
#include "widgets/theme.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QSettings>
#include <QThread>
#include <QUndoStack>

#include <utility>

namespace hardlens {

namespace {

ControlGroup groupOf(const QString& heading, std::span<const char* const> keys)
{
    ControlGroup group {heading, {}};
    for (const char* key : keys)
        group.specs.push_back(trainingOption(key).spec);
    return group;
}

std::vector<std::string> allKeys()
{
    std::vector<std::string> keys;
    for (const auto group : {negativesKeys(), lossKeys(), batchKeys()})
        keys.insert(keys.end(), group.begin(), group.end());
    return keys;
}

QString text(double value)
{
    return QString::fromStdString(shortNumber(value));
}

} // namespace

EmbeddingWindow::EmbeddingWindow(const TrainingConfig& config, bool paused, std::filesystem::path runs)
    : EmbeddingWindow(std::move(runs))
{
    m_controller->start(config, paused, m_runs);
}

EmbeddingWindow::EmbeddingWindow(const std::filesystem::path& record, std::filesystem::path runs)
    : EmbeddingWindow(std::move(runs))
{
    m_controller->openRecord(record);
}

EmbeddingWindow::EmbeddingWindow(std::filesystem::path runs)
    : m_runs(std::move(runs))
    , m_pace(QThread::idealThreadCount())
{
    setWindowTitle("HardLens");
    setAcceptDrops(true);
    m_controller = new SessionController(this);
    build();
    makeMenus();
    connectControls();
    m_layout->restoreLast();
}

EmbeddingWindow::~EmbeddingWindow() = default;

void EmbeddingWindow::build()
{
    m_undo = new QUndoStack(this);
    m_layout = new DockLayout(this, "embedding-layouts");
    m_top = new TopBar;
    auto* benches = new BenchSwitch(Bench::Embedding);
    m_top->addLeft(benches);
    connect(benches, &BenchSwitch::chosen, this, &EmbeddingWindow::benchChosen);
    m_views = new EmbeddingViews(m_layout, this);
    m_transport = new TransportBar;
    m_status = new StatusLine;
    m_time = new TimeDesk(m_transport, this);
    addBar(*this, Qt::TopToolBarArea, "top", m_top);
    addBar(*this, Qt::BottomToolBarArea, "status", m_status);
    addToolBarBreak(Qt::BottomToolBarArea);
    addBar(*this, Qt::BottomToolBarArea, "transport", m_transport);
    setCentralWidget(m_views->middle());
    m_views->middle()->setFocus();
    const auto fit = [this] { fitBars(*this, m_top, m_transport); };
    fit();
    connect(&Theme::instance(), &Theme::changed, this, fit);
    m_layout->setDefault([this] { arrangeEmbeddingDocks(*m_layout, width(), height()); });
    connect(m_layout, &DockLayout::changed, this, [this](const QByteArray& before, const QByteArray& after) {
        m_undo->push(new LayoutCommand(
            before, after, [this](const QByteArray& state) { m_layout->setState(state); }));
    });
    std::map<std::string, std::string> labels;
    for (const TrainingOption& option : trainingOptions())
        labels[option.spec.key] = option.spec.label;
    m_transport->timeline()->setOptionLabels(labels);
    m_views->curves()->setOptionLabels(labels);
    m_views->controls()->setGroups({groupOf(tr("WHICH NEGATIVES"), negativesKeys()),
        groupOf(tr("WHAT THEY COST"), lossKeys()), groupOf(tr("WHAT A STEP IS MADE OF"), batchKeys())}, false);
}

void EmbeddingWindow::connectControls()
{
    connect(m_controller, &SessionController::arrived, this, &EmbeddingWindow::showPublished);
    connect(m_controller, &SessionController::runStarted, this, &EmbeddingWindow::beginRun);
    connect(m_controller, &SessionController::openingFailed, this,
        [this](const QString& reason) { m_status->showMessage(tr("Not opened: %1").arg(reason)); });
    connect(m_views->controls(), &ExperimentPanel::changed, this, &EmbeddingWindow::turn);
    connect(m_views, &EmbeddingViews::shownChanged, this, [this] {
        tryOnFrozenStep();
        if (m_views->moment())
            showSettings();
    });
    connect(m_transport, &TransportBar::playRequested, this, [this] { send(Resume {}); });
    connect(m_transport, &TransportBar::pauseRequested, this, [this] { send(Pause {}); });
    connect(m_transport, &TransportBar::stepRequested, this, [this] { send(RunSteps {1}); });
    connect(m_transport, &TransportBar::runRequested, this, [this](int n) { send(RunSteps {n}); });
    connect(m_transport, &TransportBar::speedLimitChanged, this, [this](double speed) { send(LimitSpeed {speed}); });
    connect(m_transport, &TransportBar::resetSameSeedRequested, this, &EmbeddingWindow::resetSameSeed);
    connect(m_transport, &TransportBar::resetNewSeedRequested, this, &EmbeddingWindow::resetNewSeed);
    connect(m_time, &TimeDesk::momentShown, m_views, &EmbeddingViews::setMoment);
    connect(m_time, &TimeDesk::failed, m_status, &StatusLine::showMessage);
    connect(m_time->travel(), &TimeTravel::moved, this, &EmbeddingWindow::showSettings);
    connect(m_views->log(), &LogView::failed, m_status, &StatusLine::showMessage);
    connect(m_views->density(), &DistanceDensityView::cutoffMoved, this,
        [this](double cutoff) { turn("sampling.cutoff", text(cutoff)); });
    connect(m_views->density(), &DistanceDensityView::upperCutoffMoved, this, [this](double cutoff) {
        turn("sampling.upperFollowsBeta", "false");
        turn("sampling.upperCutoff", text(cutoff));
    });
    connect(m_views->shapes(), &LossShapesView::marginMoved, this, [this](double margin) {
        const auto kind = shownConfig().embedding.loss.kind;
        const bool isContrastive = kind == EmbeddingLossKind::Contrastive || kind == EmbeddingLossKind::ContrastiveHinge;
        turn(isContrastive ? "loss.contrastiveMargin" : "loss.margin", text(margin));
    });
    connect(m_views->shapes(), &LossShapesView::cutoffMoved, this,
        [this](double cutoff) { turn("sampling.cutoff", text(cutoff)); });
    connect(m_views->curves(), &EmbeddingCurvesView::stepChosen, m_time->travel(), &TimeTravel::goTo);
}

void EmbeddingWindow::beginRun()
{
    m_eventsRead = 0;
    m_runKnown = false;
    m_undo->clear();
    m_desk.clear();
    m_top->badge()->setWhatIf(false);
    m_views->startRun(nullptr);
    m_time->startRun(nullptr);
    m_views->controls()->setEnabledKeys({});
    showSettings();
    showRunText();
}

void EmbeddingWindow::showRunText()
{
    const TrainingConfig& config = m_controller->config();
    const auto& run = m_controller->published().run;
    const QString data = run ? QString::fromStdString(run->dataName)
        : config.data.path.empty() ? tr("glyphs")
                                   : QFileInfo(QString::fromStdString(config.data.path)).fileName();
    const TrainingConfig shown = shownConfig();
    QString line = tr("%1 · %2 · %3 · seed %4")
                       .arg(data, QString::fromUtf8(entryOf(shown.embedding.sampling.negatives).name.data()),
                           QString::fromUtf8(entryOf(shown.embedding.loss.kind).label.data()))
                       .arg(config.seed);
    if (run)
        line += tr(" · %1 to train, %2 to test")
                    .arg(QString::fromStdString(counted((long long)run->trainPictures, "picture")))
                    .arg(run->testPictures)
            + tr(" of %1 classes in all").arg(run->classNames.size());
    m_top->setRunText(line);
    setWindowTitle(tr("%1 – HardLens").arg(data));
}

void EmbeddingWindow::showPublished()
{
    const Published& published = m_controller->published();
    if (published.run && !std::exchange(m_runKnown, true)) {
        if (const std::string& path = m_controller->config().data.path; !path.empty())
            RecentFolders(RecentFolders::Kind::Data).add(QString::fromStdString(path));
        if (const auto folder = m_controller->folder(); !folder.empty())
            RecentFolders(RecentFolders::Kind::Runs).add(QString::fromStdString(folder.string()));
        m_views->startRun(m_controller->pictures());
        m_time->startRun(m_controller->steps());
        m_transport->setSpeedLimit(m_transport->speedLimit());
        QSet<QString> enabled;
        for (const std::string& key : allKeys())
            enabled.insert(QString::fromStdString(key));
        m_views->controls()->setEnabledKeys(enabled);
        showSettings();
        showRunText();
    }
    readEvents();
    m_views->setPublished(published);
    m_time->setPublished(published);
    m_transport->setState(published.state);
    m_transport->setHistory(published.history);
    QString failure;
    if (published.state == SessionState::Failed && !published.history.events.empty())
        failure = QString::fromStdString(published.history.events.back()->text);
    m_top->badge()->setState(published.state, published.activity.text == "evaluating", failure);
    m_top->setStep(published.step ? published.step->header.step : 0);
    m_status->setPublished(published);
    if (auto* application = qobject_cast<WatchedApplication*>(qApp)) {
        m_status->setFrameMs(application->takeLongestMs());
        m_controller->setFrameInterval(m_pace.next(application->takeBusyMs(), application->msSinceInput()));
    }
}

void EmbeddingWindow::readEvents()
{
    const auto& events = m_controller->published().history.events;
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& event = *events[m_eventsRead];
        const QString key = QString::fromStdString(event.key);
        if (event.kind == EventKind::Control && !m_views->moment())
            m_views->controls()->acknowledge(key, QString::fromStdString(event.value));
        else if (event.kind == EventKind::Refused)
            m_views->controls()->refused(key, QString::fromStdString(event.text));
        if (event.kind == EventKind::Control) {
            fitControls();
            showRunText();
        }
    }
    m_views->setLoss(shownConfig().embedding.loss);
}

bool EmbeddingWindow::isFrozen() const
{
    const bool stands = m_views->moment() || !m_controller->trains()
        || m_controller->published().state == SessionState::Paused;
    return stands && m_views->shown();
}

/// The settings in force, or those that a recorded step was made with.
TrainingConfig EmbeddingWindow::shownConfig() const
{
    TrainingConfig config = m_controller->config();
    if (m_views->moment() && m_views->shown()) {
        const EmbeddingStep& step = *m_views->shown();
        config.embedding.sampling = step.sampling;
        config.embedding.upperFollowsBeta = false; // it is a number there
        config.embedding.loss = step.loss;
    }
    return config;
}

void EmbeddingWindow::showSettings()
{
    const TrainingConfig config = m_desk.settings().active() ? m_desk.settings().tried() : shownConfig();
    for (const std::string& key : allKeys())
        m_views->controls()->setValue(QString::fromStdString(key), QString::fromStdString(trainingOption(key).get(config)));
    fitControls();
    m_views->setLoss(config.embedding.loss);
}

void EmbeddingWindow::fitControls()
{
    const TrainingConfig config = m_desk.settings().active() ? m_desk.settings().tried() : shownConfig();
    for (const std::string& key : allKeys())
        m_views->controls()->setControlVisible(QString::fromStdString(key), isOfUse(key, config.embedding));
}

void EmbeddingWindow::turn(const QString& key, const QString& value)
{
    const TrainingOption& option = trainingOption(key.toStdString());
    const QString from = QString::fromStdString(m_desk.settings().active() ? m_desk.settings().valueOf(option.spec.key)
                                                                          : option.get(shownConfig()));
    if (from == value)
        return;
    m_undo->push(new ParameterCommand(QString::fromStdString(option.spec.label), key, from, value,
        [this](const QString& k, const QString& v) { apply(k, v); }));
}

void EmbeddingWindow::apply(const QString& key, const QString& value)
{
    const bool canTry = isFrozen() && EmbeddingDesk::takes(key.toStdString());
    if (!canTry && !m_controller->trains()) {
        m_views->controls()->refused(key, tr("This is a record. Only what concerns the draws can be tried on it."));
        return;
    }
    if (!canTry) {
        m_controller->send(SetOption {key.toStdString(), value.toStdString()});
        return;
    }
    try {
        if (!m_desk.settings().active())
            tryOnFrozenStep();
        m_desk.turn(key.toStdString(), value.toStdString());
        m_views->controls()->setValue(key, value);
    } catch (const ConfigError& error) {
        m_views->controls()->refused(key, QString::fromUtf8(error.what()));
    }
    fitControls();
    m_views->setChoice(m_desk.answer());
    m_views->setLoss(m_desk.settings().tried().embedding.loss);
    m_top->badge()->setWhatIf(m_desk.settings().active());
}

/// The frozen step, or the settings in force, are others.
void EmbeddingWindow::tryOnFrozenStep()
{
    m_desk.setBase(m_views->shown(), shownConfig());
    if (m_desk.settings().active())
        m_views->setChoice(m_desk.answer());
}

void EmbeddingWindow::keepWhatIf()
{
    const auto changes = m_desk.settings().changes();
    m_desk.clear();
    for (const auto& [key, value] : changes)
        m_controller->send(SetOption {key, value});
    m_top->badge()->setWhatIf(false);
    m_views->setChoice(nullptr);
}

void EmbeddingWindow::discardWhatIf()
{
    m_desk.clear();
    m_top->badge()->setWhatIf(false);
    m_views->setChoice(nullptr);
    showSettings();
}

/// Whatever makes the trainer go on takes what is being tried along.
void EmbeddingWindow::send(const Command& command)
{
    const bool goesOn = std::holds_alternative<Resume>(command) || std::holds_alternative<RunSteps>(command);
    if (goesOn && m_desk.settings().active())
        keepWhatIf();
    if (goesOn)
        m_time->travel()->follow();
    m_controller->send(command);
}

void EmbeddingWindow::togglePlay()
{
    if (!m_controller->trains())
        m_time->travel()->play(!m_time->travel()->isPlaying());
    else if (m_controller->published().state == SessionState::Running)
        send(Pause {});
    else
        send(Resume {});
}

void EmbeddingWindow::resetSameSeed()
{
    m_controller->start(m_controller->config(), false, m_runs);
}

void EmbeddingWindow::resetNewSeed()
{
    TrainingConfig config = m_controller->config();
    ++config.seed;
    m_controller->start(config, false, m_runs);
}

void EmbeddingWindow::rest()
{
    m_goesOn = m_controller->trains() && m_controller->published().state == SessionState::Running;
    if (m_goesOn)
        m_controller->send(Pause {});
}

void EmbeddingWindow::goOn()
{
    if (std::exchange(m_goesOn, false))
        m_controller->send(Resume {});
}

void EmbeddingWindow::closeEvent(QCloseEvent* event)
{
    QSettings().setValue("geometry", saveGeometry());
    m_layout->saveLast();
    event->accept();
}

void EmbeddingWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_layout->fit();
}

void EmbeddingWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_layout->fit();
}

bool EmbeddingWindow::event(QEvent* event)
{
    return leavesKeyToFocus(*this, *event) || QMainWindow::event(event);
}

} // namespace hardlens

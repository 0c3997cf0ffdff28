#include "app/window/fork_window.h"

#include "app/window/option_labels.h"
#include "app/window/travel_controls.h"
#include "core/basics/error.h"
#include "widgets/controls/playback_bar.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/fork/fork_curves_view.h"
#include "widgets/fork/fork_figures_view.h"
#include "widgets/fork/variant_tag.h"
#include "widgets/theme.h"

#include <QAction>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

namespace hardlens {

namespace {

constexpr int frameIntervalMs = 33;
constexpr int curveIntervalMs = 200;

QStringList namesOf(const std::vector<Variant>& variants)
{
    QStringList names;
    for (const Variant& variant : variants)
        names += QString::fromStdString(variant.name);
    return names;
}

/// A damaged step is one that is not there.
std::shared_ptr<const Step> stepOf(OpenRun& run, int64_t step)
{
    try {
        auto body = run.steps()->stepAtOrBefore(step);
        return body && body->header.step == step ? body : nullptr;
    } catch (const Error&) {
        return nullptr;
    }
}

} // namespace

ForkWindow::ForkWindow(const ResumePoint& from, const std::filesystem::path& parent,
    const std::vector<Variant>& variants, const std::filesystem::path& runs, QWidget* window)
    : QMainWindow(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Fork of step %1 – HardLens").arg(from.step));
    m_sides.resize(variants.size());
    m_views = makeForkSides(from.config.bench, variants.size());
    const QStringList names = namesOf(variants);
    build(names);
    m_figures->setVariants(names, from.step, from.config.bench);
    m_curves->setVariants(names, from.step, from.config.bench);
    connectControls();
    makeKeys();
    m_fork = std::make_unique<LockStep>(from, parent, variants, runs,
        [this, mailbox = m_mailbox](size_t variant, Published published) {
            bool wasEmpty = false;
            {
                const std::lock_guard lock(mailbox->mutex);
                wasEmpty = std::ranges::none_of(
                    mailbox->values, [](const auto& v) { return v.has_value(); });
                mailbox->values[variant] = std::move(published);
            }
            if (wasEmpty)
                QMetaObject::invokeMethod(this, &ForkWindow::wake, Qt::QueuedConnection);
        });
}

ForkWindow::~ForkWindow()
{
    delete takeCentralWidget(); // views ask the runs for pixels
    m_fork.reset();
}

QWidget* ForkWindow::makeSides(const QStringList& names)
{
    auto* sides = new QSplitter(Qt::Horizontal);
    sides->setChildrenCollapsible(false);
    for (size_t v = 0; v < m_sides.size(); ++v) {
        auto* column = new QWidget;
        auto* layout = new QVBoxLayout(column);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(new VariantTag(int(v), names[qsizetype(v)]));
        layout->addWidget(m_views->widget(v), 1);
        m_views->setEmptyText(v, tr("The fork is being prepared."));
        sides->addWidget(column);
    }
    return sides;
}

void ForkWindow::build(const QStringList& names)
{
    const Theme& theme = Theme::instance();
    m_curves = new ForkCurvesView;
    m_figures = new ForkFiguresView;
    auto* below = new QSplitter(Qt::Horizontal);
    below->addWidget(m_curves);
    below->addWidget(m_figures);
    below->setSizes({theme.px(600), theme.px(600)});
    auto* rows = new QSplitter(Qt::Vertical);
    rows->addWidget(makeSides(names));
    rows->addWidget(below);
    rows->setStretchFactor(0, 1);
    rows->setSizes({theme.px(440), theme.px(330)});
    m_transport = new TransportBar;
    m_transport->setShared(true);
    m_transport->timeline()->setOptionLabels(optionLabels());
    m_status = new StatusLine;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(2));
    column->addWidget(rows, 1);
    column->addWidget(m_transport);
    column->addWidget(m_status);
    setCentralWidget(body);
    // The frame around it takes room too.
    const QSize room = screen()->availableSize() - QSize(16, 48);
    resize(QSize(theme.px(1360), theme.px(860)).boundedTo(room));
    m_frame.setSingleShot(true);
    m_curvePause.setSingleShot(true);
}

void ForkWindow::connectControls()
{
    connect(&m_frame, &QTimer::timeout, this, &ForkWindow::deliver);
    connect(&m_curvePause, &QTimer::timeout, this, &ForkWindow::showCurves);
    connect(m_transport, &TransportBar::playRequested, this, [this] {
        m_travel.follow();
        m_fork->play();
        showState();
    });
    connect(m_transport, &TransportBar::pauseRequested, this, [this] { m_fork->pause(); });
    connect(m_transport, &TransportBar::stepRequested, this, [this] {
        m_travel.follow();
        m_fork->doRounds(1);
    });
    connect(m_transport, &TransportBar::runRequested, this, [this](int steps) {
        m_travel.follow();
        m_fork->doRounds(steps);
    });
    connect(&m_travel, &TimeTravel::moved, this, [this] {
        showStep();
        showState();
    });
    connect(&m_travel, &TimeTravel::changed, this, &ForkWindow::showState);
    connectTravel(m_travel, *m_transport->timeline(), *m_transport->playback());
    connect(m_curves, &ForkCurvesView::stepChosen, &m_travel, &TimeTravel::goTo);
}

void ForkWindow::makeKeys()
{
    addActions(travelActions(this, m_travel, *m_transport->timeline()));
    auto* play = new QAction(tr("Play or pause"), this);
    play->setShortcut(Qt::Key_Space);
    connect(play, &QAction::triggered, this, &ForkWindow::togglePlay);
    auto* one = new QAction(tr("One step"), this);
    one->setShortcut(QKeySequence("."));
    connect(one, &QAction::triggered, m_transport, &TransportBar::stepRequested);
    addActions({play, one});
}

void ForkWindow::togglePlay()
{
    if (m_fork->isPlaying()) {
        m_fork->pause();
    } else {
        m_travel.follow();
        m_fork->play();
    }
    showState();
}

void ForkWindow::wake()
{
    const qint64 since = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : frameIntervalMs;
    if (since >= frameIntervalMs)
        deliver();
    else if (!m_frame.isActive())
        m_frame.start(int(frameIntervalMs - since));
}

void ForkWindow::deliver()
{
    m_sinceDelivery.start();
    std::array<std::optional<Published>, LockStep::most> values;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        values.swap(m_mailbox->values);
    }
    for (size_t v = 0; v < m_sides.size(); ++v)
        if (values[v])
            take(v, std::move(*values[v]));
    const int64_t common = m_fork->commonStep();
    if (common > m_fork->forkStep()) {
        m_travel.setNewest(common);
        m_travel.setRecorded(
            std::make_shared<const std::vector<int64_t>>(m_fork->run(0).steps()->steps()));
    }
    if (m_travel.follows())
        showStep();
    if (!m_curvePause.isActive())
        m_curvePause.start(curveIntervalMs);
    showState();
}

void ForkWindow::take(size_t variant, Published published)
{
    Side& side = m_sides[variant];
    side.published = std::move(published);
    if (side.published.run && !std::exchange(side.isKnown, true)) {
        m_views->setRun(
            variant, m_fork->run(variant).pictures().get(), side.published.run->classNames);
        m_views->setEmptyText(
            variant, tr("No step yet. Press Space to train all sides, or . for one step."));
    }
    const auto& events = side.published.history.events;
    if (side.published.state == SessionState::Failed && !events.empty())
        m_status->showMessage(QString::fromStdString(events.back()->text));
}

/// The same step of all sides, or of none.
void ForkWindow::showStep()
{
    const int64_t step = m_travel.shown();
    if (step == m_shown || step <= m_fork->forkStep())
        return;
    std::vector<std::shared_ptr<const Step>> steps;
    std::vector<History> histories;
    for (size_t v = 0; v < m_sides.size(); ++v) {
        steps.push_back(stepOf(m_fork->run(v), step));
        histories.push_back(m_sides[v].published.history);
    }
    m_shown = step;
    m_views->setSteps(steps);
    m_figures->setSteps(std::move(steps), std::move(histories));
    m_curves->setShown(m_travel.follows() ? std::nullopt : std::optional(step));
}

void ForkWindow::showCurves()
{
    std::vector<History> histories;
    for (const Side& side : m_sides)
        histories.push_back(side.published.history);
    m_curves->setHistories(std::move(histories));
}

void ForkWindow::showState()
{
    const bool isReady = std::ranges::all_of(m_sides, &Side::isKnown);
    const bool hasFailed = std::ranges::any_of(
        m_sides, [](const Side& side) { return side.published.state == SessionState::Failed; });
    m_transport->setState(hasFailed ? SessionState::Failed
            : !isReady              ? SessionState::Preparing
            : m_fork->isPlaying()   ? SessionState::Running
                                    : SessionState::Paused);
    m_transport->setHistory(m_sides.front().published.history);
    showTravel(m_travel, *m_transport->timeline(), *m_transport->playback());
    m_status->setPublished(m_sides.front().published);
}

bool ForkWindow::event(QEvent* event)
{
    return leavesKeyToFocus(*this, *event) || QMainWindow::event(event);
}

} // namespace hardlens

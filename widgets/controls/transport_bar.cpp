#include "widgets/controls/transport_bar.h"

#include "widgets/controls/icon_button.h"
#include "widgets/controls/playback_bar.h"
#include "widgets/controls/timeline.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>
#include <ranges>

namespace hardlens {

namespace {

constexpr int fastest = 30; // steps per second; one notch further: no limit

} // namespace

TransportBar::TransportBar(QWidget* parent)
    : QFrame(parent)
{
    setObjectName("Panel");
    setAccessibleName("Run");
    build();
    connect(m_play, &IconButton::clicked, this, [this] {
        if (m_state == SessionState::Running)
            Q_EMIT pauseRequested();
        else
            Q_EMIT playRequested();
    });
    connect(m_step, &IconButton::clicked, this, &TransportBar::stepRequested);
    connect(m_run, &IconButton::clicked, this, [this] { Q_EMIT runRequested(m_count->value()); });
    connect(m_speed, &QSlider::valueChanged, this, [this] {
        showSpeed();
        Q_EMIT speedLimitChanged(speedLimit());
    });
    connect(m_resetSame, &IconButton::clicked, this, &TransportBar::resetSameSeedRequested);
    connect(m_resetNew, &IconButton::clicked, this, &TransportBar::resetNewSeedRequested);
    connect(&Theme::instance(), &Theme::changed, this, &TransportBar::restyle);
    setState(SessionState::Preparing);
    restyle();
}

void TransportBar::build()
{
    using Icon = IconButton::Icon;
    m_play = new IconButton(Icon::Play, "Play", {});
    m_play->setPrimary(true);
    m_step = new IconButton(Icon::Step, "Single step", "One step, then pause (.)");
    m_count = new QSpinBox;
    m_count->setRange(1, 100000);
    m_count->setValue(100);
    m_count->setAlignment(Qt::AlignRight);
    m_count->setAccessibleName("Number of steps to run");
    m_count->setToolTip("How many steps the button beside it runs");
    m_run = new IconButton(Icon::Run, "Run that many steps", "Run that many steps, then pause");
    m_speed = new QSlider(Qt::Horizontal);
    m_speed->setRange(1, fastest + 1);
    m_speed->setValue(fastest + 1);
    m_speed->setAccessibleName("Speed limit");
    m_speed->setToolTip("At most so many steps per second; at the right end as fast as it can");
    m_speedText = new QLabel;
    m_resetSame = new IconButton(Icon::ResetSame, "Begin again with the same seed",
        "Begin again with the same seed: the same run (Ctrl+R)");
    m_resetNew = new IconButton(Icon::ResetNew, "Begin again with a new seed",
        "Begin again with a new seed (Ctrl+Shift+R)");
    m_title = new QLabel("TRAIN");
    m_title->setProperty("role", "heading");
    m_timeline = new Timeline;
    m_playback = new PlaybackBar;
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(m_timeline);
    m_controls = new QHBoxLayout;
    rows->addLayout(m_controls);
    for (QWidget* w : std::initializer_list<QWidget*> {m_title, m_play, m_step, m_count, m_run,
             m_speed, m_speedText, m_resetSame, m_resetNew})
        m_controls->addWidget(w);
    m_controls->addStretch(1);
    m_controls->addWidget(m_playback);
}

QSize TransportBar::minimumSizeHint() const
{
    return {Theme::instance().px(480), QFrame::minimumSizeHint().height()};
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    fold();
}

/// Hides what can be missed, one after the other, until the rest has room.
void TransportBar::fold()
{
    QList<QList<QWidget*>> foldable {{m_title}, {m_count, m_run}, {m_speed, m_speedText}};
    for (QWidget* w : m_playback->foldable())
        foldable << QList<QWidget*> {w};
    foldable << QList<QWidget*> {m_resetNew};
    for (QWidget* w : foldable | std::views::join)
        w->show();
    if (m_isShared)
        for (QWidget* w :
            {(QWidget*)m_speed, (QWidget*)m_speedText, (QWidget*)m_resetSame, (QWidget*)m_resetNew})
            w->hide();
    const auto needed = [this] {
        // At once, and not with the next event.
        m_playback->layout()->invalidate();
        m_playback->updateGeometry();
        m_controls->invalidate();
        return m_controls->minimumSize().width();
    };
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    for (const QList<QWidget*>& together : foldable) {
        if (needed() <= room)
            break;
        for (QWidget* w : together)
            w->hide();
    }
    layout()->activate();
}

void TransportBar::setShared(bool shared)
{
    m_isShared = shared;
    m_resetSame->setVisible(!shared);
    fold();
}

void TransportBar::setState(SessionState state)
{
    m_state = state;
    const bool running = state == SessionState::Running;
    m_play->setIconKind(running ? IconButton::Icon::Pause : IconButton::Icon::Play);
    const bool isRecord = state == SessionState::Recorded;
    m_play->setAccessibleName(running ? "Pause" : isRecord ? "Train on" : "Play");
    m_play->setToolTip(running ? "Pause after this step (Space)"
            : isRecord         ? "Train this run on, where it ended (Ctrl+Return)"
                               : "Train (Space)");
    const bool able = running || state == SessionState::Paused || state == SessionState::Finished;
    m_play->setEnabled(able || isRecord);
    for (QWidget* w : {(QWidget*)m_step, (QWidget*)m_run, (QWidget*)m_count})
        w->setEnabled(able);
    m_playback->setGrowing(
        state != SessionState::Finished && state != SessionState::Failed && !isRecord);
}

void TransportBar::setHistory(const History& history)
{
    m_timeline->setHistory(history);
    m_playback->setNewest(m_timeline->lastStep());
}

void TransportBar::setSpeedLimit(double stepsPerSecond)
{
    const QSignalBlocker quiet(m_speed);
    m_speed->setValue(stepsPerSecond > 0 ? int(std::lround(stepsPerSecond)) : fastest + 1);
    showSpeed();
}

double TransportBar::speedLimit() const
{
    return m_speed->value() > fastest ? 0 : m_speed->value();
}

void TransportBar::showSpeed()
{
    m_speedText->setText(speedLimit() > 0 ? QString("≤ %1/s").arg(m_speed->value()) : "max");
}

void TransportBar::restyle()
{
    const Theme& theme = Theme::instance();
    layout()->setSpacing(theme.px(3));
    layout()->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(8));
    m_controls->setSpacing(theme.px(6));
    m_title->setFont(theme.smallFont());
    m_speed->setFixedWidth(theme.px(90));
    m_count->setFixedWidth(theme.px(64));
    m_count->setFixedHeight(theme.px(30));
    const QFontMetrics metrics(theme.font());
    m_speedText->setFixedWidth(metrics.horizontalAdvance("≤ 30/s") + theme.px(4));
    const QString muted = QString("color: %1").arg(theme.palette().muted.name());
    m_speedText->setStyleSheet(muted);
    showSpeed();
    fold();
}

} // namespace hardlens

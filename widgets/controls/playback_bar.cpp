#include "widgets/controls/playback_bar.h"

#include "widgets/controls/choice_box.h"
#include "widgets/controls/icon_button.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>
#include <array>

namespace hardlens {

namespace {

constexpr std::array speeds {1, 2, 5, 10, 30, 100}; // recorded steps per second

} // namespace

PlaybackBar::PlaybackBar(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName("Look back at what was recorded");
    build();
    connect(m_first, &IconButton::clicked, this, &PlaybackBar::firstRequested);
    connect(m_back, &IconButton::clicked, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_on, &IconButton::clicked, this, [this] { Q_EMIT stepRequested(1); });
    // A click asks; the buttons show what is.
    connect(m_play, &IconButton::clicked, this, [this] { Q_EMIT playRequested(!m_state.playing); });
    connect(m_follow, &IconButton::clicked, this, [this] {
        showState();
        Q_EMIT followRequested();
    });
    connect(m_loop, &IconButton::clicked, this, [this] {
        showState();
        Q_EMIT loopRequested(!m_state.looping);
    });
    connect(m_speed, &QComboBox::activated, this,
        [this](int i) { Q_EMIT speedChanged(speeds[size_t(i)]); });
    connect(&Theme::instance(), &Theme::changed, this, &PlaybackBar::restyle);
    restyle();
}

void PlaybackBar::build()
{
    using Icon = IconButton::Icon;
    m_title = new QLabel("LOOK BACK");
    m_title->setProperty("role", "heading");
    m_first = new IconButton(Icon::First, "First recorded step", "The first recorded step (Home)");
    m_back = new IconButton(
        Icon::Previous, "One recorded step back", "One recorded step back (Left; with Shift ten)");
    m_play = new IconButton(Icon::PlayRecorded, {}, {});
    m_on = new IconButton(
        Icon::Next, "One recorded step on", "One recorded step on (Right; with Shift ten)");
    m_follow = new IconButton(Icon::FollowLive, {}, {});
    m_follow->setCheckable(true);
    m_speed = new ChoiceBox;
    m_speed->setAccessibleName("Speed of playing");
    m_speed->setToolTip("So many recorded steps per second are played");
    for (const int speed : speeds)
        m_speed->addItem(QString("%1/s").arg(speed));
    m_loop = new IconButton(Icon::Loop, "Play the range again and again",
        "Play the range on the line again and again; Shift+drag on the line sets one");
    m_loop->setCheckable(true);
    m_badge = new QLabel;
    m_badge->setObjectName("Badge");
    m_badge->setAlignment(Qt::AlignCenter);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    for (QWidget* w : std::initializer_list<QWidget*> {
             m_title, m_first, m_back, m_play, m_on, m_follow, m_speed, m_loop, m_badge})
        row->addWidget(w);
}

QList<QWidget*> PlaybackBar::foldable() const
{
    return {m_title, m_speed, m_first, m_loop};
}

void PlaybackBar::setState(const PlaybackState& state)
{
    if (state == m_state)
        return;
    m_state = state;
    showState();
}

void PlaybackBar::setNewest(int64_t step)
{
    if (step == m_newest)
        return;
    m_newest = step;
    showState();
}

void PlaybackBar::setGrowing(bool growing)
{
    if (growing == m_growing)
        return;
    m_growing = growing;
    showState();
}

QString PlaybackBar::badgeText() const
{
    if (m_newest == 0)
        return "no step yet";
    if (m_state.following)
        return QString("step %1").arg(m_newest);
    return QString(m_growing ? "step %1, live is %2" : "step %1 of %2")
        .arg(m_state.shown)
        .arg(m_newest);
}

void PlaybackBar::showState()
{
    for (IconButton* button : {m_first, m_back, m_play, m_on, m_follow, m_loop})
        button->setEnabled(m_newest > 0);
    m_on->setEnabled(m_newest > 0 && !m_state.following);
    m_play->setIconKind(
        m_state.playing ? IconButton::Icon::PauseRecorded : IconButton::Icon::PlayRecorded);
    m_play->setAccessibleName(m_state.playing ? "Stop playing" : "Play what was recorded");
    m_play->setToolTip(m_state.playing
            ? "Stop playing here (Shift+Space)"
            : "Play what was recorded; nothing is trained by it (Shift+Space)");
    m_follow->setChecked(m_state.following);
    const QString newest = m_growing ? "Follow the newest step" : "The last step";
    m_follow->setAccessibleName(newest);
    m_follow->setToolTip(newest + " (End)");
    m_loop->setChecked(m_state.looping);
    const auto speed = std::ranges::lower_bound(speeds, m_state.stepsPerSecond);
    m_speed->setCurrentIndex(std::min(int(speed - speeds.begin()), int(std::ssize(speeds)) - 1));
    m_badge->setText(badgeText());
    m_badge->setToolTip(m_state.following ? "The views show the newest step"
            : m_growing                   ? "The views stay at this step while the run goes on"
                                          : "The step that the views show");
    if (const bool back = !m_state.following; m_badge->property("back").toBool() != back) {
        m_badge->setProperty("back", back);
        restyle();
    }
}

void PlaybackBar::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    layout()->setSpacing(theme.px(6));
    m_title->setFont(theme.smallFont());
    const QFontMetrics metrics(theme.font());
    m_speed->setFixedSize(metrics.horizontalAdvance("100/s") + theme.px(34), theme.px(30));
    // As wide as it gets in most runs, so that numbers do not move what is beside them.
    m_badge->setMinimumWidth(metrics.horizontalAdvance("step 00000, live is 00000") + theme.px(20));
    const bool back = m_badge->property("back").toBool();
    m_badge->setStyleSheet(QString("QLabel#Badge { color: %1; border: 1px solid %2; border-radius: "
                                   "%3px; padding: %4px %5px; }")
                               .arg(back ? p.focusText.name() : p.text.name(),
                                   back ? p.focus.name() : QString("transparent"))
                               .arg(theme.px(5))
                               .arg(theme.px(4))
                               .arg(theme.px(8)));
    showState();
}

} // namespace hardlens

#include "widgets/controls/state_badge.h"

#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace hardlens {

namespace {

struct Look
{
    const char* word;
    QColor colour, text;
    Marker shape;
};

constexpr double edgeShare = 0.45;

Look lookOf(SessionState state, bool evaluating)
{
    const Palette& p = Theme::instance().palette();
    if (evaluating && state == SessionState::Running)
        return {"EVALUATING", p.focus, p.focusText, Marker::Diamond};
    switch (state) {
    case SessionState::Preparing:
        return {"PREPARING", p.focus, p.focusText, Marker::Diamond};
    case SessionState::Running:
        return {"LIVE", p.groundTruth, p.groundTruthText, Marker::Circle};
    case SessionState::Paused:
        return {"PAUSED", p.selected, p.selectedText, Marker::None}; // two bars, drawn below
    case SessionState::Finished:
        return {"FINISHED", p.muted, p.text, Marker::Square};
    case SessionState::Recorded:
        return {"RECORD", p.muted, p.text, Marker::Square};
    case SessionState::Followed:
        return {"FOLLOWED", p.groundTruth, p.groundTruthText, Marker::Circle};
    case SessionState::Failed:
        break;
    }
    return {"FAILED", p.lost, p.lostText, Marker::Triangle};
}

} // namespace

StateBadge::StateBadge(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName("State: " + word());
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void StateBadge::setState(SessionState state, bool evaluating, const QString& message)
{
    setToolTip(message);
    if (state == m_state && evaluating == m_evaluating)
        return;
    m_state = state;
    m_evaluating = evaluating;
    setAccessibleName("State: " + word());
    updateGeometry();
    update();
}

void StateBadge::setWhatIf(bool whatIf)
{
    if (m_whatIf == whatIf)
        return;
    m_whatIf = whatIf;
    setAccessibleName("State: " + word());
    updateGeometry();
    update();
}

QString StateBadge::word() const
{
    const bool rests = m_state == SessionState::Paused || m_state == SessionState::Recorded;
    if (m_whatIf && rests)
        return "WHAT-IF";
    return lookOf(m_state, m_evaluating).word;
}

QSize StateBadge::sizeHint() const
{
    const Theme& theme = Theme::instance();
    QFont font = theme.smallFont();
    font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    return {metrics.horizontalAdvance(word()) + theme.px(32), metrics.height() + theme.px(6)};
}

void StateBadge::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Look look = lookOf(m_state, m_evaluating);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double pen = theme.px(1);
    painter.setPen(QPen(blended(look.colour, theme.palette().panel, edgeShare), pen));
    painter.setBrush(blended(look.colour, theme.palette().panel, tint));
    const QRectF pill = QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(Qt::NoPen);
    const QPointF centre(theme.px(14), height() / 2.0);
    if (look.shape == Marker::None) {
        painter.setBrush(look.colour);
        for (const int side : {-1, 1})
            painter.drawRect(QRectF(centre.x() + (side < 0 ? -theme.px(4) : theme.px(1)),
                centre.y() - theme.px(4), theme.px(3), theme.px(8)));
    } else {
        drawMarker(painter, look.shape, centre, theme.px(8), look.colour);
    }
    QFont font = theme.smallFont();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(look.text);
    painter.drawText(rect().adjusted(theme.px(22), 0, -theme.px(8), 0),
        Qt::AlignVCenter | Qt::AlignLeft, word());
}

} // namespace hardlens

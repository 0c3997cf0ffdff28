#include "widgets/controls/icon_button.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace hardlens {

namespace {

/// Signs on a square of side 16 around the origin.
QPainterPath triangle(double left, double right, double half)
{
    QPainterPath path;
    path.addPolygon(QPolygonF({{left, -half}, {right, 0}, {left, half}}));
    path.closeSubpath();
    return path;
}

QPainterPath filledPath(IconButton::Icon icon)
{
    QPainterPath path;
    switch (icon) {
    case IconButton::Icon::Play:
        path = triangle(-4, 6, 6);
        break;
    case IconButton::Icon::Pause:
        path.addRect(-5, -6, 3.5, 12);
        path.addRect(1.5, -6, 3.5, 12);
        break;
    case IconButton::Icon::Step:
        path = triangle(-5, 2.5, 5);
        path.addRect(3.5, -5, 2, 10);
        break;
    case IconButton::Icon::Run:
        path = triangle(-7, 0, 5);
        path.addPath(triangle(0, 7, 5));
        break;
    case IconButton::Icon::ResetSame:
    case IconButton::Icon::ResetNew:
        path.addPolygon(QPolygonF({{-7.5, -6}, {-1.5, -4.2}, {-6, 0}}));
        path.closeSubpath();
        break;
    case IconButton::Icon::FollowLive:
        path.addEllipse(QPointF(5, 0), 2.8, 2.8);
        break;
    case IconButton::Icon::Loop:
        path.addPolygon(QPolygonF({{-1, -8}, {3.5, -4.5}, {-1, -1}}));
        path.closeSubpath();
        break;
    case IconButton::Icon::Close:
    case IconButton::Icon::First:
    case IconButton::Icon::Previous:
    case IconButton::Icon::PlayRecorded:
    case IconButton::Icon::PauseRecorded:
    case IconButton::Icon::Next:
        break;
    }
    return path;
}

QPainterPath line(std::initializer_list<QPointF> points)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(points));
    return path;
}

QPainterPath strokedPath(IconButton::Icon icon)
{
    using Icon = IconButton::Icon;
    QPainterPath path;
    switch (icon) {
    case Icon::Play:
    case Icon::Pause:
    case Icon::Step:
    case Icon::Run:
        break;
    case Icon::ResetNew: // a plus within: another seed
        path = line({{-2.2, 0.2}, {2.2, 0.2}});
        path.addPath(line({{0, -2}, {0, 2.4}}));
        [[fallthrough]];
    case Icon::ResetSame:
        path.arcMoveTo(-5, -5, 10, 10, 150);
        path.arcTo(-5, -5, 10, 10, 150, -300);
        break;
    case Icon::Close:
        path = line({{-4, -4}, {4, 4}});
        path.addPath(line({{-4, 4}, {4, -4}}));
        break;
    case Icon::First:
        path = line({{-5, -5}, {-5, 5}});
        path.addPath(line({{4, -5}, {-1, 0}, {4, 5}}));
        break;
    case Icon::Previous:
        path = line({{2, -5}, {-3, 0}, {2, 5}});
        break;
    case Icon::PlayRecorded:
        path = triangle(-4, 6, 6);
        break;
    case Icon::PauseRecorded:
        path = line({{-3, -5}, {-3, 5}});
        path.addPath(line({{3, -5}, {3, 5}}));
        break;
    case Icon::Next:
        path = line({{-2, -5}, {3, 0}, {-2, 5}});
        break;
    case Icon::FollowLive:
        path = line({{-5, -5}, {0, 0}, {-5, 5}});
        break;
    case Icon::Loop:
        path.addRoundedRect(-7, -4.5, 14, 9, 4, 4);
        break;
    }
    return path;
}

} // namespace

IconButton::IconButton(Icon icon, const QString& name, const QString& toolTip, QWidget* parent)
    : QAbstractButton(parent)
    , m_icon(icon)
{
    setAccessibleName(name);
    setToolTip(toolTip);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void IconButton::setIconKind(Icon icon)
{
    m_icon = icon;
    update();
}

void IconButton::setPrimary(bool primary)
{
    m_primary = primary;
    update();
}

void IconButton::setSmall(bool small)
{
    m_small = small;
    updateGeometry();
}

QSize IconButton::sizeHint() const
{
    const int side = Theme::instance().px(m_small ? 18 : 30);
    return {side, side};
}

void IconButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double pen = theme.px(1);
    const QRectF frame = QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2);
    if (!m_small || underMouse()) {
        const bool filled = m_primary && isEnabled();
        painter.setBrush(filled ? (isDown() ? p.focus.darker(115) : p.focus)
                : isDown()      ? p.line
                                : p.raised);
        painter.setPen(QPen(filled || isChecked() ? p.focus
                : underMouse()                    ? p.muted
                                                  : p.line,
            pen));
        painter.drawRoundedRect(frame, theme.px(5), theme.px(5));
    }
    if (hasFocus()) {
        // Off the edge, so that it also shows on the filled button.
        const double inset = theme.px(2.5);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_primary ? p.panel : p.focus, theme.px(1.6)));
        painter.drawRoundedRect(
            frame.adjusted(inset, inset, -inset, -inset), theme.px(3), theme.px(3));
    }
    const QColor ink = !isEnabled() ? p.muted
        : m_primary                 ? (p.dark ? p.window : p.panel)
        : isChecked()               ? p.focusText
                                    : p.text;
    painter.translate(QRectF(rect()).center());
    const double scale = theme.scale() * (m_small ? 0.75 : 0.9);
    painter.scale(scale, scale);
    painter.fillPath(filledPath(m_icon), ink);
    painter.strokePath(
        strokedPath(m_icon), QPen(ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void IconButton::enterEvent(QEnterEvent*)
{
    update();
}

void IconButton::leaveEvent(QEvent*)
{
    update();
}

} // namespace hardlens

// What the hand does to a RoiView: mouse, wheel, keys.

#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double pickReach = 8;
constexpr double dragThreshold = 4;
constexpr double zoomPerNotch = 1.25;

} // namespace

double RoiView::reach() const
{
    return Theme::instance().px(pickReach);
}

int RoiView::pictureAt(QPointF point) const
{
    for (size_t i = 0; i < m_tiles.size(); ++i)
        if (m_tiles[i].frame.viewport.contains(point))
            return int(i);
    return -1;
}

RoiPick RoiView::roiUnder(QPointF point) const
{
    const int picture = pictureAt(point);
    if (picture < 0)
        return {};
    const Tile& tile = m_tiles[size_t(picture)];
    const int roi = roiAt(record(picture), shownRois(picture), tile.frame, point, reach());
    return roi < 0 ? RoiPick {} : RoiPick {picture, roi};
}

std::optional<RoiView::Anchor> RoiView::anchor() const
{
    if (m_cursor) {
        const int picture = pictureAt(*m_cursor);
        if (picture >= 0)
            return Anchor {picture, m_tiles[size_t(picture)].frame.toPicture(*m_cursor)};
    }
    return m_clicked;
}

bool RoiView::cycleAround(const Anchor& anchor, bool forward)
{
    const Tile& tile = m_tiles[size_t(anchor.picture)];
    const auto near = roisNear(record(anchor.picture), shownRois(anchor.picture), tile.frame,
        tile.frame.toWidget(anchor.point), reach());
    if (near.empty())
        return false;
    const auto current
        = m_pick.picture == anchor.picture ? std::ranges::find(near, m_pick.roi) : near.end();
    const auto count = std::ptrdiff_t(near.size());
    std::ptrdiff_t next = forward ? 0 : count - 1;
    if (current != near.end())
        next = (current - near.begin() + (forward ? 1 : -1) + count) % count;
    setPick({anchor.picture, near[size_t(next)]}, false);
    return true;
}

bool RoiView::focusNextPrevChild(bool next)
{
    // Somebody who points at boxes means them; nobody is caught here, because without a pointer Tab
    // goes on.
    if (const auto around = anchor(); around && cycleAround(*around, next))
        return true;
    return QWidget::focusNextPrevChild(next);
}

void RoiView::walk(bool easier)
{
    if (m_tiles.empty())
        return;
    const int picture = m_pick.isNone() ? 0 : m_pick.picture;
    const std::vector<int32_t> shown = shownRois(picture);
    if (shown.empty())
        return;
    const auto current = std::ranges::find(shown, m_pick.roi);
    std::ptrdiff_t next = easier ? 0 : std::ptrdiff_t(shown.size()) - 1;
    if (current != shown.end())
        next = std::clamp<std::ptrdiff_t>(
            current - shown.begin() + (easier ? 1 : -1), 0, std::ptrdiff_t(shown.size()) - 1);
    setPick({picture, shown[size_t(next)]}, true);
}

void RoiView::changePicture(int by)
{
    if (m_tiles.empty())
        return;
    const int last = int(m_tiles.size()) - 1;
    const int picture = std::clamp(m_pick.isNone() ? 0 : m_pick.picture + by, 0, last);
    if (picture == m_pick.picture)
        return;
    const std::vector<int32_t> shown = shownRois(picture);
    if (!shown.empty())
        setPick({picture, shown.front()}, true);
}

void RoiView::updateHover()
{
    m_hoverIsOld = false;
    m_hoverPause.start();
    const RoiPick under
        = m_cursor && !m_drag.moved && !m_tiles.empty() ? roiUnder(*m_cursor) : RoiPick {};
    if (under == m_hover)
        return;
    m_hover = under;
    setCursor(under.isNone() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    update();
}

bool RoiView::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // A window may use the same keys elsewhere; with the focus here they mean the overlay.
        const auto* press = static_cast<QKeyEvent*>(event);
        const int key = press->key();
        const bool ours = (key >= Qt::Key_1 && key <= Qt::Key_4) || key == Qt::Key_T
            || key == Qt::Key_F || (key == Qt::Key_Escape && !m_pick.isNone());
        if (ours && press->modifiers() == Qt::NoModifier) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void RoiView::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const auto zoomPicture = [this](double factor) {
        const int picture = m_cursor ? pictureAt(*m_cursor) : -1;
        if (picture >= 0)
            zoom(picture, *m_cursor, factor);
        else if (!m_tiles.empty())
            zoom(std::max(0, m_pick.picture),
                m_tiles[size_t(std::max(0, m_pick.picture))].frame.viewport.center(), factor);
    };
    // Ctrl+plus and the like belong to the window.
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (key >= Qt::Key_1 && key <= Qt::Key_4) {
        const OverlayKind kind = allOverlayKinds[size_t(key - Qt::Key_1)];
        setKindShown(kind, !m_filter.shows(kind));
    } else if (key == Qt::Key_T) {
        const bool all = std::ranges::all_of(m_filter.shown, [](bool shown) { return shown; });
        for (const OverlayKind kind : allOverlayKinds)
            setKindShown(kind, !all);
    } else if (key == Qt::Key_F) {
        fit();
    } else if (key == Qt::Key_Escape && !m_pick.isNone()) {
        setPick({}, false);
    } else if (key == Qt::Key_Down || key == Qt::Key_Up) {
        walk(key == Qt::Key_Down);
    } else if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        changePicture(key == Qt::Key_PageDown ? 1 : -1);
    } else if (key == Qt::Key_Plus || key == Qt::Key_Equal) {
        zoomPicture(zoomPerNotch);
    } else if (key == Qt::Key_Minus) {
        zoomPicture(1 / zoomPerNotch);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void RoiView::wheelEvent(QWheelEvent* event)
{
    const int picture = pictureAt(event->position());
    if (picture < 0 || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    zoom(picture, event->position(), std::pow(zoomPerNotch, event->angleDelta().y() / 120.));
    event->accept();
}

void RoiView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_drag = {.picture = pictureAt(event->position()),
        .pressed = event->position(),
        .last = event->position(),
        .mayPick = event->button() == Qt::LeftButton};
}

void RoiView::mouseMoveEvent(QMouseEvent* event)
{
    m_cursor = event->position();
    const bool dragging
        = (event->buttons() & (Qt::LeftButton | Qt::MiddleButton)) && m_drag.picture >= 0;
    if (dragging && !m_drag.moved) {
        const QPointF way = event->position() - m_drag.pressed;
        m_drag.moved
            = !m_drag.mayPick || std::hypot(way.x(), way.y()) > Theme::instance().px(dragThreshold);
    }
    if (dragging && m_drag.moved) {
        setCursor(Qt::ClosedHandCursor);
        m_tiles[size_t(m_drag.picture)].frame.panBy(event->position() - m_drag.last);
        m_drag.last = event->position();
        m_hover = {};
        sightMoved(m_drag.picture);
        return;
    }
    m_hoverIsOld = true;
    if (!m_hoverPause.isActive())
        updateHover();
}

void RoiView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = m_drag;
    m_drag = {};
    setCursor(m_hover.isNone() ? Qt::ArrowCursor : Qt::PointingHandCursor);
    if (!drag.mayPick || drag.moved || event->button() != Qt::LeftButton || m_tiles.empty())
        return;
    if (drag.picture >= 0)
        m_clicked
            = Anchor {drag.picture, m_tiles[size_t(drag.picture)].frame.toPicture(drag.pressed)};
    setPick(roiUnder(drag.pressed), false);
}

void RoiView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const int picture = pictureAt(event->position());
    if (picture < 0 || event->button() != Qt::LeftButton)
        return;
    m_tiles[size_t(picture)].frame.fit();
    sightMoved(picture);
}

void RoiView::leaveEvent(QEvent*)
{
    m_cursor.reset();
    updateHover();
}

} // namespace hardlens

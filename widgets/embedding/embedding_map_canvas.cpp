// What an EmbeddingMapCanvas holds, and what the hand does to it.

#include "widgets/embedding/embedding_map_canvas.h"

#include "widgets/notes/note_crops.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

constexpr double reach = 9; // pixels around a point that still mean it
constexpr double dragThreshold = 4;
constexpr double zoomPerNotch = 1.25;
constexpr double margin = 22;

std::vector<PlanePoint> placesOf(const MapScene& scene)
{
    std::vector<PlanePoint> places;
    places.reserve(scene.points.size());
    for (const MapPoint& point : scene.points)
        places.push_back(point.at);
    return places;
}

} // namespace

EmbeddingMapCanvas::EmbeddingMapCanvas(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName("Map of the embeddings");
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_crops = new NoteCrops(this);
    connect(m_crops, &NoteCrops::ready, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_stamps.clear();
        invalidate();
    });
}

void EmbeddingMapCanvas::setPictures(PictureSource* source)
{
    m_crops->setSource(source);
}

void EmbeddingMapCanvas::setCardText(std::function<QString(const MapPoint&)> text)
{
    m_cardText = std::move(text);
}

void EmbeddingMapCanvas::setScene(MapScene scene)
{
    m_scene = std::move(scene);
    m_over = -1;
    const QRectF bounds = boundsOf(placesOf(m_scene));
    if (m_isFitted && !stillFits(m_sight, bounds))
        m_sight = fitted(bounds, size(), Theme::instance().px(margin));
    if (m_over < 0 && underMouse() && !m_press)
        setOver(pointAt(m_cursor));
    invalidate();
}

void EmbeddingMapCanvas::setLinks(const MapLinks& links)
{
    m_links = links;
    update();
}

void EmbeddingMapCanvas::setHoveredItem(int item)
{
    if (std::exchange(m_hoveredItem, item) != item)
        update();
}

void EmbeddingMapCanvas::setSelection(std::vector<int> items)
{
    m_selection = std::move(items);
    update();
}

void EmbeddingMapCanvas::fit()
{
    m_isFitted = true;
    m_sight = fitted(boundsOf(placesOf(m_scene)), size(), Theme::instance().px(margin));
    invalidate();
}

void EmbeddingMapCanvas::moved()
{
    m_isFitted = false;
    invalidate();
}

void EmbeddingMapCanvas::invalidate()
{
    m_layer = {};
    choosePictures();
    update();
}

const MapPoint* EmbeddingMapCanvas::pointAt(QPointF place) const
{
    const MapPoint* best = nullptr;
    double least = std::pow(Theme::instance().px(reach), 2);
    // The batch lies on top, and of equals the later one.
    for (auto point = m_scene.points.rbegin(); point != m_scene.points.rend(); ++point) {
        const QPointF way = m_sight.toWidget(point->at) - place;
        const double distance = QPointF::dotProduct(way, way);
        if (!(distance < least))
            continue;
        least = distance;
        best = &*point;
    }
    return best;
}

const MapPoint* EmbeddingMapCanvas::pointOf(int item) const
{
    if (item < 0)
        return nullptr;
    const auto it = std::ranges::find(m_scene.points, item, &MapPoint::item);
    return it == m_scene.points.end() || std::isnan(it->at.x) ? nullptr : &*it;
}

void EmbeddingMapCanvas::setOver(const MapPoint* point)
{
    const std::ptrdiff_t over = point ? point - m_scene.points.data() : -1;
    if (std::exchange(m_over, over) == over)
        return;
    setCursor(point ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
    Q_EMIT hovered(point ? point->item : -1);
}

QString EmbeddingMapCanvas::cardText() const
{
    return m_over >= 0 && m_cardText ? m_cardText(m_scene.points[size_t(m_over)]) : QString();
}

void EmbeddingMapCanvas::resizeEvent(QResizeEvent*)
{
    m_sight.widget = size();
    if (m_isFitted)
        fit();
    else
        invalidate();
}

void EmbeddingMapCanvas::wheelEvent(QWheelEvent* event)
{
    m_sight.zoomAbout(event->position(), std::pow(zoomPerNotch, event->angleDelta().y() / 120.));
    moved();
    event->accept();
}

void EmbeddingMapCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_press = m_cursor = event->position();
    m_dragged = false;
    if (event->modifiers() == Qt::ShiftModifier)
        m_lasso = QPolygonF {event->position()};
}

void EmbeddingMapCanvas::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF before = std::exchange(m_cursor, event->position());
    if (!m_press)
        return setOver(pointAt(m_cursor));
    m_dragged = m_dragged
        || (m_cursor - *m_press).manhattanLength() >= Theme::instance().px(dragThreshold);
    if (!m_dragged)
        return;
    setOver(nullptr);
    if (!m_lasso.isEmpty()) {
        m_lasso << m_cursor;
        update();
        return;
    }
    m_sight.pan(m_cursor - before);
    moved();
}

void EmbeddingMapCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !std::exchange(m_press, std::nullopt))
        return;
    if (!m_lasso.isEmpty())
        endLasso();
    else if (const MapPoint* point = m_dragged ? nullptr : pointAt(event->position());
             point && point->item >= 0)
        Q_EMIT clicked(point->item);
}

void EmbeddingMapCanvas::endLasso()
{
    std::vector<int> items;
    for (const MapPoint& point : m_scene.points)
        if (point.item >= 0 && m_dragged
            && m_lasso.containsPoint(m_sight.toWidget(point.at), Qt::OddEvenFill))
            items.push_back(point.item);
    m_lasso.clear();
    update();
    Q_EMIT lassoed(items);
}

void EmbeddingMapCanvas::leaveEvent(QEvent*)
{
    setOver(nullptr);
}

void EmbeddingMapCanvas::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        m_sight.zoomAbout(QRectF(rect()).center(), zoomPerNotch);
        return moved();
    case Qt::Key_Minus:
        m_sight.zoomAbout(QRectF(rect()).center(), 1 / zoomPerNotch);
        return moved();
    case Qt::Key_F:
        return fit();
    default:
        QWidget::keyPressEvent(event); // Up and Down are the anchor's
    }
}

} // namespace hardlens

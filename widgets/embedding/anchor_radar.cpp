#include "widgets/embedding/anchor_radar.h"

#include "core/analysis/radar_layout.h"
#include "widgets/embedding/item_card.h"
#include "widgets/notes/note_crops.h"
#include "widgets/plots/free_places.h"
#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace hardlens {

namespace {

constexpr double leastSide = 12, largestSide = 44; // of pictures
constexpr double mostCovered = 0.08;               // of the pictures, by each other
constexpr double smaller = 0.85;
constexpr double anchorShare = 1.3; // of its side over the others'
constexpr double markShare = 0.5;
constexpr double leastReach = 1.5; // √2 is always in sight
constexpr int cardPicture = 64;
constexpr double edge = 4; // pixels

} // namespace

AnchorRadar::AnchorRadar(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName("The anchor among the others, by distance");
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_crops = new NoteCrops(this);
    connect(m_crops, &NoteCrops::ready, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, &AnchorRadar::layOut);
}

void AnchorRadar::setPictures(PictureSource* source)
{
    m_crops->setSource(source);
}

void AnchorRadar::setBlips(
    RadarBlip anchor, std::vector<RadarBlip> blips, std::vector<RadarRing> rings)
{
    m_anchor = std::move(anchor);
    m_blips = std::move(blips);
    m_rings = std::move(rings);
    m_reach = leastReach;
    for (const RadarBlip& blip : m_blips)
        m_reach = std::max(m_reach, double(blip.distance));
    layOut();
}

void AnchorRadar::setHovered(int item)
{
    if (std::exchange(m_hovered, item) != item)
        update();
}

QPointF AnchorRadar::centre() const
{
    return QRectF(rect()).center();
}

double AnchorRadar::perDistance() const
{
    const double radius
        = std::min(width(), height()) / 2. - side() / 2 - Theme::instance().px(edge);
    return std::max(1., radius) / m_reach;
}

/// As large as pictures can be without covering much of each other.
void AnchorRadar::layOut()
{
    std::vector<RadarItem> items;
    for (const RadarBlip& blip : m_blips)
        items.push_back(
            {blip.distance, blip.label, blip.role == TileRole::Positive, !blip.isCandidate});
    const Theme& theme = Theme::instance();
    m_side = theme.px(largestSide);
    RadarLayout layout = radarLayout(items, {perDistance(), m_side});
    while (layout.covered > mostCovered && m_side > theme.px(leastSide)) {
        m_side = std::max(m_side * smaller, double(theme.px(leastSide)));
        layout = radarLayout(items, {perDistance(), m_side});
    }
    m_angles = std::move(layout.angles);
    update();
}

QPointF AnchorRadar::placeOf(int blip) const
{
    const double radius = double(m_blips[size_t(blip)].distance) * perDistance();
    const double angle = m_angles[size_t(blip)];
    return centre() + QPointF(radius * std::cos(angle), -radius * std::sin(angle));
}

int AnchorRadar::itemAt(QPointF place) const
{
    // The nearest middle, where the place is on the picture.
    int best = -1;
    double least = side() / 2 + Theme::instance().px(2);
    for (int i = 0; i < int(m_blips.size()); ++i) {
        const QPointF way = placeOf(i) - place;
        const double distance = std::max(std::abs(way.x()), std::abs(way.y()));
        if (distance < least) {
            least = distance;
            best = m_blips[size_t(i)].item;
        }
    }
    return best;
}

const RadarBlip* AnchorRadar::blipOf(int item) const
{
    const auto it = std::ranges::find(m_blips, item, &RadarBlip::item);
    return it == m_blips.end() ? nullptr : &*it;
}

QString AnchorRadar::cardText() const
{
    const RadarBlip* blip = m_isOver ? blipOf(m_hovered) : nullptr;
    return blip && m_cardOf ? m_cardOf(blip->item) : QString();
}

void AnchorRadar::say(int item)
{
    if (item == m_hovered)
        return;
    setHovered(item);
    setCursor(item < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    Q_EMIT hovered(item);
}

void AnchorRadar::mouseMoveEvent(QMouseEvent* event)
{
    m_isOver = true;
    say(itemAt(event->position()));
}

void AnchorRadar::leaveEvent(QEvent*)
{
    m_isOver = false;
    say(-1);
}

void AnchorRadar::mousePressEvent(QMouseEvent* event)
{
    const int item = event->button() == Qt::LeftButton ? itemAt(event->position()) : -1;
    if (item >= 0)
        Q_EMIT clicked(item);
    else
        QWidget::mousePressEvent(event);
}

void AnchorRadar::resizeEvent(QResizeEvent*)
{
    layOut();
}

std::vector<QRect> AnchorRadar::ringWords() const
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    FreePlaces places(rect());
    std::vector<QRect> words;
    for (const RadarRing& ring : m_rings) {
        const double r = ring.distance * perDistance();
        const int width = metrics.horizontalAdvance(ring.text) + Theme::instance().px(4);
        std::vector<QRect> wanted;
        // Along the ring: below, where the positives leave most room, then further to either side.
        for (const double degrees : {270., 245., 295., 90., 60., 120., 0., 180.}) {
            const double a = degrees * std::numbers::pi / 180;
            QRect box(0, 0, width, metrics.height());
            box.moveCenter((centre() + QPointF(r * std::cos(a), -r * std::sin(a))).toPoint());
            wanted.push_back(box);
        }
        words.push_back(places.takeFirst(wanted).value_or(QRect()));
    }
    return words;
}

void AnchorRadar::paintRings(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter.setBrush(Qt::NoBrush);
    for (const RadarRing& ring : m_rings) {
        const double r = ring.distance * perDistance();
        painter.setPen(QPen(p.muted, theme.px(1), Qt::DashLine));
        painter.drawEllipse(centre(), r, r);
    }
}

void AnchorRadar::paintLines(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    for (int i = 0; i < int(m_blips.size()); ++i) {
        const TileRole role = m_blips[size_t(i)].role;
        if (role == TileRole::Drawn)
            painter.setPen(QPen(p.selected, theme.px(1.6)));
        else if (role == TileRole::Positive)
            painter.setPen(QPen(p.groundTruth, theme.px(1.2), Qt::DashLine));
        else
            continue;
        painter.drawLine(centre(), placeOf(i));
    }
}

void AnchorRadar::paintBlip(QPainter& painter, const RadarBlip& blip, QPointF place, double side)
{
    const bool isHovered = blip.item == m_hovered;
    if (!blip.isCandidate && !isHovered) {
        const ClassMark mark = classMark(blip.label);
        painter.setOpacity(0.6);
        drawMarker(painter, mark.marker, place, std::min(side * markShare, 9.), mark.colour);
        painter.setOpacity(1);
        return;
    }
    const int pixels = int(std::lround(side * devicePixelRatioF()));
    paintTile(painter, {place.x() - side / 2, place.y() - side / 2, side, side},
        m_crops->crop(blip.picture, wholePicture(blip.picture), pixels),
        {.role = blip.role, .hovered = isHovered});
}

void AnchorRadar::paintCard(QPainter& painter)
{
    const QString text = cardText();
    if (text.isEmpty())
        return;
    const RadarBlip& blip = *blipOf(m_hovered);
    const int side = Theme::instance().px(cardPicture);
    const int pixels = int(std::lround(side * devicePixelRatioF()));
    paintItemCard(painter, rect(), placeOf(int(&blip - m_blips.data())),
        m_crops->crop(blip.picture, wholePicture(blip.picture), pixels), side, text);
}

void AnchorRadar::paintEvent(QPaintEvent*)
{
    if (m_anchor.item < 0)
        return;
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setFont(theme.smallFont());
    paintRings(painter);
    paintLines(painter);
    // Those that came first lie on top; what is looked at on top of all.
    for (int i = int(m_blips.size()) - 1; i >= 0; --i)
        paintBlip(painter, m_blips[size_t(i)], placeOf(i), side());
    paintBlip(painter, m_anchor, centre(), side() * anchorShare);
    const std::vector<QRect> words = ringWords();
    for (size_t i = 0; i < words.size(); ++i) {
        painter.fillRect(words[i], theme.palette().panel);
        painter.setPen(theme.palette().muted);
        painter.drawText(words[i], Qt::AlignCenter, m_rings[i].text);
    }
    paintCard(painter);
}

} // namespace hardlens

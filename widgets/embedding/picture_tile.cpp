#include "widgets/embedding/picture_tile.h"

#include "widgets/plots/plot_style.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double frameWidth = 2.4;
constexpr double tickShare = 0.28; // of a side
constexpr double paleOpacity = 0.32;

QColor frameColour(TileRole role)
{
    const Palette& p = Theme::instance().palette();
    switch (role) {
    case TileRole::Anchor:
        return p.focus;
    case TileRole::Positive:
        return p.groundTruth;
    case TileRole::Drawn:
        return p.selected;
    case TileRole::Other:
        break;
    }
    return p.line;
}

void drawCornerTicks(QPainter& painter, const QRectF& r)
{
    const double tick = std::min(r.width(), r.height()) * tickShare;
    for (const double x : {r.left(), r.right()})
        for (const double y : {r.top(), r.bottom()}) {
            const double inX = x == r.left() ? tick : -tick, inY = y == r.top() ? tick : -tick;
            painter.drawPolyline(
                QPolygonF {QPointF(x + inX, y), QPointF(x, y), QPointF(x, y + inY)});
        }
}

void paintFrame(QPainter& painter, const QRectF& place, const TileLook& look)
{
    const Theme& theme = Theme::instance();
    const double width = frameWidth * theme.scale();
    const double radius = theme.px(5);
    const QRectF close = place.adjusted(-width / 2, -width / 2, width / 2, width / 2);
    painter.setBrush(Qt::NoBrush);
    const bool thick = look.role == TileRole::Drawn || look.role == TileRole::Anchor;
    painter.setPen(QPen(frameColour(look.role), thick ? width : theme.px(1)));
    painter.drawRoundedRect(thick ? close : place, radius, radius);
    if (look.role == TileRole::Anchor) {
        const double out = width * 1.7;
        painter.setPen(QPen(frameColour(look.role), theme.px(1)));
        painter.drawRoundedRect(place.adjusted(-out, -out, out, out), radius + 2, radius + 2);
    }
    if (look.role == TileRole::Positive) {
        painter.setPen(QPen(frameColour(look.role), width, Qt::SolidLine, Qt::FlatCap));
        drawCornerTicks(painter, close);
    }
    if (look.selected || look.hovered) {
        const double out = width * 1.5;
        painter.setPen(QPen(theme.palette().text, theme.px(look.hovered ? 2 : 1),
            look.hovered ? Qt::SolidLine : Qt::DashLine));
        painter.drawRoundedRect(place.adjusted(-out, -out, out, out), radius + 2, radius + 2);
    }
}

} // namespace

int tileMargin()
{
    return Theme::instance().px(5);
}

Box wholePicture(const PictureReference& picture)
{
    // A crop shows a quarter of the box more on each side: two thirds of the longer side make the
    // whole picture.
    const float w = float(std::max(1, picture.width)), h = float(std::max(1, picture.height));
    const float half = std::max(w, h) / 3;
    return {w / 2 - half, h / 2 - half, w / 2 + half, h / 2 + half};
}

void paintTile(QPainter& painter, const QRectF& place, const QPixmap& picture, const TileLook& look)
{
    const Theme& theme = Theme::instance();
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath rounded;
    rounded.addRoundedRect(place, theme.px(5), theme.px(5));
    painter.fillPath(rounded, theme.palette().raised);
    painter.setClipPath(rounded);
    painter.setOpacity(look.pale ? paleOpacity : 1);
    if (!picture.isNull())
        painter.drawPixmap(place, picture, QRectF(picture.rect()));
    painter.setOpacity(1);
    painter.setClipping(false);
    paintFrame(painter, place, look);
    painter.restore();
}

ClassMark classMark(int32_t label)
{
    // A Latin square: neighbours differ in both, and a pair comes back after classMarks classes.
    const int index = std::max(0, label);
    return {classColour(index), markerOf(index + index / int(Palette::classCount))};
}

QString embeddedClassName(const std::vector<std::string>& names, int32_t label)
{
    if (label >= 0 && size_t(label) < names.size() && !names[size_t(label)].empty())
        return QString::fromStdString(names[size_t(label)]);
    return QString("class %1").arg(label);
}

QString probabilityText(double probability)
{
    if (probability > 0 && probability < 0.005)
        return "<.01";
    return fixedNumber(probability);
}

} // namespace hardlens

#include "widgets/roi/loss_tags.h"

#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <array>
#include <cmath>
#include <vector>

namespace hardlens {

namespace {

constexpr size_t taggedRois = 5;

QFont tagFont()
{
    QFont font = Theme::instance().smallFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

std::array<QRectF, 5> places(const QRectF& box, QSizeF tag)
{
    const double above = box.top() - tag.height();
    const double right = box.right() - tag.width();
    return {QRectF(QPointF(box.left(), above), tag), QRectF(box.topLeft(), tag),
        QRectF(box.bottomLeft(), tag), QRectF(QPointF(right, above), tag),
        QRectF(QPointF(right, box.bottom() - tag.height()), tag)};
}

/// Words on a filled tag: dark on bright colours, bright on dark ones, 4.5 : 1 either way.
QColor wordsOn(const QColor& background)
{
    const auto linear
        = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    const double luminance = 0.2126 * linear(background.redF())
        + 0.7152 * linear(background.greenF()) + 0.0722 * linear(background.blueF());
    return luminance > 0.2 ? Theme::instance().palette().onTag : lightPalette().panel;
}

bool touches(const QRectF& place, std::span<const QRectF> taken)
{
    for (const QRectF& other : taken)
        if (place.adjusted(-1, -1, 1, 1).intersects(other))
            return true;
    return false;
}

} // namespace

std::optional<QRectF> placeTag(
    const QRectF& box, QSizeF tag, const QRectF& area, std::span<const QRectF> taken)
{
    for (const QRectF& place : places(box, tag))
        if (area.contains(place) && !touches(place, taken))
            return place;
    return std::nullopt;
}

QRectF placeTagAnyway(
    const QRectF& box, QSizeF tag, const QRectF& area, std::span<const QRectF> taken)
{
    if (const auto place = placeTag(box, tag, area, taken))
        return *place;
    QRectF place = places(box, tag).front();
    place.moveLeft(std::max(area.left(), std::min(place.left(), area.right() - tag.width())));
    place.moveTop(std::max(area.top(), std::min(place.top(), area.bottom() - tag.height())));
    return place;
}

QSizeF tagSize(const QString& text)
{
    const Theme& theme = Theme::instance();
    const QFontMetricsF metrics(tagFont());
    return {std::ceil(metrics.horizontalAdvance(text)) + theme.px(8),
        std::ceil(metrics.height()) + theme.px(1)};
}

void drawTag(QPainter& painter, const QRectF& place, const QString& text, const QColor& background)
{
    const Theme& theme = Theme::instance();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QColor edge = theme.palette().halo;
    edge.setAlphaF(0.6F);
    painter.setPen(QPen(edge, 1));
    painter.setBrush(background);
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(3), theme.px(3));
    painter.setFont(tagFont());
    painter.setPen(wordsOn(background));
    painter.drawText(place, Qt::AlignCenter, text);
    painter.restore();
}

QString lossTag(const RoiRecord& roi, const MiningConfig& mining)
{
    const QString loss = fixedNumber(double(rankingLoss(roi, mining)));
    return roi.decision.rank > 0 ? QStringLiteral("%1 · %2").arg(roi.decision.rank).arg(loss)
                                 : loss;
}

void drawLossTags(QPainter& painter, const OverlayLooks& looks, std::span<const int32_t> shown,
    const PictureFrame& frame)
{
    std::vector<QRectF> taken;
    size_t tried = 0;
    for (const int32_t i : shown) {
        const RoiRecord& roi = looks.record().rois[size_t(i)];
        if (roi.decision.fate != Fate::Selected)
            continue;
        const QRectF box = frame.toWidget(roi.box);
        if (!box.intersects(frame.viewport))
            continue;
        if (++tried > taggedRois)
            return;
        const QString text = lossTag(roi, looks.step().mining);
        // Of a box that is partly outside, the part that is seen carries the tag.
        const auto place
            = placeTag(box.intersected(frame.viewport), tagSize(text), frame.viewport, taken);
        if (!place)
            continue;
        taken.push_back(*place);
        drawTag(painter, *place, text, looks.of(i).colour);
    }
}

} // namespace hardlens

#include "widgets/embedding/curve_labels.h"

#include "widgets/plots/free_places.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double samplePixels = 18, gapPixels = 4, gridPixels = 12;

int px(double length)
{
    return Theme::instance().px(length);
}

bool hasSample(const CurveLabel& label)
{
    return label.line.style() != Qt::NoPen || label.fill.style() != Qt::NoBrush;
}

int sampleWidth(const CurveLabel& label)
{
    return hasSample(label) ? px(samplePixels) + px(gapPixels) : 0;
}

std::vector<QRect> besideCurve(const CurveLabel& label, QSize size)
{
    std::vector<QRect> wanted;
    const int gap = px(gapPixels);
    for (const QPointF& point : label.beside) {
        const QPoint at = point.toPoint();
        for (const int up : {size.height() + gap, size.height() / 2, -gap}) {
            wanted.emplace_back(QPoint(at.x() + gap, at.y() - up), size);
            wanted.emplace_back(QPoint(at.x() - gap - size.width(), at.y() - up), size);
        }
        wanted.emplace_back(QPoint(at.x() - size.width() / 2, at.y() - size.height() - gap), size);
    }
    return wanted;
}

/// Over all of the plot, from its top right corner on.
std::vector<QRect> anywhere(const QRect& inner, QSize size)
{
    std::vector<QRect> wanted;
    const int gap = px(gapPixels), step = px(gridPixels);
    for (int y = inner.top() + px(2); y + size.height() <= inner.bottom(); y += size.height())
        for (int x = inner.right() - size.width() - px(2); x >= inner.left() + gap; x -= step)
            wanted.emplace_back(QPoint(x, y), size);
    return wanted;
}

bool hidesNone(const QRect& place, const std::vector<QPointF>& obstacles)
{
    const QRectF box(place);
    return std::ranges::none_of(obstacles, [&](const QPointF& p) { return box.contains(p); });
}

std::optional<QRect> placeOf(FreePlaces& places, const std::vector<QRect>& near,
    const std::vector<QRect>& far, const std::vector<QPointF>& obstacles)
{
    for (const auto* wanted : {&near, &far})
        for (const QRect& place : *wanted)
            if (places.isFree(place) && hidesNone(place, obstacles)) {
                places.take(place);
                return place;
            }
    return places.takeFirst(far);
}

} // namespace

std::vector<std::optional<QRect>> placeCurveLabels(FreePlaces& places, const QRect& inner,
    const QFontMetrics& metrics, const std::vector<CurveLabel>& labels,
    const std::vector<QPointF>& obstacles)
{
    std::vector<std::optional<QRect>> found;
    for (const CurveLabel& label : labels) {
        const QSize size(
            metrics.horizontalAdvance(label.text) + sampleWidth(label) + px(4), metrics.height());
        found.push_back(
            placeOf(places, besideCurve(label, size), anywhere(inner, size), obstacles));
    }
    return found;
}

void drawCurveLabels(QPainter& painter, const std::vector<CurveLabel>& labels,
    const std::vector<std::optional<QRect>>& places)
{
    const Palette& p = Theme::instance().palette();
    for (size_t i = 0; i < labels.size(); ++i) {
        if (!places[i])
            continue;
        const CurveLabel& label = labels[i];
        const QRect& place = *places[i];
        QColor ground = p.panel;
        ground.setAlphaF(0.85f);
        painter.fillRect(place, ground);
        const int left = place.left() + px(2), middle = place.center().y();
        if (label.fill.style() != Qt::NoBrush)
            painter.fillRect(left, middle - px(4), px(samplePixels), px(9), label.fill);
        if (label.line.style() != Qt::NoPen) {
            painter.setPen(label.line);
            painter.drawLine(left, middle, left + px(samplePixels), middle);
        }
        painter.setPen(label.colour);
        painter.drawText(place.adjusted(px(2) + sampleWidth(label), 0, 0, 0),
            Qt::AlignLeft | Qt::AlignVCenter, label.text);
    }
}

} // namespace hardlens

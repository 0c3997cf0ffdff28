#pragma once

#include <QBrush>
#include <QColor>
#include <QPen>
#include <QPointF>
#include <QRect>
#include <QString>

#include <optional>
#include <vector>

class QFontMetrics;
class QPainter;

namespace hardlens {

class FreePlaces;

/// Words that name a curve, with a piece of it before them.
struct CurveLabel
{
    QString text {};
    QColor colour {Qt::transparent}; // of the words, readable on a panel
    QPen line {Qt::NoPen};           // the piece of it; none: words alone
    QBrush fill {Qt::NoBrush};       // of an area
    std::vector<QPointF> beside {};  // pixels of the curve, where it is best named first
};

/// Where the labels stand in `inner`: beside their curves, as far as they hide none of
/// `obstacles` (pixels of all curves), else where nothing is, from the top right corner on, else
/// over something. What is taken in `places` stays free, and no two labels overlap; one that finds
/// no room has none.
std::vector<std::optional<QRect>> placeCurveLabels(FreePlaces& places, const QRect& inner,
    const QFontMetrics& metrics, const std::vector<CurveLabel>& labels,
    const std::vector<QPointF>& obstacles);

/// places: as placeCurveLabels gave them for these labels.
void drawCurveLabels(QPainter& painter, const std::vector<CurveLabel>& labels,
    const std::vector<std::optional<QRect>>& places);

} // namespace hardlens

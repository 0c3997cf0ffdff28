#pragma once

#include "core/analysis/time_marks.h"

#include <QColor>
#include <QPainter>
#include <QPointF>
#include <QRect>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace hardlens {

/// The shapes that tell things apart where colour alone must not.
enum class Marker
{
    None,
    Circle,
    Square,
    Triangle,
    Diamond,
    Cross,
    Plus,
    TriangleDown,
    Bar
};
Marker markerOf(int index); // of class `index`, from 0
void drawMarker(
    QPainter& painter, Marker marker, QPointF centre, double size, const QColor& colour);

/// A name at the right end of a curve, with its last value, right-aligned.
struct EndLabel
{
    QString name {};
    QString value {};
    QColor colour {}; // of the name, readable on a panel
    Marker marker = Marker::None;
    QColor markerColour {};
    double y = 0; // pixels, where the curve ends
    bool bold = false;
};

/// Draws them in `room`, moved apart where they would overlap; a name too long is cut with an
/// ellipsis. Returns where each of them is.
std::vector<QRect> drawEndLabels(
    QPainter& painter, const QRect& room, const std::vector<EndLabel>& labels);
/// As many of them as `height` pixels hold without overlap.
size_t endLabelsThatFit(int height);

Marker markGlyph(TimeMark::Kind kind);
QColor markColour(TimeMark::Kind kind);     // of the line
QColor markTextColour(TimeMark::Kind kind); // of words

/// Draws marks over `inner`: a line from top to bottom, a glyph at its top, and its text beside it
/// where no other text is. Checkpoints, which change nothing that a plot shows, are left to the
/// timeline. `xOf`: pixels of a mark.
void drawTimeMarks(QPainter& painter, const QRect& inner, const std::vector<TimeMark>& marks,
    const std::function<double(const TimeMark&)>& xOf, bool evaluations = true);

/// Texts of the marks within a few pixels of x, one per line; with or without checkpoints.
QString timeMarksAt(const std::vector<TimeMark>& marks,
    const std::function<double(const TimeMark&)>& xOf, double x, bool checkpoints = false);

} // namespace hardlens

#pragma once

#include "widgets/plots/plot_labels.h"

#include <QColor>
#include <QRectF>
#include <QString>

class QPainter;

namespace hardlens {

/// How the variants of a fork look wherever they are told apart: over pictures, in tables, in
/// plots. Colours stand apart for people with any colour vision, and a shape goes with each.
inline constexpr int mostVariants = 4;

/// variant: in [0, mostVariants), 0 is the first.
QColor variantColour(int variant);
Marker variantMarker(int variant);

/// Its sign, a short line with its shape, at the left of a place and in the middle of its height.
/// Returns the width that it takes.
int drawVariantSign(QPainter& painter, const QRectF& place, int variant);
int variantSignWidth();

/// "A" to "D", for those without a name.
QString variantLetter(int variant);

} // namespace hardlens

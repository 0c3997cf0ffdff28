#pragma once

#include <QColor>

namespace hardlens {

/// Cividis: a colour map from dark blue to yellow whose lightness rises evenly, and which people
/// with and without a colour vision deficiency see alike. Nuñez, Anderton, Renslow, PLoS ONE 13(7),
/// 2018.
///
/// share: in [0, 1], clamped; NaN is 0. Within 11/255 of the published table.
QColor cividis(double share);

} // namespace hardlens

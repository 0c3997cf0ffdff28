#pragma once

#include "core/records/picture.h"

namespace hardlens {

/// Network pixels per stored pixel: the shorter side becomes shortSide, unless the longer one would
/// then exceed longSideCap, which then decides.
///
///   s = shortSide / min(w, h);   if round(s max(w, h)) > longSideCap:  s = longSideCap / max(w, h)
///
/// Girshick, Fast R-CNN, arXiv:1504.08083, section 3 and its code (lib/utils/blob.py).
/// All arguments >= 1, else std::invalid_argument.
float networkScale(int32_t width, int32_t height, int32_t shortSide, int32_t longSideCap);

/// Area averages where both sides shrink, bilinear otherwise. width, height >= 1, else
/// std::invalid_argument.
Pixels resized(const Pixels& picture, int32_t width, int32_t height);

/// Left and right exchanged.
Pixels mirrored(const Pixels& picture);

} // namespace hardlens

#pragma once

#include "core/data/picture_header.h"
#include "core/records/picture.h"

namespace hardlens {

/// The size of a stored picture when it is seen upright: sides change places for 5 to 8.
/// orientation: as EXIF counts them, in [1, 8], else std::invalid_argument.
PictureSize uprightSize(const PictureSize& stored, int orientation);

/// The picture as it is meant to be seen. EXIF 2.32, tag 274 says where the stored picture's first
/// row and first column belong:
///
///   1 top, left   2 top, right   3 bottom, right   4 bottom, left
///   5 left, top   6 right, top   7 right, bottom   8 left, bottom
///
/// orientation: in [1, 8], else std::invalid_argument.
Pixels upright(Pixels stored, int orientation);

} // namespace hardlens

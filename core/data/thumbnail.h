#pragma once

#include "core/records/picture.h"

#include <cstddef>
#include <vector>

namespace hardlens {

/// A picture made small, as a JPEG file.
struct SmallPicture
{
    int32_t width = 0; // pixels
    int32_t height = 0;
    std::vector<std::byte> jpeg {};
};

/// The picture with its longer side at `longSide` pixels at most, >= 1; never larger than it is.
/// picture: at least 1 x 1.
SmallPicture smallPicture(const Pixels& picture, int32_t longSide = 256);

} // namespace hardlens

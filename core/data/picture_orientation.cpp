#include "core/data/picture_orientation.h"

#include "core/basics/error.h"

#include <opencv2/core.hpp>

#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

void requireOrientation(int orientation)
{
    if (orientation < 1 || orientation > 8)
        throw std::invalid_argument(
            concat("orientation ", orientation, ": expected one of EXIF's, in [1, 8]"));
}

cv::Mat view(Pixels& picture)
{
    return {picture.height, picture.width, CV_8UC3, picture.rgb.data()};
}

/// How cv::flip is to be called on the (for 5 to 8 transposed) picture; nothing to flip for 1
/// and 5.
std::optional<int> flipCode(int orientation)
{
    constexpr int aboutBoth = -1, upsideDown = 0, leftToRight = 1;
    switch (orientation) {
    case 2:
    case 6:
        return leftToRight;
    case 3:
    case 7:
        return aboutBoth;
    case 4:
    case 8:
        return upsideDown;
    default:
        return std::nullopt;
    }
}

} // namespace

PictureSize uprightSize(const PictureSize& stored, int orientation)
{
    requireOrientation(orientation);
    return orientation < 5 ? stored : PictureSize {stored.height, stored.width};
}

Pixels upright(Pixels stored, int orientation)
{
    requireOrientation(orientation);
    if (orientation == 1)
        return stored;
    if (orientation >= 5) {
        Pixels turned {.width = stored.height, .height = stored.width};
        turned.rgb.resize(stored.rgb.size());
        cv::Mat target = view(turned);
        cv::transpose(view(stored), target);
        stored = std::move(turned);
    }
    if (const auto code = flipCode(orientation)) {
        cv::Mat picture = view(stored);
        cv::flip(picture, picture, *code);
    }
    return stored;
}

} // namespace hardlens

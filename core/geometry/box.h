#pragma once

#include <algorithm>

namespace hardlens {

/// An axis-aligned box by two corners, in pixels, x to the right and y down.
struct Box
{
    float x1 = 0;
    float y1 = 0;
    float x2 = 0;
    float y2 = 0;

    float width() const { return x2 - x1; }
    float height() const { return y2 - y1; }
    float area() const { return (x2 - x1) * (y2 - y1); }

    friend bool operator==(const Box&, const Box&) = default;
};

/// Whether the second corner is a border (continuous coordinates) or the last pixel inside (width =
/// x2 - x1 + 1, the convention of Caffe-era detection code).
enum class PixelConvention
{
    Continuous,
    InclusivePixel
};

/// The part of the box inside [0, width] x [0, height].
inline Box clipped(const Box& box, float width, float height)
{
    return {std::clamp(box.x1, 0.f, width), std::clamp(box.y1, 0.f, height),
        std::clamp(box.x2, 0.f, width), std::clamp(box.y2, 0.f, height)};
}

/// The box in a picture mirrored left to right: x1' = width - x2, x2' = width - x1.
inline Box mirrored(const Box& box, float width)
{
    return {width - box.x2, box.y1, width - box.x1, box.y2};
}

inline Box scaled(const Box& box, float scale)
{
    return {box.x1 * scale, box.y1 * scale, box.x2 * scale, box.y2 * scale};
}

} // namespace hardlens

#include "core/records/shortened_roi.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace hardlens {

namespace {

float inSixteenths(float pixels)
{
    return std::round(pixels * 16) / 16;
}

/// To the nearest number with 12 significant bits, the first of which is not stored.
float inTwelveBits(float value)
{
    constexpr uint32_t dropped = (1u << 12) - 1;
    if (!std::isfinite(value))
        return value;
    return std::bit_cast<float>((std::bit_cast<uint32_t>(value) + (dropped + 1) / 2) & ~dropped);
}

} // namespace

RoiRecord shortened(RoiRecord roi)
{
    Box& box = roi.decoded;
    box = {inSixteenths(box.x1), inSixteenths(box.y1), inSixteenths(box.x2), inSixteenths(box.y2)};
    const int32_t own = std::max(0, roi.label); // ignored RoIs are background to the network
    for (ClassBelief& belief : roi.top)
        if (belief.label != own)
            belief.probability = inTwelveBits(belief.probability);
    return roi;
}

} // namespace hardlens

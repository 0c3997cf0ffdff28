#pragma once

#include <cmath>
#include <limits>

namespace hardlens {

/// The largest float that is not above x: for floats, "> x" and "> this" agree, and so do "<= x"
/// and "<= this".
inline float floorToFloat(double x)
{
    const float f = float(x);
    return double(f) > x ? std::nextafter(f, -std::numeric_limits<float>::infinity()) : f;
}

} // namespace hardlens

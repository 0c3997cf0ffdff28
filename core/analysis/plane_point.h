#pragma once

namespace hardlens {

/// An item of a two-dimensional map.
struct PlanePoint
{
    float x = 0;
    float y = 0;

    friend bool operator==(const PlanePoint&, const PlanePoint&) = default;
};

} // namespace hardlens

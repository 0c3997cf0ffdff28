#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// A picture around an anchor.
struct RadarItem
{
    float distance = 0; // to the anchor, in [0, 2]
    int32_t label = 0;
    bool isPositive = false;
    bool isMark = false; // too small to cover anybody: it lies where its class begins
};

struct RadarScale
{
    double perDistance = 1; // pixels of a distance of 1, > 0
    double side = 1;        // of the square pictures, pixels, > 0
};

struct RadarLayout
{
    /// Of each item: radians, 0 at the right, rising anticlockwise, in [-π/4, 7π/4).
    std::vector<double> angles {};
    double covered = 0; // area of the squares that is covered by others, over that of all of them
};

/// Directions in which items lie around an anchor at their true distance, so that squares cover
/// little of each other. Positives lie in the quarter below, [5π/4, 7π/4), the others in the rest;
/// a class begins at a direction of its own, the same in every batch. The first items have the
/// first choice.
RadarLayout radarLayout(std::span<const RadarItem> items, const RadarScale& scale);

} // namespace hardlens

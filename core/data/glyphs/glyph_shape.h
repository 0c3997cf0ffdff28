#pragma once

#include <opencv2/core.hpp>

#include <cstdint>
#include <vector>

namespace hardlens {

/// One movement of the pen.
struct GlyphStroke
{
    std::vector<cv::Point2f> points {}; // at least two, that the pen goes through
    bool curved = false;                // smoothly through the points, else straight between them
};

/// A letter of no alphabet. Its larger extent is [-1, 1], y down.
using GlyphShape = std::vector<GlyphStroke>;

/// The letter that is the class: one to four strokes, each after the first mostly begun on an
/// earlier one, as hands write. A pure function of its arguments.
GlyphShape glyphShape(uint64_t seed, int64_t glyphClass);

/// The way of the pen as short straight pieces.
std::vector<cv::Point2f> traced(const GlyphStroke& stroke);

} // namespace hardlens

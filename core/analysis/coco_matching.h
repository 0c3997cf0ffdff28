#pragma once

#include "core/records/detection.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// IoU thresholds of the COCO evaluation: .5, .55, …, .95.
inline constexpr size_t cocoThresholdCount = 10;
double cocoThreshold(size_t index);

/// Objects by area: all, small, medium, large.
inline constexpr size_t cocoAreaCount = 4;

/// An area in pixels; both ends belong to it.
struct AreaRange
{
    double from = 0;
    double to = 0;

    bool holds(double area) const { return area >= from && area <= to; }
};
using CocoAreas = std::array<AreaRange, cocoAreaCount>;

/// What becomes of one detection in each area: bit t is for threshold t. A detection that is
/// neither is false.
struct CocoVerdict
{
    std::array<uint16_t, cocoAreaCount> found {};   // an object that counts in this area
    std::array<uint16_t, cocoAreaCount> leftOut {}; // does not count
};

/// Annotated, or that of its box.
double areaOf(const TestObject& object);

/// Matches the detections of one class in one picture, which come by falling score.
///
/// At each threshold and area, every detection takes the object with the largest IoU that nobody
/// took before, the last of equal ones; one that counts (not difficult, no crowd, its area in
/// range) goes before any that does not. The IoU with a crowd is intersection over the detection's
/// area, and a crowd can be taken any number of times. Left out are detections on objects that do
/// not count, and those on nothing whose own area is out of range. As in COCO's cocoeval.
std::vector<CocoVerdict> matchCoco(
    std::span<const Box> detections, std::span<const TestObject> objects, const CocoAreas& areas);

} // namespace hardlens

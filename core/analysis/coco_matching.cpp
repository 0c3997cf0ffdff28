#include "core/analysis/coco_matching.h"

#include <algorithm>

namespace hardlens {

namespace {

double areaOf(const Box& box)
{
    return (double(box.x2) - double(box.x1)) * (double(box.y2) - double(box.y1));
}

/// IoU, or with a crowd the part of the detection that lies in it. Double precision, as in the
/// reference: thresholds are met exactly.
double overlapOf(const Box& detection, const TestObject& object)
{
    const Box& o = object.box;
    const double width
        = double(std::min(detection.x2, o.x2)) - double(std::max(detection.x1, o.x1));
    const double height
        = double(std::min(detection.y2, o.y2)) - double(std::max(detection.y1, o.y1));
    if (!(width > 0 && height > 0))
        return 0;
    const double intersection = width * height;
    return intersection
        / (object.crowd ? areaOf(detection) : areaOf(detection) + areaOf(o) - intersection);
}

/// Objects in the order in which they are looked at: those that count in the area, then the others.
struct Candidates
{
    std::vector<size_t> order {};
    size_t counting = 0; // of them, the first ones

    Candidates(std::span<const TestObject> objects, const AreaRange& area)
    {
        const auto counts = [&](size_t i) {
            return objects[i].counts() && area.holds(hardlens::areaOf(objects[i]));
        };
        for (size_t i = 0; i < objects.size(); ++i)
            if (counts(i))
                order.push_back(i);
        counting = order.size();
        for (size_t i = 0; i < objects.size(); ++i)
            if (!counts(i))
                order.push_back(i);
    }
};

/// Place in the order of what a detection takes; order.size(): nothing. overlaps: with each object.
size_t taken(const Candidates& candidates, const double* overlaps, const std::vector<char>& isTaken,
    double threshold)
{
    const size_t none = candidates.order.size();
    size_t best = none;
    double highest = threshold;
    for (size_t k = 0; k < none; ++k) {
        if (k == candidates.counting && best != none)
            break;
        const size_t i = candidates.order[k];
        if (isTaken[i] || overlaps[i] < highest)
            continue;
        highest = overlaps[i];
        best = k;
    }
    return best;
}

} // namespace

double cocoThreshold(size_t index)
{
    return double(50 + 5 * index) / 100;
}

double areaOf(const TestObject& object)
{
    return object.area >= 0 ? object.area : areaOf(object.box);
}

std::vector<CocoVerdict> matchCoco(
    std::span<const Box> detections, std::span<const TestObject> objects, const CocoAreas& areas)
{
    std::vector<CocoVerdict> verdicts(detections.size());
    std::vector<double> overlaps;
    overlaps.reserve(detections.size() * objects.size());
    for (const Box& detection : detections)
        for (const TestObject& object : objects)
            overlaps.push_back(overlapOf(detection, object));
    std::vector<char> isTaken(objects.size());
    for (size_t a = 0; a < areas.size(); ++a) {
        const Candidates candidates(objects, areas[a]);
        for (size_t t = 0; t < cocoThresholdCount; ++t) {
            const uint16_t bit = uint16_t(1u << t);
            std::fill(isTaken.begin(), isTaken.end(), char(0));
            for (size_t d = 0; d < detections.size(); ++d) {
                const size_t k = taken(
                    candidates, overlaps.data() + d * objects.size(), isTaken, cocoThreshold(t));
                if (k < candidates.counting) {
                    verdicts[d].found[a] |= bit;
                } else if (k < candidates.order.size() || !areas[a].holds(areaOf(detections[d]))) {
                    verdicts[d].leftOut[a] |= bit;
                }
                if (k < candidates.order.size())
                    isTaken[candidates.order[k]] = !objects[candidates.order[k]].crowd;
            }
        }
    }
    return verdicts;
}

} // namespace hardlens

#include "core/analysis/fork_comparison.h"
#include "core/analysis/fork_difference.h"
#include "core/analysis/pick_overlap.h"
#include "core/analysis/same_roi.h"
#include "core/basics/error.h"

#include <algorithm>

namespace hardlens {

namespace {

int32_t roiCount(const DetectionStep& step)
{
    size_t count = 0;
    for (const PictureRecord& picture : step.pictures)
        count += picture.rois.size();
    return int32_t(count);
}

/// The chosen RoIs as places in `first`, counted through its pictures, rising; what it does not
/// have has numbers beyond.
std::vector<int32_t> chosenPlaces(const DetectionStep& step, const DetectionStep& first)
{
    std::vector<int32_t> begins {0};
    for (const PictureRecord& picture : first.pictures)
        begins.push_back(begins.back() + int32_t(picture.rois.size()));
    std::vector<int32_t> places;
    int32_t beyond = begins.back();
    for (size_t p = 0; p < step.pictures.size(); ++p)
        for (size_t i = 0; i < step.pictures[p].rois.size(); ++i) {
            if (step.pictures[p].rois[i].decision.fate != Fate::Selected)
                continue;
            const auto same = sameRoiIn(step, {int32_t(p), int32_t(i)}, first);
            places.push_back(same ? begins[size_t(same->picture)] + same->roi : beyond++);
        }
    std::ranges::sort(places);
    return places;
}

bool isSame(const Box& a, const Box& b)
{
    return sameBits(a.x1, b.x1) && sameBits(a.y1, b.y1) && sameBits(a.x2, b.x2)
        && sameBits(a.y2, b.y2);
}

bool isSame(const GroundTruth& a, const GroundTruth& b)
{
    return isSame(a.box, b.box) && a.label == b.label && a.ignored == b.ignored
        && a.crowd == b.crowd && sameBits(a.area, b.area);
}

/// What of a RoI differs first; empty: nothing.
std::string differenceOf(const RoiRecord& a, const RoiRecord& b, bool withLosses)
{
    if (a.proposal != b.proposal || !isSame(a.box, b.box))
        return "box";
    if (a.label != b.label || a.matched != b.matched || !sameBits(a.iou, b.iou))
        return "label";
    if (withLosses && (!sameBits(a.classLoss, b.classLoss) || !sameBits(a.boxLoss, b.boxLoss)))
        return "losses";
    return {};
}

std::string differenceOf(
    const PictureRecord& a, const PictureRecord& b, size_t number, bool withLosses)
{
    if (!sameReference(a.picture, b.picture))
        return concat("picture ", number);
    const auto same = [](const GroundTruth& x, const GroundTruth& y) { return isSame(x, y); };
    if (!std::ranges::equal(a.groundTruth, b.groundTruth, same))
        return concat("objects of picture ", number);
    if (a.rois.size() != b.rois.size())
        return concat("number of RoIs of picture ", number);
    for (size_t i = 0; i < a.rois.size(); ++i)
        if (const std::string what = differenceOf(a.rois[i], b.rois[i], withLosses); !what.empty())
            return concat(what, " of RoI ", i + 1, " of picture ", number);
    return {};
}

} // namespace

ChoiceComparison compareChoices(const DetectionStep& first, const DetectionStep& here)
{
    const std::vector<int32_t> there = chosenPlaces(first, first);
    const std::vector<int32_t> mine = chosenPlaces(here, first);
    ChoiceComparison comparison {.overlap = pickOverlap(there, mine)};
    for (const int32_t place : mine)
        comparison.both += place < roiCount(first) && std::ranges::binary_search(there, place);
    comparison.onlyHere = int64_t(mine.size()) - comparison.both;
    comparison.onlyThere = int64_t(there.size()) - comparison.both;
    return comparison;
}

std::string firstDifference(const DetectionStep& a, const DetectionStep& b, bool withLosses)
{
    if (a.key != b.key)
        return "random key";
    // Another N has fewer of the same pictures.
    const size_t pictures = std::min(a.pictures.size(), b.pictures.size());
    for (size_t p = 0; p < pictures; ++p)
        if (std::string what = differenceOf(a.pictures[p], b.pictures[p], p + 1, withLosses);
            !what.empty())
            return what;
    return a.pictures.size() == b.pictures.size() ? std::string() : "number of pictures";
}

} // namespace hardlens

#include "core/analysis/same_roi.h"

#include <algorithm>

namespace hardlens {

namespace {

bool isSame(const PictureReference& a, const PictureReference& b)
{
    return a.contentId == b.contentId && a.name == b.name && a.flipped == b.flipped;
}

bool isSame(const Box& a, const Box& b)
{
    return a.x1 == b.x1 && a.y1 == b.y1 && a.x2 == b.x2 && a.y2 == b.y2;
}

/// Steps of the same pictures have their RoIs in the same order: the same place is tried first.
std::optional<int32_t> placeOf(
    const RoiRecord& roi, int32_t place, const std::vector<RoiRecord>& rois)
{
    const bool exists = size_t(place) < rois.size();
    if (roi.proposal < 0) {
        const bool there = exists && rois[size_t(place)].proposal < 0
            && isSame(rois[size_t(place)].box, roi.box);
        return there ? std::optional(place) : std::nullopt;
    }
    if (exists && rois[size_t(place)].proposal == roi.proposal)
        return place;
    const auto at = std::ranges::find(rois, roi.proposal, &RoiRecord::proposal);
    return at == rois.end() ? std::nullopt : std::optional(int32_t(at - rois.begin()));
}

} // namespace

std::optional<int32_t> samePictureIn(
    const DetectionStep& from, int32_t picture, const DetectionStep& in)
{
    if (picture < 0 || size_t(picture) >= from.pictures.size())
        return std::nullopt;
    const PictureReference& wanted = from.pictures[size_t(picture)].picture;
    if (size_t(picture) < in.pictures.size()
        && isSame(in.pictures[size_t(picture)].picture, wanted))
        return picture;
    const auto at = std::ranges::find_if(
        in.pictures, [&](const PictureRecord& other) { return isSame(other.picture, wanted); });
    return at == in.pictures.end() ? std::nullopt
                                   : std::optional(int32_t(at - in.pictures.begin()));
}

std::optional<StepRoi> sameRoiIn(const DetectionStep& from, StepRoi roi, const DetectionStep& in)
{
    const auto picture = samePictureIn(from, roi.picture, in);
    if (!picture)
        return std::nullopt;
    const auto& rois = from.pictures[size_t(roi.picture)].rois;
    if (roi.roi < 0 || size_t(roi.roi) >= rois.size())
        return std::nullopt;
    const auto place = placeOf(rois[size_t(roi.roi)], roi.roi, in.pictures[size_t(*picture)].rois);
    return place ? std::optional(StepRoi {*picture, *place}) : std::nullopt;
}

} // namespace hardlens

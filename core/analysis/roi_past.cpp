#include "core/analysis/roi_past.h"

#include <algorithm>

namespace hardlens {

namespace {

/// Null where the picture has no such proposal.
const RoiRecord* roiOfProposal(const PictureRecord& picture, int32_t proposal)
{
    const auto& rois = picture.rois;
    if (size_t(proposal) < rois.size() && rois[size_t(proposal)].proposal == proposal)
        return &rois[size_t(proposal)]; // where nothing was left out
    const auto found = std::ranges::find(rois, proposal, &RoiRecord::proposal);
    return found == rois.end() ? nullptr : &*found;
}

std::optional<RoiMoment> momentIn(
    const DetectionStep& body, int64_t step, uint64_t contentId, int32_t proposal)
{
    if (proposal < 0)
        return std::nullopt;
    for (size_t p = 0; p < body.pictures.size(); ++p) {
        if (body.pictures[p].picture.contentId != contentId)
            continue;
        const RoiRecord* roi = roiOfProposal(body.pictures[p], proposal);
        if (!roi)
            continue;
        const auto quota = quotaOfPicture(body, int(p));
        return RoiMoment {.step = step,
            .loss = rankingLoss(*roi, body.mining),
            .cut = quota ? quota->cut : std::nullopt,
            .fate = roi->decision.fate};
    }
    return std::nullopt;
}

} // namespace

std::optional<RoiMoment> momentOf(const Step& step, uint64_t contentId, int32_t proposal)
{
    return momentIn(step.detection(), step.header.step, contentId, proposal);
}

std::optional<RoiMoment> momentOf(const PinnedScore& score, uint64_t contentId, int32_t proposal)
{
    return momentIn(score.body, score.step, contentId, proposal);
}

std::vector<int64_t> stepsWithPicture(const History& history, uint64_t contentId)
{
    std::vector<int64_t> steps;
    for (size_t i = 0; i < history.choices.size(); ++i) {
        const StepChoices& choices = *history.choices[i];
        const auto isIt = [&](const PictureChoices& p) { return p.picture.contentId == contentId; };
        if (std::ranges::any_of(choices.pictures, isIt))
            steps.push_back(choices.step);
    }
    return steps;
}

} // namespace hardlens

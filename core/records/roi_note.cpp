#include "core/records/roi_note.h"

#include "core/basics/error.h"

namespace hardlens {

RoiNote noteOf(const DetectionStep& step, StepRoi roi, int64_t stepNumber, std::string text)
{
    const auto picture = size_t(roi.picture), place = size_t(roi.roi);
    if (picture >= step.pictures.size() || place >= step.pictures[picture].rois.size())
        throw std::invalid_argument(
            concat("noteOf: RoI ", roi.roi, " of picture ", roi.picture, " is not in the step"));
    const RoiRecord& record = step.pictures[picture].rois[place];
    const ClassBelief belief = objectBelief(record);
    return {.picture = step.pictures[picture].picture,
        .box = record.decoded,
        .label = belief.label,
        .probability = belief.probability,
        .loss = rankingLoss(record, step.mining),
        .step = stepNumber,
        .text = std::move(text)};
}

} // namespace hardlens

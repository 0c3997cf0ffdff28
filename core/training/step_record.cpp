#include "core/training/step_record.h"

#include "core/records/shortened_roi.h"

namespace hardlens {

DetectionStep recordOf(
    const StepBatch& batch, const StepOutcome& outcome, const MiningConfig& mining)
{
    DetectionStep step;
    step.mining = mining;
    step.key = outcome.key;
    step.hasLosses = outcome.hasLosses;
    step.quotas = outcome.selection.quotas;
    step.divisor = outcome.selection.divisor;
    for (int64_t p = 0; p < batch.pictureCount(); ++p) {
        const Sample& sample = batch.samples[size_t(p)];
        const int64_t first = batch.firstOfPicture[size_t(p)];
        PictureRecord picture {.picture = sample.picture, .groundTruth = sample.objects};
        picture.rois.reserve(sample.rois.size());
        for (size_t i = 0; i < sample.rois.size(); ++i) {
            const size_t at = size_t(first) + i;
            const RoiBelief& belief = outcome.beliefs[at];
            RoiRecord roi {.proposal = sample.proposal[i],
                .box = batch.boxes[at],
                .label = batch.labels[at],
                .matched = batch.matched[at],
                .iou = batch.ious[at],
                .probability = belief.probability,
                .top = belief.top,
                .decoded = belief.decoded,
                .decision = outcome.selection.decisions[at]};
            if (outcome.hasLosses) {
                roi.classLoss = outcome.classLosses[at];
                roi.boxLoss = outcome.boxLosses[at];
            }
            if (roi.decision.suppressedBy >= 0)
                roi.decision.suppressedBy -= int32_t(first);
            picture.rois.push_back(shortened(roi));
        }
        step.pictures.push_back(std::move(picture));
    }
    size_t p = 0;
    for (size_t k = 0; k < outcome.selection.selected.size(); ++k) {
        const int64_t roi = outcome.selection.selected[k];
        if (roi < batch.firstOfPicture[p])
            p = 0;
        while (roi >= batch.firstOfPicture[p + 1])
            ++p;
        RoiRecord& record = step.pictures[p].rois[size_t(roi - batch.firstOfPicture[p])];
        record.learnedClassLoss = outcome.learnedClassLosses[k];
        record.learnedBoxLoss = outcome.learnedBoxLosses[k];
    }
    return step;
}

} // namespace hardlens

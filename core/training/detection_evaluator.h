#pragma once

#include "core/analysis/average_precision.h"
#include "core/training/detection_trainer.h"
#include "core/training/training_config.h"

#include <functional>

namespace hardlens {

/// What the detector finds in one picture (a batch of one): every class of every RoI whose
/// probability reaches the score threshold, decoded, NMS per class, the best `detectionsPerClass`
/// of each. Girshick, Fast R-CNN, §2.4.
std::vector<Detection> detect(Detector& detector, const StepBatch& picture, int64_t pictureIndex,
    const TargetNormalisation& normalisation, const TrainingConfig::Evaluation& rule);

} // namespace hardlens

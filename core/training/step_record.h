#pragma once

#include "core/training/detection_trainer.h"

namespace hardlens {

/// The plain record of what a step did. Takes columns out of the batch and the outcome; no tensor
/// survives in it.
DetectionStep recordOf(
    const StepBatch& batch, const StepOutcome& outcome, const MiningConfig& mining);

} // namespace hardlens

#pragma once

#include "core/checkpoints/checkpoint.h"

#include <torch/torch.h>

namespace hardlens::test {

/// Every value of every tensor is the step, so that a mixture of two is seen.
inline Checkpoint checkpointOfStep(int64_t step, int64_t size = 100)
{
    Checkpoint checkpoint;
    checkpoint.state = {.step = step,
        .nextPosition = 2 * step,
        .wallSeconds = .5 * double(step),
        .trainSeconds = .25 * double(step),
        .picturesSeen = 2 * step,
        .roisSeen = 2000 * step,
        .pixelsSeen = 100000 * step};
    checkpoint.experiment = "seed = 3\n";
    checkpoint.weights.about["classes"] = "background,cat";
    for (const char* name : {"fc_weight", "fc_bias"}) {
        checkpoint.weights.tensors.emplace_back(name, torch::full({size, 3}, double(step)));
        checkpoint.solver.tensors.emplace_back(name, torch::full({size, 3}, double(step) / 2));
    }
    return checkpoint;
}

} // namespace hardlens::test

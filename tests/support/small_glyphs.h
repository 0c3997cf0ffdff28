#pragma once

#include "core/training/training_config.h"

namespace hardlens::test {

/// A run of the embedding bench whose steps take a few milliseconds.
inline TrainingConfig smallGlyphs()
{
    TrainingConfig config;
    config.bench = Bench::Embedding;
    config.embedding.glyphs = {.classes = 24, .picturesPerClass = 8, .size = 32};
    config.embedding.input.size = 32;
    config.embedding.classesPerBatch = 6;
    config.embedding.picturesPerClass = 4;
    config.embedding.dimension = 16;
    config.embedding.probeItems = 40;
    config.net.widths = {8, 8, 16, 16};
    config.training.evaluateEverySteps = 0;
    config.device = "cpu";
    return config;
}

} // namespace hardlens::test

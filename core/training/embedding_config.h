#pragma once

#include "core/data/class_order.h"
#include "core/data/classes/class_data.h"
#include "core/data/glyphs/glyphs.h"
#include "core/sampling/embedding_loss.h"
#include "core/sampling/sampling_config.h"

namespace hardlens {

enum class SolverKind
{
    Sgd,
    Adam
};

/// How β's rate is meant. AsGiven: it is the rate. ByBatch: divided by the pictures of a batch, as
/// mxnet's trainer does with the 0.1 of its example, which so is 0.0014.
enum class BetaRateScale
{
    AsGiven,
    ByBatch
};

/// How pictures reach an embedding network.
struct EmbeddingInput
{
    int32_t size = 64; // network pixels of both sides, whatever the picture's shape, in [16, 512]
    bool flip = false; // show every second picture mirrored, by a coin per place
    double shift
        = 0; // random crops: how much larger than `size` the picture is made first, in [0, 1]

    void validate() const;
};

/// What a run on the embedding bench is made of, beside what all runs have. Each field is one
/// option of `trainingOptions()`.
struct EmbeddingConfig
{
    GlyphsOptions glyphs {};
    ClassDataOptions folder {};
    EmbeddingInput input {};
    int64_t classesPerBatch = 24; // P, live
    int64_t picturesPerClass = 5; // K, live
    SmallClass smallClass = SmallClass::Repeat;
    int64_t dimension = 64;
    int64_t grid = 4;
    SamplingConfig sampling {}; // live
    /// Upper cutoff at β + α, beyond which a negative costs nothing under the margin loss; where
    /// false, or another loss, it is sampling.upperCutoff.
    bool upperFollowsBeta = true;
    EmbeddingLossConfig loss {}; // live
    SolverKind solver = SolverKind::Adam;
    double rate = 1e-3;
    double weightDecay = 0;
    double loadedRateFactor = 1; // on the rate of weights that came from a file
    double betaRate = 0.01;      // of plain SGD with momentum
    BetaRateScale betaRateScale = BetaRateScale::AsGiven;
    int64_t probeItems = 500; // unseen pictures that are embedded again and again; 0: none
    int64_t probeEverySteps = 20;
};

} // namespace hardlens

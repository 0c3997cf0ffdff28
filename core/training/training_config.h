#pragma once

#include "core/data/detection_folder.h"
#include "core/data/proposals/proposal_config.h"
#include "core/data/sample_loader.h"
#include "core/data/scenes/scenes.h"
#include "core/mining/mining_config.h"
#include "core/records/published.h"
#include "core/training/embedding_config.h"

#include <array>
#include <cstdint>
#include <string>

namespace hardlens {

/// Everything that a run is made of. Each field is one option of `trainingOptions()`, where its
/// meaning and range stand.
struct TrainingConfig
{
    struct Data
    {
        std::string path {}; // empty: the built-in scenes
        ScenesOptions scenes {};
        DetectionFolderOptions folder {};
    };
    struct Net
    {
        std::array<int64_t, 4> widths {16, 32, 64, 64};
        int64_t headWidth = 128;
        double dropout = 0;
        int64_t frozenStages = 0; // live
        std::string weights {};   // a file to start from; empty: from scratch
    };
    struct Solver
    {
        double rate = 0.01;
        double rateFactor = 1; // live
        double momentum = 0.9;
        double weightDecay = 5e-4;
        double biasRateFactor = 1;
        bool decayBiases = false;
        int64_t warmupSteps = 50;
        int64_t dropEverySteps = 0;
        double dropFactor = 0.1;
        bool empiricalNormalisation = false;
    };
    struct Training
    {
        std::string implementation = "B";
        bool rankWithDropout = false;
        bool accumulate = false;
        int64_t steps = 0;                // 0: until stopped
        double minutes = 0;               // of training time, evaluations apart; 0: no limit
        int64_t lossesEverySteps = 10;    // losses of all RoIs under samplers that do not need them
        int64_t evaluateEverySteps = 200; // 0: only at the end
        int64_t pinnedEverySteps = 10;
    };
    struct Evaluation
    {
        double scoreThreshold = 0.02;
        double nmsIou = 0.3;
        int64_t detectionsPerClass = 100;
        double matchIou = 0.5;
    };

    Bench bench = Bench::Detection;
    Data data {};
    ProposalConfig proposals {};
    bool proposalsByData
        = true; // grid for scenes, selective search for folders, unless the method was named
    InputConfig input {};
    Net net {};
    MiningConfig mining {};
    bool backgroundLowBySampler = true; // bg_lo follows the sampler until somebody sets it
    Solver solver {};
    Training training {};
    Evaluation evaluation {};
    EmbeddingConfig embedding {}; // read on that bench alone
    uint64_t seed = 0;
    int64_t threads = 0; // 0: all cores
    std::string device = "auto";

    void validate() const; // what no single option's range can say
};

} // namespace hardlens

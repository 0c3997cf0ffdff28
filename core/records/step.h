#pragma once

#include "core/records/detection_step.h"
#include "core/records/embedding_step.h"

#include <memory>
#include <string>
#include <variant>

namespace hardlens {

/// Milliseconds that a step spent, by what it did.
struct PhaseTimes
{
    double dataWait = 0; // for the next pictures
    double backbone = 0; // forward, all pictures
    double readOnly = 0; // head forward over all RoIs, without gradients, and their losses
    double select = 0;   // ranking, NMS, quota; cosines and draws
    double learn = 0;    // head forward and everything's backward
    double update = 0;   // optimiser
    double record = 0;   // copying out, building this record
    double watching = 0; // losses and records that only the window or the recorder asked for

    double total() const
    {
        return dataWait + backbone + readOnly + select + learn + update + record + watching;
    }
};

/// What every kind of step says of itself.
struct StepHeader
{
    int64_t step = 0;       // from 1
    int64_t epoch = 0;      // from 0
    double wallSeconds = 0; // since the run started
    int64_t picturesSeen = 0;
    int64_t roisSeen = 0;      // RoIs; of embeddings: triplets learned from
    int64_t pixelsSeen = 0;    // of the network's input, padding included
    double learningRate = 0;   // as used
    char implementation = 'B'; // A: easy losses zeroed; B: read-only pass first
    int64_t bytesPeak
        = 0; // most bytes that tensors held during the step, beyond what they held before it
    int64_t bytesHeld = 0; // bytes that tensors hold after the step (weights, momentum, …)
    int32_t rank = 0;
    int32_t worldSize = 1;
    PhaseTimes phases {};
};

/// A training step as a value.
struct Step
{
    StepHeader header {};
    std::variant<DetectionStep, EmbeddingStep> body {};

    const DetectionStep& detection() const { return std::get<DetectionStep>(body); }
    const EmbeddingStep& embedding() const { return std::get<EmbeddingStep>(body); }
    bool isEmbedding() const { return std::holds_alternative<EmbeddingStep>(body); }
};

/// Pinned pictures, scored with the weights after step `step` by the same code as a step's own
/// pictures; nothing was learned from them. `mining` is what was in force, N and B made so that
/// each has a picture's usual quota.
struct PinnedScore
{
    int64_t step = 0;
    double milliseconds = 0; // what scoring cost
    DetectionStep body {};
};

} // namespace hardlens

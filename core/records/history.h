#pragma once

#include "core/records/append_only.h"
#include "core/records/evaluation.h"
#include "core/records/event.h"
#include "core/records/step_choices.h"

#include <array>
#include <limits>

namespace hardlens {

/// Why a kept RoI had a high loss. One cause per RoI, the first that fits.
enum class KeptCause : uint8_t
{
    MissedObject,  // foreground, called background
    WrongClass,    // foreground, called another class
    BoxOnly,       // foreground, right class: what is left is the box
    NearThreshold, // background with IoU in [0.3, foregroundIou)
    FarBackground, // background with a smaller IoU
};
inline constexpr size_t keptCauseCount = 5;

/// The scalars of a step of an embedding network. NaN where a quantity was not computed.
struct EmbeddingScalars
{
    static constexpr float none = std::numeric_limits<float>::quiet_NaN();

    int32_t items = 0;           // pictures of the batch; 0: the step is of another kind
    int32_t draws = 0;           // triplets learned from
    float loss = none;           // as minimised
    int32_t activePositives = 0; // terms above 0
    int32_t activeNegatives = 0;
    float beta = none; // mean over the batch
    float betaLow = none;
    float betaHigh = none;
    float positiveDistance = none; // means over what was learned from
    float negativeDistance = none;
    float meanSquare = none;         // E[d²] of the batch's pairs of different classes
    float effectiveDimension = none; // NaN: not spread yet
    float sampleSize = none;         // median effective sample size of the rows
    int32_t rows = 0;
    int32_t emptyRows = 0;
    int32_t droppedRows = 0;
    int32_t certainRows = 0; // in which one candidate has p > 0.99
    int32_t unusable = 0;    // embeddings without a direction

    friend bool operator==(const EmbeddingScalars&, const EmbeddingScalars&) = default;
};

/// The scalars of one step. NaN where a quantity was not computed.
struct StepRow
{
    int64_t step = 0;
    int64_t epoch = 0;
    double wallSeconds = 0;  // since the run started, evaluations and pauses included
    double trainSeconds = 0; // spent in steps alone
    double stepMs = 0;
    double watchingMs = 0;
    PhaseTimes phases {};
    int64_t bytesPeak = 0; // tensors, during the step, beyond what they held before it
    float learningRate = 0;
    float meanLossAll
        = 0; // over all RoIs but ignored ones; those under bg_lo count, so that samplers compare
    float meanLossSelected = 0; // over the chosen ones, as learned
    float meanClassLossSelected = 0;
    float meanBoxLossSelected = 0; // over the chosen ones, background counted as 0
    float lossShareSelected
        = 0;          // of the total loss of all RoIs, the part that the chosen hold, in [0, 1]
    int32_t rois = 0; // R of all pictures
    int32_t selected = 0;
    int32_t selectedForeground = 0;
    int32_t suppressed = 0;
    int32_t decisive = 0;        // suppressed RoIs above the cut
    int32_t quota = 0;           // B of the step
    int32_t duplicatesOfTop = 0; // of the raw top B, suppressed as duplicates
    std::array<int32_t, keptCauseCount> keptByCause {};
    EmbeddingScalars embedding {};
};

/// Everything that has happened so far, in the order it happened.
struct History
{
    AppendOnly<StepRow> steps {};
    /// By rising step. A step has none where its run was recorded before choices were kept, or
    /// where they are damaged: which step one is of, it says itself, not its place.
    AppendOnly<std::shared_ptr<const StepChoices>> choices {};
    AppendOnly<std::shared_ptr<const Evaluation>, 64> evaluations {};
    AppendOnly<std::shared_ptr<const Event>, 64> events {};
};

/// The newest evaluation of the weights up to a step; null: there is none.
std::shared_ptr<const Evaluation> evaluationUpTo(const History& history, int64_t step);

/// The same history for another writer, see AppendOnly::forked.
History forked(const History& history);

/// The row of a step.
StepRow rowOf(const Step& step, double trainSeconds);

/// The cause of a kept RoI; foregroundIou as in the mining config.
KeptCause keptCause(const RoiRecord& roi);

} // namespace hardlens

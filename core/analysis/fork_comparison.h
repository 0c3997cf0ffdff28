#pragma once

#include "core/records/history.h"
#include "core/records/step.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// What one variant of a fork did in a step. Counts are whole numbers; NaN is what is not known,
/// and what its bench does not have.
struct VariantFigures
{
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    int64_t step = 0;          // 0: none
    double meanLossAll = none; // of a detector, these as in StepRow
    double meanLossChosen = none;
    double lossShareChosen = none;
    double chosen = none;
    double chosenForeground = none;
    double suppressed = none;
    double duplicatesOfTop = none;
    double stepMs = none; // mean of the last timedSteps steps up to this one
    double meanAveragePrecision = none;
    int64_t evaluatedStep = 0; // the newest evaluation up to this step; 0: none

    double loss = none; // of an embedding, these as in EmbeddingScalars
    double triplets = none;
    double positiveDistance = none;
    double negativeDistance = none;
    double sampleSize = none;
    double emptyRows = none;
    double recallAtOne = none; // of the evaluation

    static constexpr size_t timedSteps = 50;
};

/// What two variants chose of the same pictures: RoIs, the same where sameRoiIn says so; or
/// triplets of the same three pictures, of those that steps keep
/// (EmbeddingStep::keptDrawsPerAnchor).
struct ChoiceComparison
{
    int64_t both = 0;
    int64_t onlyHere = 0;
    int64_t onlyThere = 0; // in the first variant
    std::optional<double>
        overlap {}; // both / (both + onlyHere + onlyThere); none where neither chose any
};

/// Whether two steps are equal, to the bit, in all that is there before a choice is made: step,
/// random key, pictures, objects, RoIs, labels, losses; of embeddings step, random key, pictures,
/// labels, embeddings. So are those of the first step after a fork, as it begins with the same
/// weights.
struct Sameness
{
    bool isSameUpToTheChoice = false;
    /// What differs first: "picture 2", "losses of RoI 17 of picture 1", "embedding of picture 5";
    /// empty: nothing does.
    std::string firstDifference {};
    /// Both hold the losses of all RoIs. Otherwise losses are not compared, which makes no
    /// difference. Embeddings have none before the choice.
    bool lossesCompared = false;
};

/// One variant beside the first.
struct VariantComparison
{
    VariantFigures figures {};
    /// None where this variant or the first has no step; the first compared with itself is there.
    std::optional<ChoiceComparison> choice {};
    std::optional<Sameness> sameness {};
};

ChoiceComparison compareChoices(
    const DetectionStep& first, const DetectionStep& here); // detection_fork_comparison.cpp
ChoiceComparison compareChoices(
    const EmbeddingStep& first, const EmbeddingStep& here); // embedding_fork_comparison.cpp

/// Of one bench, else std::bad_variant_access. The numbers that say "for people" count from 1, as
/// everywhere on screen.
Sameness compareUpToTheChoice(const Step& first, const Step& here);

/// The same step of every variant, the first being what the others are compared with. A step may be
/// null (its body is not kept): its figures are then those that the history has for the step that
/// the others are at, or for the newest one where all are null. histories: as long as steps.
/// Throws std::invalid_argument where it is not.
std::vector<VariantComparison> compareVariants(
    std::span<const std::shared_ptr<const Step>> steps, std::span<const History> histories);

} // namespace hardlens

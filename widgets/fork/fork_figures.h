#pragma once

#include "core/analysis/fork_comparison.h"
#include "core/records/published.h"

#include <span>

namespace hardlens {

/// A figure by which the variants of a fork are compared: of a step, or of what two variants chose
/// in it.
struct ForkFigure
{
    const char* key = ""; // as a column of a file
    const char* name = "";
    const char* meaning = "";
    int decimals = 0; // 0: a count, in groups of three
    double scale = 1; // of the shown value
    double VariantFigures::*ofStep = nullptr;
    double (*ofChoice)(const ChoiceComparison&) = nullptr; // where ofStep is null
    bool isOfEvaluation = false;                           // of VariantFigures::evaluatedStep
};

/// Those that a bench has: of steps first, then of choices.
std::span<const ForkFigure> forkFigures(Bench bench);

} // namespace hardlens

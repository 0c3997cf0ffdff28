#pragma once

#include "core/records/published.h"

#include <span>

namespace hardlens {

/// What a fork's variants can be compared by over their steps. One of the readers is there: of
/// every step, or of evaluations alone.
struct ForkQuantity
{
    const char* name = "";
    int decimals = 3;                           // of values
    double (*ofStep)(const StepRow&) = nullptr; // NaN: the step has none
    double (*ofEvaluation)(const Evaluation&) = nullptr;
};

/// Those that a bench has, the first to be shown first.
std::span<const ForkQuantity> forkQuantities(Bench bench);

} // namespace hardlens

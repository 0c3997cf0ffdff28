#pragma once

#include "core/records/history.h"

#include <optional>
#include <string>

namespace hardlens {

/// A sign that all embeddings have fallen onto one point. Recall need not show it: what is left of
/// the distances may still rank.
struct Collapse
{
    enum class Sign
    {
        NoDistance, // the mean distance of the negatives learned from is below noDistanceBelow
        LossAtMargin, // every term is active and the loss is α, for frozenSteps steps: [0 - 0 + α]₊
    };

    static constexpr double noDistanceBelow = 0.05;
    static constexpr double frozenShare = 0.01; // of α, how far the loss may be from it
    static constexpr int64_t frozenSteps = 20;

    Sign sign = Sign::NoDistance;
    int64_t since = 0; // the first of the steps that have shown it without a break

    friend bool operator==(const Collapse&, const Collapse&) = default;
};

/// Whether a run of embeddings is collapsed at its newest step; both signs: the distance is told.
/// margin: α of the loss, > 0; anything else: the loss is not looked at.
std::optional<Collapse> collapseOf(const History& history, double margin);

/// For people: since when, and what shows it.
std::string textOf(const Collapse& collapse);

} // namespace hardlens

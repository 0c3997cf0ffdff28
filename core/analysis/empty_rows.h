#pragma once

#include "core/records/history.h"

#include <optional>
#include <string>

namespace hardlens {

/// A sign that a sampler no longer chooses: most of its rows are without a candidate, and what
/// stands in for them is drawn from all alike.
struct EmptyRows
{
    static constexpr double most = 0.5;    // of the rows
    static constexpr int64_t lasting = 20; // steps

    int64_t since = 0; // the first of the steps that have shown it without a break
    int32_t empty = 0; // at the newest step
    int32_t rows = 0;

    friend bool operator==(const EmptyRows&, const EmptyRows&) = default;
};

/// Whether that is so at the newest step and has been for EmptyRows::lasting steps.
std::optional<EmptyRows> emptyRowsOf(const History& history);

/// For people. treatment: what becomes of a row without a candidate, as a half sentence.
std::string textOf(const EmptyRows& rows, const std::string& treatment);

} // namespace hardlens

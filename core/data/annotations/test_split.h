#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// Which of n items, in a stated order, are for testing where nobody said: n / 5 rounded, at least
/// one of two or more, drawn by the seed. A pure function.
std::vector<bool> drawnForTest(int64_t n, uint64_t seed);

/// What the name of a file or folder says about its part of a data set.
enum class SetWord
{
    None,
    Train,
    Validation,
    Test,
};

/// By the words in a name, of letters alone: "instances_val2017" is Validation, "latest" is None.
SetWord setWordOf(std::string_view name);

/// Indices of what trains and of what tests.
struct SetSplit
{
    std::vector<int64_t> train {};
    std::vector<int64_t> test {};
    std::string remark {}; // what was assumed; empty: nothing
};

/// Sorts items by the words of their places.
///
/// Where something is for testing it tests, and everything else trains; where only validation and
/// training are there, validation tests. Where all are of one kind, drawnForTest decides over the
/// names in sorted order.
///
/// names: one per item, for the drawing; the same length as words, else std::invalid_argument.
SetSplit splitBySetWords(
    const std::vector<SetWord>& words, const std::vector<std::string>& names, uint64_t seed);

} // namespace hardlens

#pragma once

#include "core/data/annotations/test_split.h"

#include <span>

namespace hardlens {

/// What pictures with classes are for.
enum class ClassSplit
{
    Usual,  // what the data set says; Halves where it says nothing
    Halves, // the first half of the classes trains, the second, unseen one tests
};

/// Sorts pictures with classes into training and testing.
///
/// Usual: as splitBySetWords, where the words tell some from others. Otherwise the first
/// (classes + 1) / 2 classes train, which leaves nothing to test on where there is one.
///
/// labels: per picture, in [0, classes). words: as many, else std::invalid_argument.
SetSplit splitByClasses(std::span<const int32_t> labels, int32_t classes,
    const std::vector<SetWord>& words, ClassSplit how);

} // namespace hardlens

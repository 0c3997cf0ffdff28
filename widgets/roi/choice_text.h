#pragma once

#include "core/analysis/choice_memory.h"

#include <QString>

#include <span>

namespace hardlens {

/// The choice of a step in one line: which part of the loss the chosen RoIs hold, how many of them
/// had been easy before, how much of each picture's pick is as at its last choice. What is not
/// known yet is left out; empty where nothing is known.
///
/// comparisons: of the pictures of the step; empty: none were made.
QString choiceText(const DetectionStep& step, std::span<const PickComparison> comparisons);

/// The same in full sentences.
QString choiceMeaning();

} // namespace hardlens

#pragma once

#include "widgets/controls/first_hints.h"

namespace hardlens {

/// What the boxes over the pictures of a step mean.
std::vector<FirstHint> roiHints();

} // namespace hardlens

#pragma once

#include "widgets/controls/first_hints.h"

namespace hardlens {

/// What the points and lines of the embedding's map mean.
std::vector<FirstHint> mapHints();

} // namespace hardlens

#pragma once

#include "core/data/detection_data.h"

#include <string>

namespace hardlens {

/// "picture left out": as lists for programs have it.
const char* nameOf(ProblemKind kind);

/// Without what would move a terminal's cursor or change its colours: names of files and classes
/// may hold control characters, which become "?".
std::string printable(std::string text);

} // namespace hardlens

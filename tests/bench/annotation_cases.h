#pragma once

#include "tests/bench/figures.h"

#include <string>

namespace hardlens::bench {

/// Reading annotations beside Python's standard library. only: part of a name; empty: all.
void measureAnnotations(Figures& figures, const std::string& only);

} // namespace hardlens::bench

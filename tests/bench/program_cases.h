#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// The programs as a user starts them: time to the first overlay, steps/s with and without the
/// window, the event loop.
void measurePrograms(Figures& figures, const std::string& only);

/// The whole training step beside a peer script that does the same job in Python, where PEER_SCRIPT
/// names one.
void measureStepPeer(Figures& figures, const std::string& only);

} // namespace hardlens::bench

#pragma once

#include <cstdint>
#include <cstdlib>

namespace hardlens::test {

/// How often something at random is done: as the environment variable says, where it holds a number
/// from 1. HARDLENS_KILLS, HARDLENS_FLIPS and HARDLENS_TRUNCATIONS: see tests/bench/README.md.
inline int64_t rounds(const char* variable, int64_t usual)
{
    const char* wanted = std::getenv(variable);
    const int64_t number = wanted ? std::strtoll(wanted, nullptr, 10) : 0;
    return number > 0 ? number : usual;
}

} // namespace hardlens::test

#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace hardlens {

/// Which steps' bodies a run file keeps: the newest `last` ones, and of what is older the first
/// recorded of every `every` steps. Scalars of all steps are kept whatever it says.
///   all: {.every = 1}    every k: {.every = k, .last = 0}    the last k and every j: {.every = j,
///   .last = k}
struct BodyPolicy
{
    int64_t every = 10;   // in [0, 1000000]; 1: all; 0: nothing beyond the last ones
    int64_t last = 10000; // counted in steps, in [0, 1000000000]

    /// Throws ConfigError for the first field that breaks its rule.
    void validate() const;
};

/// Applies a policy to one kind of bodies while they are recorded.
class BodyKeeper
{
public:
    explicit BodyKeeper(const BodyPolicy& policy);

    /// Whether the body of a step would be kept at all.
    bool wants(int64_t step) const;
    /// A body was recorded. Returns the steps whose bodies are to be deleted now.
    std::vector<int64_t> add(int64_t step);

private:
    BodyPolicy m_policy;
    std::set<int64_t> m_recent {}; // among the last ones
    int64_t m_keptPart = -1;       // newest part of `every` steps before those with its body kept
};

/// Of recorded steps, rising, those whose bodies a policy does not keep.
std::vector<int64_t> stepsToDrop(std::span<const int64_t> recorded, const BodyPolicy& policy);

} // namespace hardlens

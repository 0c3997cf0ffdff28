#pragma once

#include <vector>

namespace hardlens {

/// Kernels are written once, in a file X.inc, and compiled for each of these through
/// per_instruction_set.inc. (gcc's target_clones takes vector types apart before it knows the
/// clone's instructions.) Results are equal in all of them: the build forbids contraction into
/// fused multiply-adds, and nothing changes the order of sums.
enum class InstructionSet
{
    Plain,
    Avx2,
    Avx512
};

/// Those that this machine has, the best first. Plain is always among them.
const std::vector<InstructionSet>& instructionSets();

} // namespace hardlens

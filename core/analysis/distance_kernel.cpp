#include "core/analysis/distance_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

static_assert(panelRows == lanes);

#define HL_KERNEL "core/analysis/distance_kernel.inc"
#include "core/basics/per_instruction_set.inc"

DistanceKernel distanceKernel(InstructionSet set)
{
    return HL_CHOOSE(set, distances);
}

PrecedenceKernel precedenceKernel(InstructionSet set)
{
    return HL_CHOOSE(set, countPrecedence);
}

} // namespace hardlens

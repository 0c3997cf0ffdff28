#include "core/sampling/nearest_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/sampling/nearest_kernel.inc"
#include "core/basics/per_instruction_set.inc"

NearestKernel nearestKernel(InstructionSet set)
{
    return HL_CHOOSE(set, nearestBelow);
}

} // namespace hardlens

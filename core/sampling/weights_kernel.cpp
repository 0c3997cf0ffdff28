#include "core/sampling/weights_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/sampling/weights_kernel.inc"
#include "core/basics/per_instruction_set.inc"

WeightKernels weightKernels(InstructionSet set)
{
    return {HL_CHOOSE(set, logWeights), HL_CHOOSE(set, weights)};
}

} // namespace hardlens

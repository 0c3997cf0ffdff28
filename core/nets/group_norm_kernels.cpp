#include "core/nets/group_norm_kernels.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/nets/group_norm_kernels.inc"
#include "core/basics/per_instruction_set.inc"

GroupNormKernels groupNormKernels(InstructionSet set)
{
    return HL_CHOOSE(set, kernels());
}

} // namespace hardlens

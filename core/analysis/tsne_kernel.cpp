#include "core/analysis/tsne_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/analysis/tsne_kernel.inc"
#include "core/basics/per_instruction_set.inc"

MapForcesKernel mapForcesKernel(InstructionSet set)
{
    return HL_CHOOSE(set, mapForces);
}

} // namespace hardlens

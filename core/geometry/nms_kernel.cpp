#include "core/geometry/nms_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/geometry/nms_kernel.inc"
#include "core/basics/per_instruction_set.inc"

SuppressKernel suppressKernel(InstructionSet set)
{
    return HL_CHOOSE(set, suppressRest);
}

} // namespace hardlens

#include "core/sampling/cosines_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

#define HL_KERNEL "core/sampling/cosines_kernel.inc"
#include "core/basics/per_instruction_set.inc"

PanelProductKernel panelProductKernel(InstructionSet set)
{
    return HL_CHOOSE(set, panelProduct);
}

} // namespace hardlens

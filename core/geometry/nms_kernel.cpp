#include "core/geometry/nms_kernel.h"

#include "core/basics/vector_lanes.h"

namespace hardlens {

namespace plain {
#include "core/geometry/nms_kernel.inc"
}

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2")
namespace avx2 {
#include "core/geometry/nms_kernel.inc"
}
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,prefer-vector-width=512")
namespace avx512 {
#include "core/geometry/nms_kernel.inc"
}
#pragma GCC pop_options
#endif

SuppressKernel suppressKernel(InstructionSet set)
{
#if defined(__x86_64__)
    if (set == InstructionSet::Avx512)
        return avx512::suppressRest;
    if (set == InstructionSet::Avx2)
        return avx2::suppressRest;
#endif
    (void)set;
    return plain::suppressRest;
}

} // namespace hardlens

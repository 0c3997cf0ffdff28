#pragma once

/// The differences between LibTorch versions that we build on (1.13 … current 2.x) live here and
/// nowhere else.

#include <torch/version.h>

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 3)
/// From 2.3 on c10::Allocator::allocate is not const and allocators copy between their own buffers.
#define HL_ALLOCATOR_CONST
#define HL_ALLOCATOR_COPIES 1
#else
#define HL_ALLOCATOR_CONST const
#define HL_ALLOCATOR_COPIES 0
#endif

namespace hardlens {

/// "1.13.1"
const char* torchVersion();

} // namespace hardlens

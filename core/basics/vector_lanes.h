#pragma once

#include <cstdint>
#include <cstring>

namespace hardlens {

/// Sixteen values side by side. The compiler lowers them to whatever the clone of a kernel has: one
/// AVX-512 register, two of AVX2, four of SSE. Comparisons give lanes of 0 and -1; `mask ? a : b`
/// chooses by lane. Written out because gcc does not vectorise loops whose comparisons could trap
/// on a NaN.
using Floats = float __attribute__((vector_size(64)));
using Integers = int32_t __attribute__((vector_size(64)));
inline constexpr int64_t lanes = 16;

// Macros, not functions: a function that returns a 64-byte vector has no ABI on a plain x86-64.
#define HL_LOAD(vector, pointer) std::memcpy(&(vector), (pointer), sizeof(vector))
#define HL_STORE(pointer, vector) std::memcpy((pointer), &(vector), sizeof(vector))

} // namespace hardlens

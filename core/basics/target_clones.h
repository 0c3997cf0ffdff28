#pragma once

/// Before a kernel: compile it for AVX-512, AVX2 and plain x86-64 and choose at load time. Results
/// are equal in all clones because the build forbids contraction into fused multiply-adds.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(HL_NO_TARGET_CLONES)
#define HL_TARGET_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define HL_TARGET_CLONES
#endif

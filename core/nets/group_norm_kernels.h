#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>

namespace hardlens {

/// A run of pixels of a channels-last map: pixels × channels floats.
struct PixelRun
{
    int64_t pixels = 0;
    int64_t channels = 0;
};

/// y = max(0, scale[c] · x + shift[c]); NaN stays NaN.
struct ChannelAffine
{
    const float* scale = nullptr; // [channels]
    const float* shift = nullptr;
};

/// What group normalisation with ReLU does to one run of pixels. Sums are added to what is there,
/// pixel by pixel.
struct GroupNormKernels
{
    /// sum[c] += x - about[c], squares[c] += (x - about[c])².
    void (*moments)(const float* x, PixelRun run, const float* about, float* sum, float* squares);
    void (*apply)(const float* x, PixelRun run, ChannelAffine affine, float* y);
    /// With dz = dy where y > 0, else 0: sum[c] += dz, product[c] += dz · (x - about[c]).
    void (*gradientMoments)(const float* x, const float* dy, PixelRun run, ChannelAffine affine,
        const float* about, float* sum, float* product);
    /// dx = byGradient[c] · dz + byInput[c] · x + constant[c].
    void (*gradient)(const float* x, const float* dy, PixelRun run, ChannelAffine affine,
        const float* byGradient, const float* byInput, const float* constant, float* dx);
};

GroupNormKernels groupNormKernels(InstructionSet set);

} // namespace hardlens

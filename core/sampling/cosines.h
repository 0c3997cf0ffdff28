#pragma once

#include "core/basics/instruction_sets.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Distance of two unit vectors from their cosine: √(2 - 2s), in [0, 2]. Cosines are float32, so
/// that distances under about 1e-3 cannot be told from 0.
inline double distanceOf(float cosine)
{
    const double square = 2 - 2 * double(cosine);
    return std::sqrt(square < 0 ? 0 : square);
}

/// The cosine at which distanceOf gives `distance`.
inline double cosineAt(double distance)
{
    return 1 - distance * distance / 2;
}

/// Cosines of each embedding of a batch with each: what every sampler, histogram and table of
/// distances is computed from. Symmetric bit for bit, each in [-1, 1]; NaN in the row and column of
/// an embedding that has no direction.
class Cosines
{
public:
    Cosines() = default;

    int64_t size() const { return m_size; }           // n, embeddings
    int64_t dimension() const { return m_dimension; } // D, coordinates of each
    float operator()(int64_t i, int64_t j) const { return m_values[size_t(i * m_stride + j)]; }
    std::span<const float> row(int64_t i) const
    {
        return {m_values.data() + i * m_stride, size_t(m_size)};
    }
    /// The row with NaN behind its end, as many numbers as a whole number of panels holds, for
    /// kernels that read whole vectors.
    std::span<const float> paddedRow(int64_t i) const
    {
        return {m_values.data() + i * m_stride, size_t(m_stride)};
    }
    /// Whether embedding i has a direction.
    bool usable(int64_t i) const { return !std::isnan((*this)(i, i)); }

private:
    friend Cosines cosinesOf(std::span<const float>, int64_t, int, InstructionSet);

    int64_t m_size = 0;
    int64_t m_dimension = 0;
    int64_t m_stride = 0;
    std::vector<float> m_values {}; // whole panels
};

/// All cosines of a batch of embeddings, as dot products in float32. Each is a sum in fixed order:
/// the same bits for any instruction set, number of threads and position in the batch.
///
/// embeddings: float [n, dimension], rows of length 1 (to 1e-3); n may be 0. A row that is all
/// zeros or holds a NaN or an infinity has no direction: its cosines, also with itself, are NaN,
/// and no sampler draws it. dimension: in [1, 4096]. threads: at least 1. Throws
/// std::invalid_argument naming argument, what it got and what was expected.
Cosines cosinesOf(std::span<const float> embeddings, int64_t dimension, int threads = 1,
    InstructionSet set = instructionSets().front());

} // namespace hardlens

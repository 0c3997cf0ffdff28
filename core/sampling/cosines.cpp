#include "core/sampling/cosines.h"

#include "core/basics/error.h"
#include "core/sampling/cosines_kernel.h"
#include "core/sampling/spread.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hardlens {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

void check(size_t numbers, int64_t dimension, int threads)
{
    if (dimension < 1 || dimension > 4096)
        throw std::invalid_argument(
            concat("cosinesOf: dimension = ", dimension, ": must be in [1, 4096]"));
    if (numbers % size_t(dimension) != 0)
        throw std::invalid_argument(
            concat("cosinesOf: ", numbers, " numbers are no whole rows of ", dimension));
    if (threads < 1)
        throw std::invalid_argument(
            concat("cosinesOf: threads = ", threads, ": must be at least 1"));
}

bool hasDirection(std::span<const float> embedding)
{
    const auto finite = [](float v) { return std::isfinite(v); };
    const auto nonZero = [](float v) { return v != 0; };
    return std::all_of(embedding.begin(), embedding.end(), finite)
        && std::any_of(embedding.begin(), embedding.end(), nonZero);
}

/// Writes an embedding into its column of a panel; NaN where it has no direction.
void pack(std::span<const float> embedding, int64_t index, float* column)
{
    float squares = 0;
    for (size_t k = 0; k < embedding.size(); ++k) {
        column[k * panelRows] = embedding[k];
        squares += embedding[k] * embedding[k];
    }
    if (std::fabs(squares - 1.f) <= 2e-3f)
        return;
    if (hasDirection(embedding))
        throw std::invalid_argument(concat(
            "cosinesOf: embedding ", index, " has length ", std::sqrt(squares), ": must be 1"));
    for (size_t k = 0; k < embedding.size(); ++k)
        column[k * panelRows] = nan;
}

/// Panels as cosines_kernel.h has them; NaN where the last one has no embedding.
std::vector<float> packed(std::span<const float> embeddings, int64_t dimension, int64_t panels)
{
    std::vector<float> values(size_t(panels * panelRows * dimension), nan);
    const int64_t count = int64_t(embeddings.size()) / dimension;
    for (int64_t i = 0; i < count; ++i)
        pack(embeddings.subspan(size_t(i * dimension), size_t(dimension)), i,
            values.data() + (i / panelRows) * panelRows * dimension + i % panelRows);
    return values;
}

/// Copies a block of cosines to its place in the matrix, and turned to the place across the
/// diagonal.
void place(const float* block, float* matrix, int64_t stride, int64_t rowPanel, int64_t columnPanel)
{
    float* const to = matrix + (rowPanel * stride + columnPanel) * panelRows;
    float* const across = matrix + (columnPanel * stride + rowPanel) * panelRows;
    for (int64_t i = 0; i < panelRows; ++i)
        std::copy_n(block + i * panelRows, panelRows, to + i * stride);
    for (int64_t j = 0; j < panelRows; ++j)
        for (int64_t i = 0; i < panelRows; ++i)
            across[j * stride + i] = block[i * panelRows + j];
}

} // namespace

Cosines cosinesOf(
    std::span<const float> embeddings, int64_t dimension, int threads, InstructionSet set)
{
    check(embeddings.size(), dimension, threads);
    Cosines c;
    c.m_size = int64_t(embeddings.size()) / dimension;
    c.m_dimension = dimension;
    const int64_t panels = (c.m_size + panelRows - 1) / panelRows;
    c.m_stride = panels * panelRows;
    c.m_values.resize(size_t(c.m_stride * c.m_stride));
    const auto panelData = packed(embeddings, dimension, panels);
    const auto product = panelProductKernel(set);
    spread(panels, threads, [&](int64_t p) {
        std::array<float, size_t(panelRows * panelRows)> block;
        for (int64_t q = p; q < panels; ++q) {
            const auto panel
                = [&](int64_t i) { return panelData.data() + i * panelRows * dimension; };
            product(panel(p), panel(q), dimension, block.data());
            place(block.data(), c.m_values.data(), c.m_stride, p, q);
        }
    });
    return c;
}

} // namespace hardlens

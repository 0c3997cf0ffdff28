#include "core/analysis/tsne_similarities.h"

#include "core/analysis/distance_kernel.h"
#include "core/analysis/distance_panels.h"
#include "core/basics/parallel_items.h"

#include <algorithm>
#include <array>

namespace hardlens {

namespace {

/// p_j|i of one item, in place of its squared distances: the precision 1 / 2σ² is found by halving,
/// until the entropy is that of the perplexity.
void toConditional(std::span<float> row, int64_t self, double perplexity)
{
    constexpr int mostHalvings = 100;
    constexpr double tolerance = 1e-6; // of the entropy
    double nearest = INFINITY;
    for (int64_t j = 0; j < int64_t(row.size()); ++j)
        if (j != self)
            nearest = std::min(nearest, double(row[size_t(j)]));
    std::vector<double> share(row.size(), 0);
    double low = 0, high = INFINITY, precision = 1, sum = 0;
    for (int tried = 0; tried < mostHalvings; ++tried) {
        sum = 0;
        double moment = 0;
        for (int64_t j = 0; j < int64_t(row.size()); ++j)
            if (j != self) {
                // The nearest item has 1: nothing underflows as a whole.
                const double beyond = double(row[size_t(j)]) - nearest;
                share[size_t(j)] = std::exp(-precision * beyond);
                sum += share[size_t(j)];
                moment += share[size_t(j)] * beyond;
            }
        const double excess = std::log(sum) + precision * moment / sum - std::log(perplexity);
        if (std::abs(excess) < tolerance)
            break;
        (excess > 0 ? low : high) = precision;
        precision = std::isinf(high) ? precision * 2 : (low + high) / 2;
    }
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = float(share[j] / sum);
}

} // namespace

std::vector<float> tsneSimilarities(
    const EmbeddingTable& embeddings, double perplexity, int64_t width, int64_t threads)
{
    const int64_t rows = embeddings.rows();
    const DistancePanels panels(embeddings);
    const DistanceKernel kernel = distanceKernel(instructionSets().front());
    std::vector<float> p(size_t(rows * width), 0.f);
    const auto findTile = [&](int64_t tile) {
        const int64_t first = tile * tileRows;
        const float* own
            = panels.rowsOf(first / panelRows) + first % panelRows * embeddings.dimensions;
        const int64_t present = std::min(tileRows, rows - first);
        std::array<float, tileRows * panelRows> distances {};
        for (int64_t q = 0; q < panels.panels(); ++q) {
            kernel(own, panels.panel(q), embeddings.dimensions, distances.data());
            for (int64_t r = 0; r < present; ++r)
                std::copy_n(distances.data() + r * panelRows,
                    std::min(panelRows, rows - q * panelRows),
                    p.data() + (first + r) * width + q * panelRows);
        }
        for (int64_t r = 0; r < present; ++r)
            toConditional(std::span(p).subspan(size_t((first + r) * width), size_t(rows)),
                first + r, perplexity);
    };
    forEachInParallel((rows + tileRows - 1) / tileRows, findTile, 1, threads);
    for (int64_t i = 0; i < rows; ++i)
        for (int64_t j = 0; j < i; ++j) {
            float& a = p[size_t(i * width + j)];
            float& b = p[size_t(j * width + i)];
            a = b = (a + b) / (2 * float(rows));
        }
    return p;
}

} // namespace hardlens

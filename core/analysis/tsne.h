#pragma once

#include "core/analysis/embedding_table.h"
#include "core/analysis/plane_point.h"
#include "core/analysis/tsne_kernel.h"

#include <vector>

namespace hardlens {

struct TsneOptions
{
    double perplexity = 30;    // neighbours that count, in [2, 1000]; at most a third of the others
    double rate = 0;           // of the descent, in [0, 100000]; 0: rows / exaggeration / 4, >= 50
    double exaggeration = 12;  // of what pulls, while clusters form, in [1, 100]
    int64_t exaggerated = 250; // iterations, >= 0
    uint64_t seed = 0;         // of the small noise that the map begins with
    int64_t threads = 0;       // below 1: all cores; the map is the same

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// A map of embeddings that keeps neighbours near: exact t-SNE.
///
///   p_j|i ∝ exp(-|x_i - x_j|² / 2 σ_i²), σ_i by the perplexity     p_ij = (p_j|i + p_i|j) / 2n
///   q_ij = w_ij / Σ w,  w_ij = 1 / (1 + |y_i - y_j|²)
///   ∂KL/∂y_i = 4 Σ_j (p_ij - q_ij) w_ij (y_i - y_j)
///
/// van der Maaten and Hinton, JMLR 9, 2008, with its momentum (0.5, then 0.8 once the exaggeration
/// ends) and gains. The map begins with the first two principal components, made small (Kobak and
/// Berens, 2019).
///
/// The same embeddings, options and number of iterations give the same map, however they are
/// divided over calls and threads.
class Tsne
{
public:
    static constexpr int64_t mostRows = 5000; // n² floats are kept: 100 MB

    /// Finds the p_ij, which takes as long as some iterations. Throws ConfigError for bad options,
    /// std::invalid_argument for more rows than mostRows and as EmbeddingTable::require.
    Tsne(const EmbeddingTable& embeddings, const TsneOptions& options = {});

    /// Improves the map so many times, >= 0.
    void advance(int64_t iterations);

    int64_t iteration() const { return m_iteration; }
    /// In the order of the rows; around (0, 0).
    std::vector<PlanePoint> points() const;
    /// KL(P ‖ Q), without exaggeration; costs about one iteration.
    double divergence() const;

private:
    void begin(const EmbeddingTable& embeddings);
    void step();
    std::vector<MapForces> forces() const;

    TsneOptions m_options {};
    int64_t m_rows = 0;
    int64_t m_width = 0; // of a row of p: rows, filled up to a multiple of 16
    int64_t m_iteration = 0;
    std::vector<float> m_p {}; // rows * width
    std::vector<float> m_x {}, m_y {};
    std::vector<float> m_speedX {}, m_speedY {};
    std::vector<float> m_gainX {}, m_gainY {};
};

} // namespace hardlens

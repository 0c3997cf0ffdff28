#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// The directions in which embeddings vary most.
struct PrincipalComponents
{
    std::vector<float> mean {};       // one value per dimension
    std::vector<float> directions {}; // unit vectors, one after the other, by falling variance
    std::vector<double> variances {}; // along them, divided by rows - 1
    double totalVariance = 0;         // over all directions

    /// The rows' coordinates along the directions, row by row: Vᵀ (x - mean).
    /// Throws std::invalid_argument where the dimensions differ.
    std::vector<float> project(const EmbeddingTable& embeddings) const;
};

/// Eigenvectors of the covariance matrix with the largest eigenvalues (Pearson, 1901). Of the two
/// signs of a direction the one is taken whose largest coordinate by magnitude (of equal ones the
/// first) is positive, so that maps of equal data look equal.
///
/// components: in [1, dimensions]. Where rows are fewer than directions can be told from, variances
/// are 0. Throws std::invalid_argument for other components, without rows, and as
/// EmbeddingTable::require.
PrincipalComponents principalComponents(const EmbeddingTable& embeddings, int64_t components);

} // namespace hardlens

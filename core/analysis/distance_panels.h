#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// Embeddings as the kernels of distances read them: filled up to whole tiles and panels with rows
/// that are infinitely far from all.
class DistancePanels
{
public:
    /// The given rows of the table, in this order; each in [0, table.rows()).
    DistancePanels(const EmbeddingTable& table, std::span<const int32_t> rows);
    /// All of them.
    explicit DistancePanels(const EmbeddingTable& table);

    int64_t rows() const { return m_rows; }
    int64_t dimensions() const { return m_dimensions; }
    int64_t panels() const { return m_panels; }
    /// Sixteen rows, row by row: of panel p the tiles begin at 0, 4, 8 and 12 of these.
    const float* rowsOf(int64_t panel) const { return m_plain.data() + panel * size(); }
    /// The same, coordinate by coordinate.
    const float* panel(int64_t panel) const { return m_turned.data() + panel * size(); }

private:
    int64_t size() const;

    int64_t m_rows = 0;
    int64_t m_dimensions = 0;
    int64_t m_panels = 0;
    std::vector<float> m_plain {};
    std::vector<float> m_turned {};
};

} // namespace hardlens

#include "core/analysis/distance_panels.h"

#include "core/analysis/distance_kernel.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace hardlens {

namespace {

std::vector<int32_t> allRows(const EmbeddingTable& table)
{
    std::vector<int32_t> rows(size_t(table.rows()));
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

} // namespace

DistancePanels::DistancePanels(const EmbeddingTable& table, std::span<const int32_t> rows)
    : m_rows(int64_t(rows.size()))
    , m_dimensions(table.dimensions)
    , m_panels((m_rows + panelRows - 1) / panelRows)
{
    const auto values = size_t(m_panels * size());
    m_plain.assign(values, std::numeric_limits<float>::infinity());
    m_turned.assign(values, std::numeric_limits<float>::infinity());
    for (int64_t i = 0; i < m_rows; ++i) {
        const auto row = table.row(rows[size_t(i)]);
        std::copy(row.begin(), row.end(), m_plain.begin() + i * m_dimensions);
        float* column = m_turned.data() + i / panelRows * size() + i % panelRows;
        for (const float value : row) {
            *column = value;
            column += panelRows;
        }
    }
}

DistancePanels::DistancePanels(const EmbeddingTable& table)
    : DistancePanels(table, allRows(table))
{
}

int64_t DistancePanels::size() const
{
    return panelRows * m_dimensions;
}

} // namespace hardlens

#pragma once

#include "core/records/history.h"

#include <array>
#include <cstdint>
#include <vector>

namespace hardlens {

/// Steps [firstStep, lastStep] together: mean number of kept RoIs per step, by cause.
struct KeptColumn
{
    int64_t firstStep = 0;
    int64_t lastStep = 0;
    int64_t rows = 0;
    std::array<double, keptCauseCount> meanByCause {};

    double total() const;
};

/// What was kept over a whole run in a bounded number of columns. A column covers the same power of
/// two of rows as every other (the last one may be unfinished); when there are too many, neighbours
/// are joined, so that columns never move otherwise.
class KeptColumns
{
public:
    /// Throws std::invalid_argument for fewer than two columns.
    explicit KeptColumns(size_t maxColumns = 120);

    void append(const StepRow& row);
    void clear();

    const std::vector<KeptColumn>& columns() const { return m_columns; }
    int64_t rowsPerColumn() const { return m_rowsPerColumn; }
    double largestTotal() const;

private:
    void joinNeighbours();

    size_t m_maxColumns;
    int64_t m_rowsPerColumn = 1;
    std::vector<KeptColumn> m_columns {};
};

} // namespace hardlens

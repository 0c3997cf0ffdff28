#include "core/analysis/kept_columns.h"

#include "core/basics/error.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace hardlens {

namespace {

/// Means of two columns, weighted by their rows.
KeptColumn joined(const KeptColumn& a, const KeptColumn& b)
{
    KeptColumn c {.firstStep = a.firstStep, .lastStep = b.lastStep, .rows = a.rows + b.rows};
    for (size_t i = 0; i < keptCauseCount; ++i)
        c.meanByCause[i] = (a.meanByCause[i] * double(a.rows) + b.meanByCause[i] * double(b.rows))
            / double(c.rows);
    return c;
}

} // namespace

double KeptColumn::total() const
{
    return std::accumulate(meanByCause.begin(), meanByCause.end(), 0.0);
}

KeptColumns::KeptColumns(size_t maxColumns)
    : m_maxColumns(maxColumns)
{
    if (maxColumns < 2)
        throw std::invalid_argument(
            concat("KeptColumns: maxColumns = ", maxColumns, ": must be at least 2"));
}

void KeptColumns::append(const StepRow& row)
{
    KeptColumn one {.firstStep = row.step, .lastStep = row.step, .rows = 1};
    std::copy(row.keptByCause.begin(), row.keptByCause.end(), one.meanByCause.begin());
    const auto unfinished
        = [this] { return !m_columns.empty() && m_columns.back().rows < m_rowsPerColumn; };
    if (!unfinished() && m_columns.size() == m_maxColumns)
        joinNeighbours();
    if (unfinished())
        m_columns.back() = joined(m_columns.back(), one);
    else
        m_columns.push_back(one);
}

void KeptColumns::joinNeighbours()
{
    m_rowsPerColumn *= 2;
    std::vector<KeptColumn> halved;
    halved.reserve(m_columns.size());
    for (size_t i = 0; i + 1 < m_columns.size(); i += 2)
        halved.push_back(joined(m_columns[i], m_columns[i + 1]));
    if (m_columns.size() % 2)
        halved.push_back(m_columns.back());
    m_columns = std::move(halved);
}

void KeptColumns::clear()
{
    m_columns.clear();
    m_rowsPerColumn = 1;
}

double KeptColumns::largestTotal() const
{
    double largest = 0;
    for (const KeptColumn& c : m_columns)
        largest = std::max(largest, c.total());
    return largest;
}

} // namespace hardlens

#include "core/analysis/curve_decimation.h"

#include "core/basics/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace hardlens {

DecimatedCurve::DecimatedCurve(size_t bridgedRows)
    : m_bridged(bridgedRows)
{
}

void DecimatedCurve::clear()
{
    m_x.clear();
    m_y.clear();
    m_levels.clear();
}

void DecimatedCurve::take(Bucket& bucket, uint32_t row) const
{
    if (std::isnan(m_y[row]))
        return;
    if (bucket.first == none) {
        bucket = {row, row, row, row};
        return;
    }
    bucket.last = row;
    if (m_y[row] < m_y[bucket.low])
        bucket.low = row;
    if (m_y[row] > m_y[bucket.high])
        bucket.high = row;
}

void DecimatedCurve::merge(Bucket& into, const Bucket& from) const
{
    if (from.first == none)
        return;
    if (into.first == none) {
        into = from;
        return;
    }
    into.last = from.last;
    if (m_y[from.low] < m_y[into.low])
        into.low = from.low;
    if (m_y[from.high] > m_y[into.high])
        into.high = from.high;
}

void DecimatedCurve::append(double x, double y)
{
    if (!std::isfinite(x) || (!m_x.empty() && x < m_x.back()))
        throw std::invalid_argument(concat("DecimatedCurve::append: x = ", x,
            ": must be finite and not below ", m_x.empty() ? x : m_x.back()));
    const auto row = uint32_t(m_x.size());
    m_x.push_back(x);
    m_y.push_back(y);
    for (size_t level = 0; (row >> (level + 1)) > 0 || level < m_levels.size(); ++level) {
        if (level == m_levels.size()) {
            // The first bucket of a new level covers rows that came before the level was needed.
            m_levels.emplace_back(1);
            for (uint32_t r = 0; r < row; ++r)
                take(m_levels[level][r >> (level + 1)], r);
        }
        const size_t index = row >> (level + 1);
        if (index == m_levels[level].size())
            m_levels[level].emplace_back();
        take(m_levels[level][index], row);
    }
}

DecimatedCurve::Bucket DecimatedCurve::bucket(size_t level, size_t index) const
{
    if (level > 0)
        return m_levels[level - 1][index];
    Bucket b;
    take(b, uint32_t(index));
    return b;
}

DecimatedCurve::Rows DecimatedCurve::rowsIn(double low, double high) const
{
    const auto begin = std::lower_bound(m_x.begin(), m_x.end(), low);
    const auto end = std::upper_bound(begin, m_x.end(), high);
    return {size_t(begin - m_x.begin()), size_t(end - m_x.begin())};
}

std::vector<CurvePoint> DecimatedCurve::points(double low, double high, int columns) const
{
    Rows rows = rowsIn(low, high);
    rows.begin -= rows.begin > 0;
    rows.end += rows.end < m_x.size();
    if (rows.begin >= rows.end)
        return {};
    size_t level = 0;
    while (level < m_levels.size()
        && ((rows.end - rows.begin) >> level) > size_t(std::max(1, columns)))
        ++level;
    std::vector<CurvePoint> points;
    uint32_t previous = none;
    for (size_t i = rows.begin >> level; i <= (rows.end - 1) >> level; ++i) {
        const Bucket b = bucket(level, i);
        if (b.first == none)
            continue;
        if (previous != none && b.first - previous - 1 > m_bridged)
            points.push_back({m_x[previous], std::numeric_limits<double>::quiet_NaN()});
        std::array<uint32_t, 4> order {
            b.first, std::min(b.low, b.high), std::max(b.low, b.high), b.last};
        for (size_t k = 0; k < order.size(); ++k)
            if (k == 0 || order[k] != order[k - 1])
                points.push_back({m_x[order[k]], m_y[order[k]]});
        previous = b.last;
    }
    return points;
}

std::optional<Extent> DecimatedCurve::extent(double low, double high) const
{
    const Rows rows = rowsIn(low, high);
    Bucket all;
    // The largest aligned bucket that begins here and does not pass the end, again and again.
    for (size_t row = rows.begin; row < rows.end;) {
        size_t level = 0;
        while (level < m_levels.size() && row % (size_t(2) << level) == 0
            && row + (size_t(2) << level) <= rows.end)
            ++level;
        merge(all, bucket(level, row >> level));
        row += size_t(1) << level;
    }
    if (all.first == none)
        return std::nullopt;
    return Extent {m_y[all.low], m_y[all.high]};
}

std::optional<CurvePoint> DecimatedCurve::lastBefore(double high) const
{
    for (size_t row = rowsIn(-std::numeric_limits<double>::infinity(), high).end; row-- > 0;)
        if (!std::isnan(m_y[row]))
            return CurvePoint {m_x[row], m_y[row]};
    return std::nullopt;
}

std::optional<CurvePoint> DecimatedCurve::nearest(double x) const
{
    const std::optional<CurvePoint> before = lastBefore(x);
    for (size_t row = rowsIn(x, x).begin; row < m_x.size(); ++row)
        if (!std::isnan(m_y[row]))
            return !before || m_x[row] - x < x - before->x ? CurvePoint {m_x[row], m_y[row]}
                                                           : before;
    return before;
}

} // namespace hardlens

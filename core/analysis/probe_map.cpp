#include "core/analysis/probe_map.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr PlanePoint nowhere {
    std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::quiet_NaN()};

struct FiniteRows
{
    std::vector<float> values {};
    std::vector<size_t> rows {}; // which they are
};

FiniteRows finiteRows(const EmbeddingTable& table)
{
    FiniteRows kept;
    for (int64_t i = 0; i < table.rows(); ++i) {
        const auto row = table.row(i);
        if (!std::ranges::all_of(row, [](float v) { return std::isfinite(v); }))
            continue;
        kept.values.insert(kept.values.end(), row.begin(), row.end());
        kept.rows.push_back(size_t(i));
    }
    return kept;
}

std::vector<PlanePoint> projected(const PrincipalComponents& axes, const EmbeddingTable& table)
{
    const FiniteRows kept = finiteRows(table);
    std::vector<PlanePoint> points(size_t(table.rows()), nowhere);
    const std::vector<float> at = axes.project({kept.values, table.dimensions});
    for (size_t k = 0; k < kept.rows.size(); ++k)
        points[kept.rows[k]] = {at[2 * k], at[2 * k + 1]};
    return points;
}

/// The move of the rows that both maps have onto where they were.
PlaneMove moveOfCommon(const std::vector<PlanePoint>& before, const std::vector<PlanePoint>& points)
{
    std::vector<PlanePoint> from, to;
    for (size_t i = 0; i < points.size(); ++i)
        if (std::isfinite(before[i].x) && std::isfinite(points[i].x)) {
            to.push_back(before[i]);
            from.push_back(points[i]);
        }
    return moveOnto(to, from);
}

} // namespace

ProbeMap probeMap(const EmbeddingTable& probe, const ProbeMap* before)
{
    const FiniteRows kept = finiteRows(probe);
    if (kept.rows.empty())
        return {};
    ProbeMap map {.axes = principalComponents({kept.values, probe.dimensions}, 2)};
    map.points = projected(map.axes, probe);
    if (before && before->points.size() == map.points.size())
        map.move = moveOfCommon(before->points, map.points);
    for (PlanePoint& point : map.points)
        point = map.move(point);
    if (map.axes.totalVariance > 0)
        map.explained = (map.axes.variances[0] + map.axes.variances[1]) / map.axes.totalVariance;
    return map;
}

std::vector<PlanePoint> laidOn(const ProbeMap& map, const EmbeddingTable& embeddings)
{
    std::vector<PlanePoint> points = projected(map.axes, embeddings);
    for (PlanePoint& point : points)
        point = map.move(point);
    return points;
}

} // namespace hardlens

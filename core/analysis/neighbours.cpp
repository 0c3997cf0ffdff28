#include "core/analysis/neighbours.h"

#include "core/analysis/distance_kernel.h"
#include "core/analysis/distance_panels.h"
#include "core/basics/parallel_items.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace hardlens {

namespace {

constexpr int64_t blockPanels = 32; // of the gallery, that stay in the cache: 256 KB at 128 numbers
constexpr int64_t queriesAtOnce = 64; // that go through the gallery together

bool precedes(const Neighbour& a, const Neighbour& b)
{
    return a.squaredDistance < b.squaredDistance
        || (a.squaredDistance == b.squaredDistance && a.index < b.index);
}

/// The nearest of what is offered in rising order of indices.
class Nearest
{
public:
    explicit Nearest(int64_t count)
        : m_count(size_t(count))
        , m_room(2 * m_count + size_t(panelRows))
        , m_bound(count > 0 ? std::numeric_limits<float>::infinity() : -1.f)
    {
    }

    /// columns: how many of the sixteen there are. self: an index that does not count, or -1.
    void offer(const float* distances, int32_t first, int64_t columns, int32_t self)
    {
        for (int64_t c = 0; c < columns; ++c)
            // Of what is as far as the bound, those that came before have lower indices.
            if (distances[c] < m_bound || (distances[c] == m_bound && m_kept.size() < m_count))
                if (first + int32_t(c) != self)
                    m_kept.push_back({first + int32_t(c), distances[c]});
        if (m_kept.size() + size_t(panelRows) > m_room)
            cut();
    }

    std::vector<Neighbour> take()
    {
        cut();
        std::sort(m_kept.begin(), m_kept.end(), precedes);
        return std::move(m_kept);
    }

private:
    void cut()
    {
        if (m_kept.size() <= m_count)
            return;
        if (m_count > 0) {
            const auto last = m_kept.begin() + std::ptrdiff_t(m_count - 1);
            std::nth_element(m_kept.begin(), last, m_kept.end(), precedes);
            m_bound = last->squaredDistance;
        }
        m_kept.resize(m_count);
    }

    size_t m_count = 0;
    size_t m_room = 0;
    float m_bound = 0;
    std::vector<Neighbour> m_kept {};
};

class Search
{
public:
    Search(const DistancePanels& gallery, const DistancePanels& queries, bool excludeSelf)
        : m_gallery(gallery)
        , m_queries(queries)
        , m_excludeSelf(excludeSelf)
    {
    }

    /// The neighbours of some queries, at most queriesAtOnce from a multiple of that on.
    std::vector<Nearest> search(
        int64_t first, const std::function<int64_t(int64_t query)>& countOf) const
    {
        const int64_t queries = std::min(queriesAtOnce, m_queries.rows() - first);
        std::vector<Nearest> nearest;
        for (int64_t q = 0; q < queries; ++q)
            nearest.emplace_back(std::min(countOf(first + q), m_gallery.rows()));
        for (int64_t block = 0; block < m_gallery.panels(); block += blockPanels)
            for (int64_t tile = 0; tile < queries; tile += tileRows)
                searchBlock(block, first + tile, std::span(nearest).subspan(size_t(tile)));
        return nearest;
    }

private:
    /// nearest: of the queries from the first on; four of them or fewer are compared.
    void searchBlock(int64_t block, int64_t first, std::span<Nearest> nearest) const
    {
        std::array<float, tileRows * panelRows> distances {};
        const float* rows
            = m_queries.rowsOf(first / panelRows) + first % panelRows * m_queries.dimensions();
        const int64_t end = std::min(block + blockPanels, m_gallery.panels());
        const int64_t queries = std::min(tileRows, int64_t(nearest.size()));
        for (int64_t p = block; p < end; ++p) {
            m_kernel(rows, m_gallery.panel(p), m_gallery.dimensions(), distances.data());
            const int64_t columns = std::min(panelRows, m_gallery.rows() - p * panelRows);
            for (int64_t q = 0; q < queries; ++q)
                nearest[size_t(q)].offer(distances.data() + q * panelRows, int32_t(p * panelRows),
                    columns, m_excludeSelf ? int32_t(first + q) : -1);
        }
    }

    const DistancePanels& m_gallery;
    const DistancePanels& m_queries;
    bool m_excludeSelf = false;
    DistanceKernel m_kernel = distanceKernel(instructionSets().front());
};

void requireSame(
    const EmbeddingTable& gallery, const EmbeddingTable& queries, const NeighbourOptions& options)
{
    gallery.require("neighbours: gallery");
    queries.require("neighbours: queries");
    if (gallery.dimensions != queries.dimensions)
        throw std::invalid_argument(concat("neighbours: gallery of ", gallery.dimensions,
            " dimensions, queries of ", queries.dimensions));
    if (options.excludeSelf && gallery.rows() != queries.rows())
        throw std::invalid_argument(concat("neighbours: excludeSelf with ", gallery.rows(),
            " rows in the gallery and ", queries.rows(), " queries"));
}

} // namespace

void visitNeighbours(const EmbeddingTable& gallery, const EmbeddingTable& queries,
    const NeighbourOptions& options, const std::function<int64_t(int64_t)>& countOf,
    const std::function<void(int64_t, std::span<const Neighbour>)>& visit)
{
    requireSame(gallery, queries, options);
    const DistancePanels galleryPanels(gallery);
    const DistancePanels queryPanels(queries);
    const Search search(galleryPanels, queryPanels, options.excludeSelf);
    forEachInParallel((queries.rows() + queriesAtOnce - 1) / queriesAtOnce,
        [&](int64_t part) {
            auto nearest = search.search(part * queriesAtOnce, countOf);
            for (size_t q = 0; q < nearest.size(); ++q)
                visit(part * queriesAtOnce + int64_t(q), nearest[q].take());
        },
        1, options.threads);
}

std::vector<std::vector<Neighbour>> nearestNeighbours(
    const EmbeddingTable& gallery, const EmbeddingTable& queries, const NeighbourOptions& options)
{
    if (options.count < 0)
        throw std::invalid_argument(
            concat("neighbours: count = ", options.count, ": expected >= 0"));
    std::vector<std::vector<Neighbour>> lists(size_t(queries.rows()));
    visitNeighbours(
        gallery, queries, options, [&](int64_t) { return options.count; },
        [&](int64_t query, std::span<const Neighbour> nearest) {
            lists[size_t(query)].assign(nearest.begin(), nearest.end());
        });
    return lists;
}

} // namespace hardlens

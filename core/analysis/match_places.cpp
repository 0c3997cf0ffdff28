#include "core/analysis/match_places.h"

#include "core/analysis/distance_kernel.h"
#include "core/analysis/distance_panels.h"
#include "core/basics/parallel_items.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <mutex>

namespace hardlens {

namespace {

constexpr int64_t blockPanels = 32; // that are compared with as many: both stay in the cache

/// Of each item its nearest match: filled up to whole panels, for the kernels.
struct Matches
{
    std::vector<float> limits {}; // squared distances; -1: alone in its class
    std::vector<int32_t> items {};

    explicit Matches(int64_t panels)
        : limits(size_t(panels * panelRows), -1.f)
        , items(size_t(panels * panelRows), -1)
    {
    }

    /// Offered in rising order of candidates.
    void offer(int32_t item, int32_t candidate, float distance)
    {
        if (item == candidate)
            return;
        float& limit = limits[size_t(item)];
        if (items[size_t(item)] < 0 || distance < limit) {
            limit = distance;
            items[size_t(item)] = candidate;
        }
    }
};

/// Compares the items of one class, given in rising order, with each other.
void matchWithin(const EmbeddingTable& table, std::span<const int32_t> items, DistanceKernel kernel,
    Matches& out)
{
    const DistancePanels panels(table, items);
    const auto n = int64_t(items.size());
    std::array<float, tileRows * panelRows> distances {};
    for (int64_t first = 0; first < n; first += tileRows) {
        const float* rows
            = panels.rowsOf(first / panelRows) + first % panelRows * panels.dimensions();
        for (int64_t p = 0; p < panels.panels(); ++p) {
            kernel(rows, panels.panel(p), panels.dimensions(), distances.data());
            for (int64_t r = 0; r < std::min(tileRows, n - first); ++r)
                for (int64_t c = 0; c < std::min(panelRows, n - p * panelRows); ++c)
                    out.offer(items[size_t(first + r)], items[size_t(p * panelRows + c)],
                        distances[size_t(r * panelRows + c)]);
        }
    }
}

Matches matchesOf(
    const EmbeddingTable& table, std::span<const int32_t> labels, int64_t panels, int64_t threads)
{
    std::map<int32_t, std::vector<int32_t>> byClass;
    for (size_t i = 0; i < labels.size(); ++i)
        byClass[labels[i]].push_back(int32_t(i));
    std::vector<const std::vector<int32_t>*> classes;
    for (const auto& [label, items] : byClass)
        classes.push_back(&items);
    Matches matches(panels);
    const DistanceKernel kernel = distanceKernel(instructionSets().front());
    forEachInParallel(
        int64_t(classes.size()),
        [&](int64_t c) { matchWithin(table, *classes[size_t(c)], kernel, matches); }, 1, threads);
    return matches;
}

class Counting
{
public:
    Counting(const DistancePanels& panels, const Matches& matches)
        : m_panels(panels)
        , m_matches(matches)
        , m_counts(matches.limits.size(), 0)
    {
    }

    /// Compares one block of panels with itself or with a later one.
    void count(int64_t rowBlock, int64_t columnBlock)
    {
        const bool same = rowBlock == columnBlock;
        const int64_t rowEnd = std::min((rowBlock + 1) * blockPanels, m_panels.panels());
        const int64_t columnEnd = std::min((columnBlock + 1) * blockPanels, m_panels.panels());
        std::vector<int32_t> columns(size_t(blockPanels * panelRows), 0);
        std::vector<int32_t> rows(size_t(blockPanels * panelRows), 0);
        for (int64_t p = rowBlock * blockPanels; p < rowEnd; ++p)
            for (int64_t tile = 0; tile < panelRows; tile += tileRows) {
                std::array<int32_t, tileRows * panelRows> counts {};
                const int64_t first = p * panelRows + tile;
                for (int64_t q = columnBlock * blockPanels; q < columnEnd; ++q)
                    m_kernel({.rows = m_panels.rowsOf(p) + tile * m_panels.dimensions(),
                        .panel = m_panels.panel(q),
                        .dimensions = m_panels.dimensions(),
                        .firstRow = int32_t(first),
                        .firstColumn = int32_t(q * panelRows),
                        .rowLimits = m_matches.limits.data() + first,
                        .rowMatches = m_matches.items.data() + first,
                        .rowCounts = counts.data(),
                        .columnLimits = m_matches.limits.data() + q * panelRows,
                        .columnMatches = m_matches.items.data() + q * panelRows,
                        .columnCounts = same
                            ? nullptr
                            : columns.data() + (q - columnBlock * blockPanels) * panelRows});
                for (size_t i = 0; i < counts.size(); ++i)
                    rows[size_t(first - rowBlock * blockPanels * panelRows) + i / panelRows]
                        += counts[i];
            }
        const std::lock_guard lock(m_mutex);
        add(rows, rowBlock);
        add(columns, columnBlock);
    }

    std::vector<int32_t> places() const
    {
        std::vector<int32_t> places(size_t(m_panels.rows()), 0);
        for (size_t i = 0; i < places.size(); ++i)
            if (m_matches.items[i] >= 0)
                places[i] = m_counts[i] + 1;
        return places;
    }

private:
    void add(const std::vector<int32_t>& counts, int64_t block)
    {
        const auto first = size_t(block * blockPanels * panelRows);
        for (size_t i = 0; i < counts.size() && first + i < m_counts.size(); ++i)
            m_counts[first + i] += counts[i];
    }

    const DistancePanels& m_panels;
    const Matches& m_matches;
    PrecedenceKernel m_kernel = precedenceKernel(instructionSets().front());
    std::mutex m_mutex {};
    std::vector<int32_t> m_counts {};
};

} // namespace

std::vector<int32_t> firstMatchPlaces(
    const EmbeddingTable& embeddings, std::span<const int32_t> labels, int64_t threads)
{
    embeddings.require("firstMatchPlaces");
    if (int64_t(labels.size()) != embeddings.rows())
        throw std::invalid_argument(concat(
            "firstMatchPlaces: ", labels.size(), " labels for ", embeddings.rows(), " rows"));
    const DistancePanels panels(embeddings);
    const Matches matches = matchesOf(embeddings, labels, panels.panels(), threads);
    Counting counting(panels, matches);
    const int64_t blocks = (panels.panels() + blockPanels - 1) / blockPanels;
    std::vector<std::pair<int64_t, int64_t>> pairs;
    for (int64_t a = 0; a < blocks; ++a)
        for (int64_t b = a; b < blocks; ++b)
            pairs.emplace_back(a, b);
    forEachInParallel(
        int64_t(pairs.size()),
        [&](int64_t i) { counting.count(pairs[size_t(i)].first, pairs[size_t(i)].second); }, 1,
        threads);
    return counting.places();
}

} // namespace hardlens

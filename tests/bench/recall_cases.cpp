#include "tests/bench/recall_cases.h"

#include "core/analysis/match_places.h"
#include "core/analysis/retrieval.h"
#include "core/basics/random.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <faiss/IndexFlat.h>

namespace hardlens::bench {

namespace {

constexpr int64_t items = 60000;
constexpr int64_t dimensions = 128;
constexpr int64_t perClass = 5; // as Stanford Online Products has them
constexpr std::array<int64_t, 4> ks {1, 10, 100, 1000};

struct Embedded
{
    std::vector<float> values {};
    std::vector<int32_t> labels {};

    /// Unit vectors around the centres of their classes, half of which are found first.
    Embedded()
    {
        RandomStream random({.seed = 21});
        std::vector<float> centres(size_t(items / perClass * dimensions));
        for (float& value : centres)
            value = random.normal();
        for (int64_t i = 0; i < items; ++i) {
            labels.push_back(int32_t(i % (items / perClass)));
            double squares = 0;
            for (int64_t k = 0; k < dimensions; ++k) {
                values.push_back(
                    centres[size_t(labels.back() * dimensions + k)] + 1.6f * random.normal());
                squares += double(values.back()) * double(values.back());
            }
            for (int64_t k = 0; k < dimensions; ++k)
                values[size_t(i * dimensions + k)] /= float(std::sqrt(squares));
        }
    }
};

/// The place of each item's first match in faiss's lists of 1,001; 0: not among them.
std::vector<int32_t> placesByFaiss(const Embedded& data)
{
    constexpr int64_t most = ks.back() + 1;
    constexpr int64_t atOnce = 4096; // queries, whose lists are in memory
    faiss::IndexFlatL2 index(dimensions);
    index.add(items, data.values.data());
    std::vector<float> distances(size_t(atOnce * most));
    std::vector<faiss::Index::idx_t> found(size_t(atOnce * most));
    std::vector<int32_t> places(size_t(items), 0);
    for (int64_t first = 0; first < items; first += atOnce) {
        const int64_t n = std::min(atOnce, items - first);
        index.search(
            n, data.values.data() + first * dimensions, most, distances.data(), found.data());
        for (int64_t q = 0; q < n; ++q) {
            int32_t place = 0;
            for (int64_t i = 0; i < most && places[size_t(first + q)] == 0; ++i) {
                const auto item = found[size_t(q * most + i)];
                if (item == first + q)
                    continue;
                ++place;
                if (data.labels[size_t(item)] == data.labels[size_t(first + q)])
                    places[size_t(first + q)] = place;
            }
        }
    }
    return places;
}

} // namespace

void measureRecall(Figures& figures, const std::string& only)
{
    const std::string name = "recall_60000x128";
    if (name.find(only) == std::string::npos)
        return;
    const Embedded data;
    std::vector<int32_t> ours, theirs;
    const Pairing pairing = interleaved(
        [&] {
            return milliseconds([&] {
                ours = firstMatchPlaces({data.values, dimensions}, data.labels);
            });
        },
        [&]() -> std::optional<double> {
            return milliseconds([&] { theirs = placesByFaiss(data); });
        },
        1);
    for (const int64_t k : ks)
        // Single precision rounds faiss's products otherwise: a few places differ by one.
        if (std::abs(recallAt(ours, k) - recallAt(theirs, k)) > 1e-4) {
            std::printf("  %s: Recall@%lld differs from faiss's\n", name.c_str(),
                static_cast<long long>(k));
            return;
        }
    figures.add({.name = name,
        .value = pairing.ours,
        .unit = "ms",
        .peer = pairing.peer,
        .ratio = *pairing.peer / pairing.ours,
        .goal = "0.9×",
        .command = "./dev bench --long --only recall"});
}

} // namespace hardlens::bench

#include "tests/bench/sampling_cases.h"

#include "core/sampling/distance_histogram.h"
#include "core/sampling/negative_sampling.h"
#include "core/sampling/row_probabilities.h"
#include "core/sampling/sphere_draws.h"
#include "core/sampling/triplet_lists.h"
#include "tests/bench/peer_process.h"

#include <cmath>
#include <unistd.h>

namespace hardlens::bench {

namespace {

constexpr int pairs = 30;
constexpr int64_t dimension = 128;
constexpr int64_t perClass = 4;

/// Uniform points with four of each class, also as files for the peer.
struct Batch
{
    std::vector<float> embeddings {};
    std::vector<int64_t> labels {};

    Batch(int64_t count, const std::filesystem::path& folder)
        : embeddings(drawSpherePoints(count, dimension, {.seed = 21}))
    {
        for (int64_t i = 0; i < count; ++i)
            labels.push_back(i / perClass);
        std::ofstream(folder / ("embeddings" + std::to_string(count) + ".f32"), std::ios::binary)
            .write(reinterpret_cast<const char*>(embeddings.data()),
                std::streamsize(embeddings.size() * sizeof(float)));
    }

    Cosines cosines(int threads = 1) const { return cosinesOf(embeddings, dimension, threads); }
};

struct Case
{
    std::string name {};
    std::string goal {};
    std::function<void()> work {};
    std::function<double()> digest {}; // rounded, what the peer answers; none: it has no such case
    std::function<void()> before {};   // not measured
};

double sumOfSquares(const Cosines& cosines)
{
    double sum = 0;
    for (int64_t i = 0; i < cosines.size(); ++i)
        for (const float s : cosines.row(i))
            sum += double(s) * double(s);
    return sum;
}

double sumOfDistances(const Cosines& cosines, const Draws& draws)
{
    double sum = 0;
    for (const Draw& d : draws.draws)
        sum += distanceOf(cosines(d.anchor, d.negative));
    return sum;
}

/// Over all anchors, of the distance that each draws on average.
double expectedDistances(const Batch& batch)
{
    const Cosines cosines = batch.cosines();
    double sum = 0;
    for (int32_t anchor = 0; anchor < cosines.size(); ++anchor)
        for (const CandidateProbability& c :
            rowProbabilities(cosines, batch.labels, {}, anchor).candidates)
            sum += c.probability * distanceOf(cosines(anchor, c.item));
    return sum;
}

std::vector<Case> casesOf(const Batch& small, const Batch& large)
{
    const SamplingConfig semiHard {.negatives = NegativeSampler::SemiHardOrDrop};
    const auto weighted = [&small](int threads) {
        drawNegatives(small.cosines(threads), small.labels, {}, {}, threads);
    };
    // In a step both threads have just computed something else: they are awake, and the caches hold
    // other numbers.
    const auto somethingElse = [&large] { large.cosines(2); };
    const auto hard
        = [&large, semiHard] { drawNegatives(large.cosines(), large.labels, semiHard, {}); };
    const auto whatIf = [&small] {
        const Cosines cosines = small.cosines();
        const Draws draws = drawNegatives(cosines, small.labels, {}, {});
        drawnDistances(cosines, draws);
        negativeDistances(cosines, small.labels);
        expectedDraws(cosines, small.labels, {}, {});
        rowProbabilities(cosines, small.labels, {}, 0);
    };
    // Every one of them in a list, as pytorch-metric-learning has it, not a negative per pair.
    const auto all = [&large] {
        return listTriplets(large.cosines(2), large.labels, TripletKind::SemiHard, 0.2);
    };
    return {{"distance_weighted_512", "100", [weighted] { weighted(2); },
                [&small] { return expectedDistances(small); }, somethingElse},
        {"distance_weighted_product_512", "1/3×", [weighted] { weighted(1); },
            [&small] { return sumOfSquares(small.cosines()); }},
        {"semihard_all_1024", "100", all, [all] { return double(all().size()) / 1000; }},
        {"semihard_1024", "13.6 ms", hard,
            [&large, semiHard] {
                const Cosines cosines = large.cosines();
                return sumOfDistances(cosines, drawNegatives(cosines, large.labels, semiHard, {}));
            }},
        {"distance_weighted_what_if_512", "16 ms", whatIf}};
}

} // namespace

void measureSampling(Figures& figures, const std::string& only)
{
    const auto folder = std::filesystem::temp_directory_path()
        / ("hardlens-bench-sampling-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    const Batch small(512, folder), large(1024, folder);
    PeerProcess peer("peer_sampling.py", folder.string());
    std::filesystem::remove_all(folder); // the peer has read it
    if (!peer.missing().empty())
        std::printf("  (no peer for sampling: %s)\n", peer.missing().c_str());
    for (const Case& c : casesOf(small, large)) {
        if (c.name.find(only) == std::string::npos)
            continue;
        c.work(); // warm
        const auto askPeer = [&]() -> std::optional<PeerProcess::Answer> {
            return c.digest ? peer.run(c.name) : std::nullopt;
        };
        const auto first = askPeer();
        if (first && first->checksum != std::to_string(std::llround(c.digest()))) {
            std::printf("%-30s results differ from the peer's\n", c.name.c_str());
            continue;
        }
        const auto ours = [&] {
            if (c.before)
                c.before();
            return milliseconds(c.work);
        };
        const Pairing p = interleaved(
            ours,
            [&]() -> std::optional<double> {
                const auto answer = askPeer();
                return answer ? std::optional(answer->ms) : std::nullopt;
            },
            pairs);
        figures.add(
            {c.name, p.ours, "ms", p.peer, p.peer ? std::optional(*p.peer / p.ours) : std::nullopt,
                c.goal, "./dev bench --only " + c.name});
    }
}

} // namespace hardlens::bench

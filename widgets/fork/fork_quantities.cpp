#include "widgets/fork/fork_quantities.h"

#include <limits>

namespace hardlens {

namespace {

using Row = const StepRow&;

double activeNegatives(Row r)
{
    const EmbeddingScalars& s = r.embedding;
    return s.draws > 0 ? 100. * s.activeNegatives / s.draws
                       : std::numeric_limits<double>::quiet_NaN();
}

const ForkQuantity ofDetection[] = {
    {"loss, all RoIs", 3, [](Row r) { return double(r.meanLossAll); }},
    {"loss, chosen", 3, [](Row r) { return double(r.meanLossSelected); }},
    {"chosen foreground", 0, [](Row r) { return double(r.selectedForeground); }},
    {"mAP", 3, nullptr, headline},
};

const ForkQuantity ofEmbedding[] = {
    {"loss", 3, [](Row r) { return double(r.embedding.loss); }},
    {"negatives' distance", 3, [](Row r) { return double(r.embedding.negativeDistance); }},
    {"effective sample", 1, [](Row r) { return double(r.embedding.sampleSize); }},
    {"active negatives, %", 1, activeNegatives},
    {"n_eff", 1, [](Row r) { return double(r.embedding.effectiveDimension); }},
    {"Recall@1", 3, nullptr, headline},
};

} // namespace

std::span<const ForkQuantity> forkQuantities(Bench bench)
{
    if (bench == Bench::Embedding)
        return ofEmbedding;
    return ofDetection;
}

} // namespace hardlens

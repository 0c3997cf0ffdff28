#include "widgets/embedding/embedding_topics.h"

#include <vector>

namespace hardlens {

namespace {

double shareOf(int32_t part, int32_t whole)
{
    return whole > 0 ? double(part) / whole : EmbeddingScalars::none;
}

std::vector<EmbeddingTopic> makeTopics()
{
    using Row = const EmbeddingScalars&;
    return {
        {.name = "Loss",
            .meaning = "The loss as it is minimised. A mean over active terms does not fall as the "
                       "easy ones drop out: judge by the recall.",
            .curves = {{"loss", [](Row r) { return double(r.loss); }, &Palette::focus,
                &Palette::focusText}},
            .decimals = 3},
        {.name = "Distances and β",
            .meaning = "Mean distance of the positives and negatives that were learned from, and β "
                       "with the band from its lowest to its highest over the batch.",
            .curves = {{"β", [](Row r) { return double(r.beta); }, &Palette::focus,
                           &Palette::focusText, Marker::Diamond},
                {"positives", [](Row r) { return double(r.positiveDistance); },
                    &Palette::groundTruth, &Palette::groundTruthText, Marker::Square},
                {"negatives", [](Row r) { return double(r.negativeDistance); }, &Palette::selected,
                    &Palette::selectedText, Marker::Circle}},
            .least = 1},
        {.name = "Active terms",
            .meaning = "Share of the draws whose positive or negative term is above 0: the others "
                       "teach nothing. A free β settles where both are equal.",
            .curves = {{"positives", [](Row r) { return shareOf(r.activePositives, r.draws); },
                           &Palette::groundTruth, &Palette::groundTruthText, Marker::Square},
                {"negatives", [](Row r) { return shareOf(r.activeNegatives, r.draws); },
                    &Palette::selected, &Palette::selectedText, Marker::Circle}},
            .isShare = true},
        {.name = "n_eff and ESS",
            .meaning
            = "n_eff = 4 / Var(d²): the dimension of the uniform sphere whose distances "
              "spread as much; none before the batch is spread over the sphere.\n"
              "ESS, median effective sample size: how many negatives an anchor really chose among.",
            .curves = {{"n_eff", [](Row r) { return double(r.effectiveDimension); }, &Palette::text,
                           &Palette::text, Marker::Diamond},
                {"ESS", [](Row r) { return double(r.sampleSize); }, &Palette::selected,
                    &Palette::selectedText, Marker::Circle}},
            .least = 10,
            .decimals = 1},
        {.name = "Empty rows",
            .meaning = "Share of the rows in which the sampler's rule left no candidate, in which "
                       "one candidate was all but certain (p > .99), and that were dropped.",
            .curves = {{"empty", [](Row r) { return shareOf(r.emptyRows, r.rows); }, &Palette::lost,
                           &Palette::lostText, Marker::Circle},
                {"one certain", [](Row r) { return shareOf(r.certainRows, r.rows); },
                    &Palette::suppressed, &Palette::suppressedText, Marker::Square},
                {"dropped", [](Row r) { return shareOf(r.droppedRows, r.rows); },
                    &Palette::belowCut, &Palette::belowCutText, Marker::Triangle}},
            .isShare = true},
        {.name = "Retrieval",
            .meaning
            = "Recall@K of the test pictures: queries with one of their class among the K "
              "nearest. Where the data allow it these are classes that nothing was learned from. "
              "Level lines: the floors at the first K, dashed of the network before its first "
              "step, "
              "dotted of the pixels themselves.",
            .isShare = true},
    };
}

const std::vector<EmbeddingTopic>& topics()
{
    static const std::vector<EmbeddingTopic> all = makeTopics();
    return all;
}

} // namespace

std::span<const EmbeddingTopic> embeddingTopics()
{
    return topics();
}

const EmbeddingTopic& topicOf(EmbeddingTopicKind kind)
{
    return topics()[size_t(kind)];
}

size_t firstCurveOf(EmbeddingTopicKind kind)
{
    size_t first = 0;
    for (size_t i = 0; i < size_t(kind); ++i)
        first += topics()[i].curves.size();
    return first;
}

size_t embeddingCurveCount()
{
    return firstCurveOf(EmbeddingTopicKind::Retrieval);
}

} // namespace hardlens

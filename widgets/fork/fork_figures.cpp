#include "widgets/fork/fork_figures.h"

namespace hardlens {

namespace {

using Figures = VariantFigures;
using Choice = const ChoiceComparison&;

double both(Choice c)
{
    return double(c.both);
}

double onlyHere(Choice c)
{
    return double(c.onlyHere);
}

double onlyThere(Choice c)
{
    return double(c.onlyThere);
}

double overlap(Choice c)
{
    return c.overlap.value_or(Figures::none);
}

const char* const ofNewestEvaluation = "Of the newest evaluation up to this step.";
const char* const ofLastSteps = "Mean of the last 50 steps.";

const ForkFigure ofDetection[] = {
    {"mean_loss_all", "mean loss, all RoIs",
        "Over all RoIs of the step: the fair one between samplers.", 3, 1, &Figures::meanLossAll},
    {"mean_loss_chosen", "mean loss, chosen", "Over the RoIs that were learned from.", 3, 1,
        &Figures::meanLossChosen},
    {"loss_share_chosen", "loss held by chosen, %",
        "Of the loss of all RoIs, the part that the chosen ones hold.", 1, 100,
        &Figures::lossShareChosen},
    {"chosen", "chosen", "RoIs that were learned from.", 0, 1, &Figures::chosen},
    {"chosen_foreground", "chosen foreground", "Chosen RoIs that lie on an object.", 0, 1,
        &Figures::chosenForeground},
    {"suppressed", "suppressed by NMS", "A harder RoI covers them.", 0, 1, &Figures::suppressed},
    {"duplicates_of_top", "duplicates in raw top B",
        "Of the B RoIs with the highest loss, those that NMS suppressed.", 0, 1,
        &Figures::duplicatesOfTop},
    {.key = "map",
        .name = "mAP",
        .meaning = ofNewestEvaluation,
        .decimals = 3,
        .ofStep = &Figures::meanAveragePrecision,
        .isOfEvaluation = true},
    {"step_ms", "ms per step", ofLastSteps, 1, 1, &Figures::stepMs},
    {"chosen_by_both", "chosen by both", "Here and in the first variant.", 0, 1, nullptr, both},
    {"chosen_only_here", "chosen only here", "Not in the first variant.", 0, 1, nullptr, onlyHere},
    {"chosen_only_there", "chosen only in first", "In the first variant, not here.", 0, 1, nullptr,
        onlyThere},
    {"overlap", "agreement, %", "Chosen by both, of those that either chose (Jaccard).", 1, 100,
        nullptr, overlap},
};

const ForkFigure ofEmbedding[] = {
    {"loss", "loss",
        "As it is minimised. Between samplers or losses it says little: judge by the recall.", 3, 1,
        &Figures::loss},
    {"triplets", "triplets", "That were learned from.", 0, 1, &Figures::triplets},
    {"positive_distance", "positives' distance", "Mean over what was learned from.", 3, 1,
        &Figures::positiveDistance},
    {"negative_distance", "negatives' distance", "Mean over what was learned from.", 3, 1,
        &Figures::negativeDistance},
    {"effective_sample", "effective sample",
        "How many negatives an anchor really chose among: 1 / Σ p², the median over the anchors.",
        1, 1, &Figures::sampleSize},
    {"empty_rows", "empty rows", "Choices in which the sampler's rule left no candidate.", 0, 1,
        &Figures::emptyRows},
    {.key = "recall_at_1",
        .name = "Recall@1",
        .meaning = ofNewestEvaluation,
        .decimals = 3,
        .ofStep = &Figures::recallAtOne,
        .isOfEvaluation = true},
    {"step_ms", "ms per step", ofLastSteps, 1, 1, &Figures::stepMs},
    {"drawn_by_both", "drawn by both",
        "Triplets of the same three pictures here and in the first variant, of those that are "
        "kept: "
        "up to 16 of each anchor.",
        0, 1, nullptr, both},
    {"drawn_only_here", "drawn only here", "Not in the first variant.", 0, 1, nullptr, onlyHere},
    {"drawn_only_there", "drawn only in first", "In the first variant, not here.", 0, 1, nullptr,
        onlyThere},
    {"overlap", "agreement, %", "Drawn by both, of those that either drew (Jaccard).", 1, 100,
        nullptr, overlap},
};

} // namespace

std::span<const ForkFigure> forkFigures(Bench bench)
{
    if (bench == Bench::Embedding)
        return ofEmbedding;
    return ofDetection;
}

} // namespace hardlens

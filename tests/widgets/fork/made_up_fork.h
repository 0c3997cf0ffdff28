#pragma once

#include "core/basics/option_spec.h"
#include "tests/support/made_up_step.h"
#include "tests/widgets/embedding/made_up_embedding.h"
#include "tests/widgets/embedding_pictures/made_up_batch.h"

#include <cmath>

namespace hardlens::test {

/// The same step of two to four variants: the same pictures, RoIs and losses, chosen by OHEM, by
/// the heuristic, without NMS, and with half of B.
inline std::vector<std::shared_ptr<const Step>> madeUpForkSteps(size_t variants, int64_t number)
{
    const MiningConfig settings[] = {{.roisPerStep = 64},
        {.sampler = SamplerKind::Heuristic, .roisPerStep = 64, .backgroundLow = .1},
        {.roisPerStep = 64, .useNms = false}, {.roisPerStep = 32}};
    std::vector<std::shared_ptr<const Step>> steps;
    for (size_t v = 0; v < variants; ++v)
        steps.push_back(std::make_shared<const Step>(
            madeUpStep(5, {.rois = 400, .mining = settings[v], .step = number})));
    return steps;
}

/// A run up to forkStep that all variants share, and from there each its own; an evaluation every
/// 50 steps.
inline std::vector<History> madeUpForkHistories(
    size_t variants, int64_t steps, int64_t forkStep, int64_t firstStep = 1)
{
    std::vector<History> histories;
    for (size_t v = 0; v < variants; ++v) {
        History history;
        for (int64_t i = firstStep; i <= steps; ++i) {
            RandomStream random({.seed = 20 + (i > forkStep ? v : 0), .step = uint64_t(i)});
            const double own
                = i > forkStep ? double(v) * (1 - std::exp(double(forkStep - i) / 80)) : 0;
            const double level = .25 + .8 * std::exp(-double(i) / 200) + .07 * own;
            StepRow row {.step = i,
                .wallSeconds = double(i) * .2,
                .trainSeconds = double(i) * .15,
                .stepMs = 140 + 9 * double(v),
                .meanLossAll = float(level + .03 * double(random.normal())),
                .meanLossSelected = float(2.2 * level - .2 * own + .06 * double(random.normal())),
                .selected = 64,
                .selectedForeground = 20 + int32_t(random.below(9)) - int32_t(4 * own)};
            history.steps.append(row);
            if (i % 50 == 0)
                history.evaluations.append(std::make_shared<const Evaluation>(Evaluation {.step = i,
                    .meanAveragePrecision = .6 * (1 - std::exp(-double(i) / 250)) - .03 * own}));
        }
        histories.push_back(history);
    }
    return histories;
}

/// The same batch of two to four variants, whose negatives are drawn by distance, uniformly, as the
/// hardest, and beyond another cutoff.
inline std::vector<std::shared_ptr<const Step>> madeUpEmbeddingForkSteps(
    size_t variants, int64_t number)
{
    const SamplingConfig settings[] = {{}, {.negatives = NegativeSampler::Uniform},
        {.negatives = NegativeSampler::Hardest}, {.cutoff = 1.2}};
    std::vector<std::shared_ptr<const Step>> steps;
    for (size_t v = 0; v < variants; ++v) {
        Step step;
        step.header.step = number;
        step.body = *madeUpBatch({}, settings[v]);
        steps.push_back(std::make_shared<const Step>(std::move(step)));
    }
    return steps;
}

inline OptionSpec nmsIouOption()
{
    return {.key = "mining.nmsIou",
        .label = "NMS IoU",
        .meaning = "A RoI is suppressed when its IoU with a harder one is greater.",
        .type = OptionType::Real,
        .low = 0,
        .high = 1,
        .step = .01,
        .defaultValue = "0.7",
        .live = true};
}

inline OptionSpec samplerOption()
{
    return {.key = "mining.sampler",
        .label = "Sampler",
        .meaning = "Which RoIs of a step are learned from.",
        .type = OptionType::Choice,
        .choices = {"ohem", "heuristic", "all"},
        .choiceLabels = {"OHEM", "Heuristic 1:3", "All RoIs"},
        .defaultValue = "ohem"};
}

inline OptionSpec negativesOption()
{
    return {.key = "sampling.negatives",
        .label = "Sampler",
        .meaning = "Which negative joins a pair of anchor and positive.",
        .type = OptionType::Choice,
        .choices = {"uniform", "hardest", "distance-weighted"},
        .choiceLabels = {"uniform", "hardest", "distance-weighted"},
        .defaultValue = "distance-weighted"};
}

inline OptionSpec useNmsOption()
{
    return {.key = "mining.useNms",
        .label = "NMS by loss",
        .meaning = "Whether a harder RoI suppresses those that it overlaps.",
        .type = OptionType::Switch,
        .defaultValue = "true"};
}

inline OptionSpec roisPerStepOption()
{
    return {.key = "mining.B",
        .label = "B RoIs",
        .meaning = "RoIs learned from in a step, over all its pictures.",
        .type = OptionType::Integer,
        .low = 1,
        .high = 4096,
        .step = 1,
        .defaultValue = "128"};
}

} // namespace hardlens::test

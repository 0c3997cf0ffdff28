#pragma once

#include "core/basics/random.h"
#include "core/records/embedding_scalars.h"
#include "core/records/history.h"
#include "core/sampling/sphere_draws.h"

#include <cmath>
#include <memory>

namespace hardlens::test {

struct MadeUpEmbedding
{
    int64_t classes = 24;
    int64_t perClass = 5;
    int64_t dimension = 64;
    double spread = 0.09; // of each coordinate about the centre of the class
    SamplingConfig sampling {};
    EmbeddingLossConfig loss {};
    uint64_t seed = 5;
};

/// A batch of classes that lie about centres on the uniform sphere, and what a sampler draws of it.
inline std::shared_ptr<const EmbeddingStep> madeUpEmbedding(const MadeUpEmbedding& made = {})
{
    RandomStream random({.seed = made.seed});
    const auto centres = drawSpherePoints(made.classes, made.dimension, {.seed = made.seed + 1});
    EmbeddingStep step {.sampling = made.sampling,
        .loss = made.loss,
        .key = {.seed = made.seed, .step = 880},
        .dimension = made.dimension};
    for (int64_t i = 0; i < made.classes * made.perClass; ++i) {
        const int64_t label = i / made.perClass;
        std::vector<double> row;
        double square = 0;
        for (int64_t k = 0; k < made.dimension; ++k) {
            row.push_back(double(centres[size_t(label * made.dimension + k)])
                + made.spread * double(random.normal()));
            square += row.back() * row.back();
        }
        for (const double x : row)
            step.embeddings.push_back(float(x / std::sqrt(square)));
        step.labels.push_back(int32_t(label));
        step.betas.push_back(float(0.7 + 0.01 * double(label % 5)));
    }
    const Cosines cosines = cosinesOf(step.embeddings, step.dimension);
    step.spread = distanceSpread(cosines, samplingLabels(step));
    step.drawn = drawAgain(step, cosines, step.sampling, step.key);
    step.draws = int64_t(step.drawn.draws.size());
    step.meanLoss = 0.31;
    return std::make_shared<const EmbeddingStep>(std::move(step));
}

/// A run that never happened: loss and distances settle, an evaluation every 100 steps.
/// collapsed: it falls onto one point after step 75.
inline History madeUpEmbeddingRun(int64_t steps, bool collapsed = false)
{
    RandomStream random({.seed = 3});
    History history;
    for (int64_t i = 1; i <= steps; ++i) {
        const double t = double(i) / 120, noise = 0.02 * double(random.normal());
        const bool fallen = collapsed && i > 75;
        StepRow row;
        row.step = i;
        row.wallSeconds = double(i) * 0.2;
        row.trainSeconds = double(i) * 0.15;
        EmbeddingScalars& s = row.embedding;
        s = {.items = 120, .draws = 480};
        s.loss = fallen ? 0.2f : float(0.25 + 0.3 * std::exp(-t) + noise);
        s.activePositives = fallen ? 480 : int32_t(480 * (0.3 + 0.6 * std::exp(-t) + noise));
        s.activeNegatives = fallen ? 480 : int32_t(480 * (0.25 + 0.7 * std::exp(-t) - noise));
        s.beta = float(0.7 + 0.15 * (1 - std::exp(-t)));
        s.betaLow = s.beta - float(0.08 * (1 - std::exp(-t)));
        s.betaHigh = s.beta + float(0.11 * (1 - std::exp(-t)));
        s.positiveDistance = fallen ? 0.01f : float(0.5 + 0.3 * std::exp(-t) + noise);
        s.negativeDistance = fallen ? 0.013f : float(0.95 - 0.2 * std::exp(-t) - noise);
        s.effectiveDimension = i < 20 ? EmbeddingScalars::none : float(26 + 200 * noise);
        s.sampleSize = float(3 + 8 * std::exp(-t) + 20 * std::abs(noise));
        s.rows = 120;
        s.emptyRows = i % 40 == 0 ? 3 : 0;
        s.certainRows = 30 + int32_t(random.below(10));
        history.steps.append(row);
        if (i % 100)
            continue;
        const double reach = 1 - std::exp(-t);
        Evaluation e {.step = i, .trainSeconds = row.trainSeconds};
        e.retrieval = RetrievalEvaluation {.queries = 680,
            .classes = 68,
            .ks = {1, 2, 4, 8},
            .recall
            = {0.5 + 0.41 * reach, 0.6 + 0.33 * reach, 0.7 + 0.26 * reach, 0.8 + 0.17 * reach},
            .nmi = 0.8,
            .rawPixels = 0.39,
            .untrained = 0.45};
        history.evaluations.append(std::make_shared<const Evaluation>(std::move(e)));
    }
    return history;
}

} // namespace hardlens::test

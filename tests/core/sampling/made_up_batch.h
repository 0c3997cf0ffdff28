#pragma once

#include "core/sampling/negative_sampling.h"
#include "core/sampling/sphere_draws.h"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace hardlens::test {

/// Embeddings with their labels, and the cosines that samplers take.
struct MadeUpBatch
{
    std::vector<float> embeddings {};
    int64_t dimension = 0;
    std::vector<int64_t> labels {};

    Cosines cosines() const { return cosinesOf(embeddings, dimension); }

    Draws draws(const SamplingConfig& config, const RandomKey& key = {.seed = 1}) const
    {
        return drawNegatives(cosines(), labels, config, key);
    }
};

/// Unit vectors in the plane.
inline MadeUpBatch circle(const std::vector<double>& degrees, const std::vector<int64_t>& labels)
{
    MadeUpBatch batch {.dimension = 2, .labels = labels};
    for (const double angle : degrees) {
        batch.embeddings.push_back(float(std::cos(angle * std::numbers::pi / 180)));
        batch.embeddings.push_back(float(std::sin(angle * std::numbers::pi / 180)));
    }
    return batch;
}

/// The anchor is the first axis; item k lies at distance d_k from it, each in a plane of its own.
inline MadeUpBatch atDistances(
    const std::vector<double>& distances, const std::vector<int64_t>& labels, int64_t dimension)
{
    MadeUpBatch batch {.dimension = dimension, .labels = labels};
    batch.embeddings.resize(distances.size() * size_t(dimension));
    for (size_t k = 0; k < distances.size(); ++k) {
        const double cosine = 1 - distances[k] * distances[k] / 2;
        float* const row = batch.embeddings.data() + k * size_t(dimension);
        row[0] = float(cosine);
        if (k > 0)
            row[k] = float(std::sqrt(1 - cosine * cosine));
    }
    return batch;
}

/// Points of the uniform sphere, `perClass` of each class one after the other.
inline MadeUpBatch uniformBatch(int64_t count, int64_t dimension, int64_t perClass, uint64_t seed)
{
    MadeUpBatch batch {drawSpherePoints(count, dimension, {.seed = seed}), dimension, {}};
    for (int64_t i = 0; i < count; ++i)
        batch.labels.push_back(i / perClass);
    return batch;
}

using TripletRow = std::array<int32_t, 3>;

inline std::vector<TripletRow> tripletsOf(const Draws& draws)
{
    std::vector<TripletRow> triplets;
    for (const Draw& d : draws.draws)
        triplets.push_back({d.anchor, d.positive, d.negative});
    return triplets;
}

} // namespace hardlens::test

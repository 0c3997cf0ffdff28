#include "core/analysis/step_distances.h"

#include "core/sampling/batch_classes.h"

#include <algorithm>

namespace hardlens {

DistanceDensity densityOf(const DistanceHistogram& histogram)
{
    DistanceDensity density {};
    const double area = histogram.total() * DistanceHistogram::binWidth;
    if (area > 0)
        std::ranges::transform(
            histogram.mass, density.begin(), [area](double mass) { return mass / area; });
    return density;
}

StepDistances distancesOf(const EmbeddingStep& step)
{
    StepDistances result {
        .cosines = cosinesOf(step.embeddings, step.dimension), .labels = samplingLabels(step)};
    result.negatives = negativeDistances(result.cosines, result.labels);
    std::vector<double> positives;
    for (const auto& members : batchClasses(result.cosines, result.labels).members)
        for (size_t i = 0; i < members.size(); ++i)
            for (size_t j = 0; j < i; ++j)
                positives.push_back(distanceOf(result.cosines(members[i], members[j])));
    for (const double distance : positives)
        ++result.positives.mass[DistanceHistogram::binOf(distance)];
    if (!positives.empty()) {
        const auto middle = positives.begin() + std::ptrdiff_t((positives.size() - 1) / 2);
        std::ranges::nth_element(positives, middle);
        result.medianPositive = *middle;
    }
    return result;
}

DistancePairs pairsOf(const StepDistances& distances)
{
    const Cosines& cosines = distances.cosines;
    DistancePairs pairs;
    pairs.distances.reserve(size_t(cosines.size() * cosines.size() / 2));
    pairs.same.reserve(pairs.distances.capacity());
    for (int64_t i = 0; i < cosines.size(); ++i)
        for (int64_t j = 0; j < i; ++j)
            if (cosines.usable(i) && cosines.usable(j)) {
                pairs.distances.push_back(float(distanceOf(cosines(i, j))));
                pairs.same.push_back(distances.labels[size_t(i)] == distances.labels[size_t(j)]);
            }
    return pairs;
}

} // namespace hardlens

#include "core/sampling/hardest_negatives.h"

#include <algorithm>

namespace hardlens {

NearestNegative nearestNegative(const SampledBatch& batch, int32_t anchor, float below)
{
    static const NearestKernel kernel = nearestKernel(instructionSets().front());
    const auto row = batch.cosines.paddedRow(anchor);
    const auto& classes = batch.classes.classOf;
    return kernel(
        {row.data(), classes.data(), int64_t(row.size()), classes[size_t(anchor)]}, below);
}

int32_t farthestNegative(const SampledBatch& batch, int32_t anchor)
{
    const auto row = batch.cosines.row(anchor);
    const auto& classes = batch.classes.classOf;
    int32_t farthest = -1;
    for (size_t j = 0; j < row.size(); ++j) {
        const bool isNegative = classes[j] >= 0 && classes[j] != classes[size_t(anchor)];
        if (isNegative && (farthest < 0 || row[j] < row[size_t(farthest)]))
            farthest = int32_t(j);
    }
    return farthest;
}

std::vector<int32_t> nearestBeyondCutoff(const SampledBatch& batch, int32_t anchor, size_t count)
{
    const auto row = batch.cosines.row(anchor);
    const auto& classes = batch.classes.classOf;
    const double largest = cosineAt(batch.config.cutoff);
    std::vector<int32_t> beyond;
    for (size_t j = 0; j < row.size(); ++j)
        if (classes[j] != classes[size_t(anchor)] && double(row[j]) <= largest)
            beyond.push_back(int32_t(j));
    const size_t kept = std::min(count, beyond.size());
    std::partial_sort(
        beyond.begin(), beyond.begin() + ptrdiff_t(kept), beyond.end(), [&](int32_t a, int32_t b) {
            const float sa = row[size_t(a)], sb = row[size_t(b)];
            return sa != sb ? sa > sb : a < b;
        });
    beyond.resize(kept);
    return beyond;
}

} // namespace hardlens

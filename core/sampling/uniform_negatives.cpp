#include "core/sampling/uniform_negatives.h"

namespace hardlens {

std::vector<int32_t> negativesOf(const SampledBatch& batch, int32_t anchor)
{
    const auto& classes = batch.classes.classOf;
    std::vector<int32_t> negatives;
    negatives.reserve(size_t(batch.classes.negativesOf(anchor)));
    for (int32_t j = 0; j < batch.cosines.size(); ++j)
        if (classes[size_t(j)] >= 0 && classes[size_t(j)] != classes[size_t(anchor)])
            negatives.push_back(j);
    return negatives;
}

} // namespace hardlens

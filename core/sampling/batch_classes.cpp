#include "core/sampling/batch_classes.h"

#include "core/basics/error.h"

#include <unordered_map>

namespace hardlens {

int64_t BatchClasses::negativesOf(int64_t anchor) const
{
    return usable - int64_t(membersOf(anchor).size());
}

BatchClasses batchClasses(const Cosines& cosines, std::span<const int64_t> labels)
{
    if (int64_t(labels.size()) != cosines.size())
        throw std::invalid_argument(
            concat(labels.size(), " labels for ", cosines.size(), " embeddings: must be as many"));
    // Random numbers are keyed by four streams per anchor, see pair_slots.h.
    if (cosines.size() > (int64_t {1} << 22))
        throw std::invalid_argument(concat(cosines.size(), " embeddings: must be at most 2^22"));
    BatchClasses batch;
    batch.classOf.assign(cosines.size() == 0 ? 0 : cosines.paddedRow(0).size(), -1);
    std::unordered_map<int64_t, int32_t> numbers;
    for (int64_t i = 0; i < cosines.size(); ++i) {
        if (!cosines.usable(i))
            continue;
        const auto [number, isNew]
            = numbers.try_emplace(labels[size_t(i)], int32_t(numbers.size()));
        if (isNew)
            batch.members.emplace_back();
        batch.classOf[size_t(i)] = number->second;
        batch.members[size_t(number->second)].push_back(int32_t(i));
        ++batch.usable;
    }
    return batch;
}

} // namespace hardlens

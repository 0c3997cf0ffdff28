#include "core/data/sample_order.h"

#include "core/basics/error.h"
#include "core/basics/random.h"

#include <stdexcept>

namespace hardlens {

std::vector<int64_t> epochOrder(uint64_t seed, int64_t epoch, int64_t n)
{
    return permutation(n, RandomStream({seed, Purpose::EpochOrder, uint64_t(epoch), 0}));
}

int64_t pictureOfPosition(uint64_t seed, int64_t position, int64_t n)
{
    if (position < 0 || n < 1)
        throw std::invalid_argument(concat("pictureOfPosition: position ", position, " of ", n,
            " pictures: expected >= 0 of >= 1"));
    return epochOrder(seed, position / n, n)[size_t(position % n)];
}

bool flipOfPosition(uint64_t seed, int64_t position)
{
    return RandomStream({seed, Purpose::Flip, uint64_t(position), 0}).next() >> 31;
}

} // namespace hardlens

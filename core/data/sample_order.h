#pragma once

#include <cstdint>
#include <vector>

namespace hardlens {

/// The order in which a run of that seed sees its pictures in an epoch: a permutation of 0 … n-1.
std::vector<int64_t> epochOrder(uint64_t seed, int64_t epoch, int64_t n);

/// Which of n pictures comes at a position (counted over all epochs): position mod n in the order
/// of epoch position / n. A pure function: training can be taken up anywhere. Throws
/// std::invalid_argument where position < 0 or n < 1.
int64_t pictureOfPosition(uint64_t seed, int64_t position, int64_t n);

/// Whether the picture at a position is shown mirrored: a fair coin for every position.
bool flipOfPosition(uint64_t seed, int64_t position);

} // namespace hardlens

#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace hardlens {

/// Pictures of classes that were not learned from, each asked for its nearest among the others.
struct RetrievalEvaluation
{
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    int64_t queries = 0;
    int64_t classes = 0;
    std::vector<int32_t> ks {};    // K, rising
    std::vector<double> recall {}; // by K: part of the queries with one of their class among the K
                                   // nearest, in [0, 1]
    double rPrecision = none;
    double mapAtR = none;
    double nmi = none; // of k-means with as many clusters as classes; NaN: not computed
    double f1 = none;
    double verification = none;         // accuracy over pairs, where the data has them
    double meanPositiveDistance = none; // between pictures of a class
    double meanNegativeDistance = none;
    double rawPixels = none; // recall at the first K of the pixels themselves: the floor
    double untrained = none; // of the network before its first step
};

} // namespace hardlens

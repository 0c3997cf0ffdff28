#include "core/sampling/effective_dimension.h"

#include "core/basics/error.h"

namespace hardlens {

DistanceSpread distanceSpread(const Cosines& cosines, std::span<const int64_t> labels)
{
    if (int64_t(labels.size()) != cosines.size())
        throw std::invalid_argument(concat("distanceSpread: ", labels.size(), " labels for ",
            cosines.size(), " embeddings: must be as many"));
    // d² = 2 - 2s, so Var(d²) = 4 Var(s). The mean of s lies near 0 where the result matters: sums
    // do not cancel.
    DistanceSpread spread;
    double sum = 0, squares = 0;
    for (int64_t i = 0; i < cosines.size(); ++i) {
        const auto row = cosines.row(i);
        if (!cosines.usable(i))
            continue;
        double rowSum = 0, rowSquares = 0;
        for (size_t j = 0; j < size_t(i); ++j) {
            const bool counts = labels[j] != labels[size_t(i)] && row[j] == row[j];
            const double s = counts ? double(row[j]) : 0;
            spread.pairs += counts;
            rowSum += s;
            rowSquares += s * s;
        }
        sum += rowSum;
        squares += rowSquares;
    }
    if (spread.pairs == 0)
        return spread;
    const double n = double(spread.pairs), mean = sum / n;
    spread.meanSquare = 2 - 2 * mean;
    spread.variance = 4 * std::fmax(0., squares / n - mean * mean);
    if (std::fabs(spread.meanSquare - 2) <= notSpreadBeyond && spread.variance > 0)
        spread.effectiveDimension = 4 / spread.variance;
    return spread;
}

} // namespace hardlens

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// The non-decreasing sequence nearest to the values by weighted squares: neighbours that fall are
/// pooled to their mean until none does (Ayer et al., 1955).
///
/// weights: as many as values, each > 0 and finite; values finite; else std::invalid_argument.
std::vector<double> isotonicRegression(
    std::span<const double> values, std::span<const double> weights);

/// Part of a curve that is constant there.
struct MatchStep
{
    float from = 0; // the least and the greatest distance that it was made of
    float to = 0;
    double probability = 0; // that two items at such a distance are of the same class
    int64_t pairs = 0;
};

/// P(same class | distance) of some pairs: the non-increasing steps that fit them best. Pairs at
/// equal distance are in one step.
///
/// same: of each distance, not 0: of one class. The same length, and no NaN, else
/// std::invalid_argument.
std::vector<MatchStep> matchCurve(std::span<const float> distances, std::span<const uint8_t> same);

/// The probability at a distance: between two steps that of the nearer one (the first where it is
/// half-way). curve: not empty, else std::invalid_argument.
double matchProbability(std::span<const MatchStep> curve, float distance);

} // namespace hardlens

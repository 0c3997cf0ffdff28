#pragma once

#include <span>
#include <vector>

namespace hardlens {

/// Places for labels of one height so that none overlap, all lie in [low, high] where they fit,
/// their order is kept (equal ones in the order given) and the sum of squared moves is least.
///
/// wanted: centre of each label, in any order, finite. The result has the same order. Where they
/// cannot all fit they are spaced evenly over [low, high] and overlap.
std::vector<double> spreadLabels(
    std::span<const double> wanted, double height, double low, double high);

} // namespace hardlens

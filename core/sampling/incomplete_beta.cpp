#include "core/sampling/incomplete_beta.h"

#include "core/basics/error.h"

#include <cmath>
#include <limits>

namespace hardlens {

namespace {

/// 1 + d1 / (1 + d2 / (1 + …)) from the front (modified Lentz): `ahead` and `behind` are ratios of
/// successive numerators and of successive denominators, so nothing overflows.
double continuedFraction(double x, double a, double b)
{
    constexpr int mostTerms = 20000; // reached by nothing in the stated range
    const auto awayFromZero = [](double v) { return std::fabs(v) < 1e-300 ? 1e-300 : v; };
    double ahead = 1, behind = 0, value = 1;
    for (int term = 1; term < mostTerms; ++term) {
        const double m = term / 2;
        const double d = term % 2 == 0
            ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        behind = 1 / awayFromZero(1 + d * behind);
        ahead = awayFromZero(1 + d / ahead);
        value *= ahead * behind;
        if (std::fabs(ahead * behind - 1) < std::numeric_limits<double>::epsilon())
            break;
    }
    return value;
}

} // namespace

double logBeta(double a, double b)
{
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

double incompleteBeta(double x, double a, double b)
{
    if (!(x >= 0 && x <= 1 && a > 0 && b > 0))
        throw std::invalid_argument(concat("incompleteBeta: x = ", x, ", a = ", a, ", b = ", b,
            ": x must be in [0, 1], a and b above 0"));
    if (x == 0 || x == 1)
        return x;
    // The fraction converges quickly below the mean only.
    if (x > (a + 1) / (a + b + 2))
        return 1 - incompleteBeta(1 - x, b, a);
    const double front
        = std::exp(a * std::log(x) + b * std::log1p(-x) - logBeta(a, b) - std::log(a));
    return front / continuedFraction(x, a, b);
}

} // namespace hardlens

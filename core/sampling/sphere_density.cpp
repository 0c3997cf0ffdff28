#include "core/sampling/sphere_density.h"

#include "core/basics/error.h"
#include "core/sampling/incomplete_beta.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace hardlens {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void checkDimension(const char* function, double n, double lowest)
{
    if (!(n >= lowest && n <= 4096))
        throw std::invalid_argument(
            concat(function, ": n = ", n, ": must be in [", lowest, ", 4096]"));
}

/// factor · ln x, and 0 where the factor is 0 whatever x is.
double scaledLog(double factor, double x)
{
    return factor == 0 ? 0 : factor * std::log(x);
}

/// a ln d + b ln(1 - d²/4).
double logPowers(double distance, double a, double b)
{
    // (2-d)(2+d)/4 keeps its precision near 2.
    return scaledLog(a, distance) + scaledLog(b, (2 - distance) * (2 + distance) / 4);
}

} // namespace

double sphereLogNormaliser(double n)
{
    checkDimension("sphereLogNormaliser", n, 2);
    return std::lgamma(n / 2) - .5 * std::log(std::numbers::pi) - std::lgamma((n - 1) / 2);
}

double sphereLogDensity(double distance, double n)
{
    const double constant = sphereLogNormaliser(n);
    if (distance < 0 || distance > 2)
        return -infinity;
    return constant + logPowers(distance, n - 2, (n - 3) / 2);
}

double sphereDensity(double distance, double n)
{
    return std::exp(sphereLogDensity(distance, n));
}

double sphereCdf(double distance, double n)
{
    checkDimension("sphereCdf", n, 2);
    if (std::isnan(distance))
        return distance;
    const double u = std::clamp(distance, 0., 2.) * std::clamp(distance, 0., 2.) / 4;
    return incompleteBeta(u, (n - 1) / 2, (n - 1) / 2);
}

double sphereMoment(double k, double n)
{
    checkDimension("sphereMoment", n, 2);
    if (!(k >= 0))
        throw std::invalid_argument(concat("sphereMoment: k = ", k, ": must be at least 0"));
    const double half = (n - 1) / 2;
    return std::exp(k * std::numbers::ln2 + logBeta(half + k / 2, half) - logBeta(half, half));
}

double squaredDistanceVariance(double n)
{
    checkDimension("squaredDistanceVariance", n, 2);
    return 4 / n;
}

double sphereMode(double n)
{
    checkDimension("sphereMode", n, 2);
    return n > 3 ? std::sqrt(4 * (n - 2) / (2 * n - 5)) : 2;
}

double inverseDensityLogWeight(double distance, double n)
{
    checkDimension("inverseDensityLogWeight", n, 2);
    return -logPowers(distance, n - 2, (n - 3) / 2);
}

double printedFigure2Density(double distance, int n)
{
    checkDimension("printedFigure2Density", n, 3);
    if (!(distance >= 0 && distance <= 2))
        return 0;
    const int exponent = (n - 3) / 2;
    // With u = d²/4: ∫ d^(n-2) (1-u)^e dd = 2^(n-2) B((n-1)/2, e + 1).
    const double logIntegral = (n - 2) * std::numbers::ln2 + logBeta((n - 1) / 2., exponent + 1.);
    return std::exp(logPowers(distance, n - 2, exponent) - logIntegral);
}

} // namespace hardlens

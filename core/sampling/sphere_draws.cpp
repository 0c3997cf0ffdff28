#include "core/sampling/sphere_draws.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

void checkDimension(const char* function, double n)
{
    if (!(n >= 2 && n <= 4096))
        throw std::invalid_argument(concat(function, ": n = ", n, ": must be in [2, 4096]"));
}

/// Gamma(shape, 1), shape >= 1: Marsaglia & Tsang, "A simple method for generating gamma
/// variables", 2000.
double drawGamma(double shape, RandomStream& random)
{
    const double d = shape - 1. / 3, c = 1 / std::sqrt(9 * d);
    for (;;) {
        const double x = random.normal(), root = 1 + c * x;
        if (root <= 0)
            continue;
        const double v = root * root * root, u = 1 - double(random.uniform());
        if (std::log(u) < .5 * x * x + d - d * v + d * std::log(v))
            return d * v;
    }
}

double drawChiSquared(double degrees, RandomStream& random)
{
    if (degrees >= 2)
        return 2 * drawGamma(degrees / 2, random);
    // Below shape 1: Gamma(a) = Gamma(a + 1) U^(1/a).
    const double u = 1 - double(random.uniform());
    return 2 * drawGamma(degrees / 2 + 1, random) * std::pow(u, 2 / degrees);
}

} // namespace

double drawSphereDistance(double n, RandomStream& random)
{
    checkDimension("drawSphereDistance", n);
    const double g = random.normal();
    const double cosine = g / std::sqrt(g * g + drawChiSquared(n - 1, random));
    return std::sqrt(std::max(0., 2 - 2 * cosine));
}

std::vector<float> drawSpherePoints(int64_t count, int64_t n, RandomKey key)
{
    checkDimension("drawSpherePoints", double(n));
    if (count < 0 || count >= (int64_t {1} << 24))
        throw std::invalid_argument(
            concat("drawSpherePoints: count = ", count, ": must be in [0, 2^24)"));
    std::vector<float> points(size_t(count * n));
    for (int64_t i = 0; i < count; ++i) {
        key.item = uint32_t(i);
        RandomStream random(key);
        float* const point = points.data() + i * n;
        double squares = 0;
        while (squares == 0) { // all numbers 0: once in a very long while, in two dimensions
            for (int64_t k = 0; k < n; ++k) {
                point[k] = random.normal();
                squares += double(point[k]) * double(point[k]);
            }
        }
        for (int64_t k = 0; k < n; ++k)
            point[k] = float(double(point[k]) / std::sqrt(squares));
    }
    return points;
}

} // namespace hardlens

#include "core/analysis/radar_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace hardlens {

namespace {

constexpr double pi = std::numbers::pi;
constexpr double goldenShare = 0.6180339887498949; // its multiples lie as far apart as any can

struct Sector
{
    double from = 0, width = 0;
    double at(double share) const { return from + width * (share - std::floor(share)); }
};

constexpr Sector below {5 * pi / 4, pi / 2};
constexpr Sector rest {-pi / 4, 3 * pi / 2};

struct Square
{
    double x = 0, y = 0; // of its middle
};

double covered(const Square& a, const Square& b, double side)
{
    const double w = side - std::abs(a.x - b.x), h = side - std::abs(a.y - b.y);
    return w > 0 && h > 0 ? w * h : 0;
}

/// Steps away from the wanted direction, on either side in turn: 0, 1, -1, 2, -2, …
double turned(int64_t k)
{
    return double((k + 1) / 2) * (k % 2 == 1 ? 1 : -1);
}

struct Choice
{
    double angle = 0;
    Square square {};
    double covered = 0; // of what was placed before
};

/// Half a picture at a time away from the wanted direction, once around; the first place that
/// covers nobody, else the one that covers least.
Choice leastCovering(const std::vector<Square>& placed, const Sector& sector, double wanted,
    double radius, double side)
{
    const double share = std::min(0.5, side / 2 / std::max(radius, 1e-6) / sector.width);
    Choice best {.covered = std::numeric_limits<double>::infinity()};
    for (int64_t k = 0; best.covered > 0 && double(k) * share < 1; ++k) {
        const double angle = sector.at(wanted + turned(k) * share);
        const Square square {radius * std::cos(angle), radius * std::sin(angle)};
        double sum = 0;
        for (const Square& other : placed) {
            sum += covered(square, other, side);
            if (sum >= best.covered)
                break;
        }
        if (sum < best.covered)
            best = {angle, square, sum};
    }
    return best;
}

} // namespace

RadarLayout radarLayout(std::span<const RadarItem> items, const RadarScale& scale)
{
    RadarLayout layout;
    std::vector<Square> placed {{0, 0}}; // the anchor's
    double area = 0;
    int64_t positives = 0;
    for (const RadarItem& item : items) {
        const Sector& sector = item.isPositive ? below : rest;
        const double wanted
            = goldenShare * double(item.isPositive ? ++positives : int64_t(item.label));
        if (item.isMark) {
            layout.angles.push_back(sector.at(wanted));
            continue;
        }
        const double radius = double(item.distance) * scale.perDistance;
        const Choice choice = leastCovering(placed, sector, wanted, radius, scale.side);
        layout.angles.push_back(choice.angle);
        placed.push_back(choice.square);
        area += choice.covered;
    }
    if (placed.size() > 1)
        layout.covered = area / (double(placed.size() - 1) * scale.side * scale.side);
    return layout;
}

} // namespace hardlens

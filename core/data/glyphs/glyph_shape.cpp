#include "core/data/glyphs/glyph_shape.h"

#include "core/basics/random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int piecesPerSpan = 8; // straight pieces between two points of a curve

cv::Point2f towards(float angle, float length)
{
    return {length * std::cos(angle), length * std::sin(angle)};
}

/// A direction that pens like: a multiple of 45 degrees, the upright and level ones more often.
float direction(RandomStream& random)
{
    const uint32_t turn = random.below(12);
    const float eighths = turn < 8 ? float(turn) : float(turn % 4) * 2;
    return eighths * pi / 4 + random.uniform(-.14f, .14f);
}

GlyphStroke line(const cv::Point2f& from, RandomStream& random)
{
    return {{from, from + towards(direction(random), random.uniform(.7f, 1.5f))}, false};
}

/// Part of an ellipse, up to a whole one.
GlyphStroke arc(const cv::Point2f& from, RandomStream& random)
{
    constexpr int points = 7;
    const float rx = random.uniform(.25f, .6f);
    const float ry = random.uniform(.25f, .6f);
    const float start = direction(random);
    const float side = random.below(2) == 0 ? 1.f : -1.f;
    const bool closes = random.below(4) == 0;
    const float sweep = side * (closes ? 2 * pi : random.uniform(.8f, 1.6f) * pi);
    const auto at
        = [&](float angle) { return cv::Point2f(rx * std::cos(angle), ry * std::sin(angle)); };
    GlyphStroke stroke {{}, true};
    for (int i = 0; i < points; ++i)
        stroke.points.push_back(from + at(start + sweep * float(i) / (points - 1)) - at(start));
    return stroke;
}

/// Straight, with an end that curls.
GlyphStroke hook(const cv::Point2f& from, RandomStream& random)
{
    const float angle = direction(random);
    const cv::Point2f end = from + towards(angle, random.uniform(.6f, 1.2f));
    const float side = random.below(2) == 0 ? 1.f : -1.f;
    const float reach = random.uniform(.2f, .4f);
    return {{from, (from + end) * .5f, end, end + towards(angle + side * pi * .35f, reach),
                end + towards(angle + side * pi * .75f, reach * 1.3f)},
        true};
}

GlyphStroke wave(const cv::Point2f& from, RandomStream& random)
{
    const float angle = direction(random);
    const float step = random.uniform(.3f, .5f);
    float side = random.below(2) == 0 ? 1.f : -1.f;
    const float height = random.uniform(.18f, .38f);
    GlyphStroke stroke {{from}, true};
    for (int i = 1; i <= 3; ++i, side = -side)
        stroke.points.push_back(from + towards(angle, step * (float(i) - .5f))
            + towards(angle + pi / 2, side * height));
    stroke.points.push_back(from + towards(angle, step * 3));
    return stroke;
}

/// Two or three straight pieces with sharp turns.
GlyphStroke corner(const cv::Point2f& from, RandomStream& random)
{
    GlyphStroke stroke {{from}, false};
    float angle = direction(random);
    const uint32_t pieces = 2 + random.below(2);
    for (uint32_t i = 0; i < pieces; ++i) {
        stroke.points.push_back(stroke.points.back() + towards(angle, random.uniform(.45f, 1.f)));
        const float side = random.below(2) == 0 ? 1.f : -1.f;
        angle += side * (random.below(2) == 0 ? pi / 2 : 3 * pi / 4);
    }
    return stroke;
}

GlyphStroke dot(const cv::Point2f& from, RandomStream& random)
{
    return {{from, from + towards(direction(random), .08f)}, false};
}

GlyphStroke drawn(const cv::Point2f& from, bool isFirst, RandomStream& random)
{
    const uint32_t kind = random.below(isFirst ? 20 : 21);
    if (kind < 6)
        return line(from, random);
    if (kind < 11)
        return arc(from, random);
    if (kind < 14)
        return hook(from, random);
    if (kind < 16)
        return wave(from, random);
    return kind < 20 ? corner(from, random) : dot(from, random);
}

/// Where the next stroke begins: at an end of an earlier one, on its way, or beside it.
cv::Point2f nextStart(const GlyphShape& shape, RandomStream& random)
{
    const auto way = traced(shape[random.below(uint32_t(shape.size()))]);
    const uint32_t kind = random.below(10);
    if (kind < 3)
        return way.front();
    if (kind < 5)
        return way.back();
    const cv::Point2f on = way[random.below(uint32_t(way.size()))];
    return kind < 9 ? on : on + towards(direction(random), .35f);
}

/// The smallest upright box around some points.
struct Extent
{
    cv::Point2f low {};
    cv::Point2f high {};

    float width() const { return high.x - low.x; }
    float height() const { return high.y - low.y; }
    float longer() const { return std::max(width(), height()); }
};

Extent extentOf(const std::vector<cv::Point2f>& points)
{
    Extent extent {points.front(), points.front()};
    for (const cv::Point2f& p : points) {
        extent.low = {std::min(extent.low.x, p.x), std::min(extent.low.y, p.y)};
        extent.high = {std::max(extent.high.x, p.x), std::max(extent.high.y, p.y)};
    }
    return extent;
}

/// Points at equal distances on the way of the pen.
std::vector<cv::Point2f> spaced(const GlyphStroke& stroke, float distance)
{
    const auto way = traced(stroke);
    std::vector<cv::Point2f> points;
    for (size_t i = 0; i + 1 < way.size(); ++i) {
        const float length = float(cv::norm(way[i + 1] - way[i]));
        const int pieces = std::max(1, int(std::lround(length / distance)));
        for (int k = 0; k < pieces; ++k)
            points.push_back(way[i] + (way[i + 1] - way[i]) * (float(k) / float(pieces)));
    }
    return points;
}

/// Moves and enlarges the whole so that its larger extent is [-1, 1].
void fill(GlyphShape& shape)
{
    std::vector<cv::Point2f> all;
    for (const GlyphStroke& stroke : shape)
        for (const cv::Point2f& point : traced(stroke))
            all.push_back(point);
    const Extent extent = extentOf(all);
    const cv::Point2f centre = (extent.low + extent.high) * .5f;
    for (GlyphStroke& stroke : shape)
        for (cv::Point2f& point : stroke.points)
            point = (point - centre) * (2 / std::max(extent.longer(), .1f));
}

/// Whether eyes tell a filled shape from others: it is more than a dash, not a scribble, and its
/// strokes do not run along each other.
bool isLegible(const GlyphShape& shape)
{
    if (shape.size() == 1 && shape.front().points.size() == 2)
        return false;
    constexpr float spacing = .1f;
    constexpr float near = .2f;
    constexpr float leastBreadth = .7f;
    constexpr float mostInk = 7.5f; // length of the pen's way
    std::vector<cv::Point2f> all;
    size_t crowded = 0;
    for (const GlyphStroke& stroke : shape) {
        const auto points = spaced(stroke, spacing);
        const size_t before = all.size();
        for (const cv::Point2f& p : points)
            crowded += std::any_of(all.begin(), all.begin() + std::ptrdiff_t(before),
                [&](const cv::Point2f& q) { return cv::norm(p - q) < near; });
        all.insert(all.end(), points.begin(), points.end());
    }
    const Extent extent = extentOf(all);
    return std::min(extent.width(), extent.height()) >= leastBreadth
        && float(all.size()) * spacing <= mostInk && crowded * 4 <= all.size();
}

GlyphShape scrawl(RandomStream& random)
{
    constexpr uint32_t strokesOf[] {1, 2, 2, 2, 2, 3, 3, 4};
    const uint32_t strokes = strokesOf[random.below(8)];
    GlyphShape shape;
    while (shape.size() < strokes) {
        const cv::Point2f from = shape.empty() ? cv::Point2f(0, 0) : nextStart(shape, random);
        shape.push_back(drawn(from, shape.empty(), random));
    }
    fill(shape);
    return shape;
}

} // namespace

GlyphShape glyphShape(uint64_t seed, int64_t glyphClass)
{
    RandomStream random({seed, Purpose::Glyph, uint64_t(glyphClass), 0});
    constexpr int mostTried = 200; // about every third is legible
    GlyphShape shape = scrawl(random);
    for (int tried = 1; tried < mostTried && !isLegible(shape); ++tried)
        shape = scrawl(random);
    return shape;
}

std::vector<cv::Point2f> traced(const GlyphStroke& stroke)
{
    const auto& points = stroke.points;
    if (!stroke.curved)
        return points;
    std::vector<cv::Point2f> way {points.front()};
    const auto at = [&](size_t i) { return points[std::min(i, points.size() - 1)]; };
    for (size_t i = 0; i + 1 < points.size(); ++i) {
        // Catmull-Rom through points i and i + 1.
        const cv::Point2f a = at(i == 0 ? 0 : i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
        for (int k = 1; k <= piecesPerSpan; ++k) {
            const float t = float(k) / piecesPerSpan;
            way.push_back(.5f
                * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * (t * t)
                    + (3 * b - a - 3 * c + d) * (t * t * t)));
        }
    }
    return way;
}

} // namespace hardlens

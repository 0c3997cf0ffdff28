#include "core/data/glyphs/glyph_painter.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr int scale = 4;        // canvas pixels per picture pixel: edges are smooth
constexpr int fractionBits = 4; // of a canvas pixel, in coordinates

/// How one hand differs from the model: turned, slanted, stretched, moved, and swaying.
class Hand
{
public:
    Hand(float deformation, RandomStream& random)
        : m_tremble(.15f * deformation)
        , m_sway(.22f * deformation)
    {
        const float angle = .52f * deformation * random.normal();
        const float slant = .42f * deformation * random.normal();
        const float width = 1 + .5f * deformation * random.uniform(-1, 1);
        const float height = 1 + .5f * deformation * random.uniform(-1, 1);
        const float c = std::cos(angle), s = std::sin(angle);
        m_x = {c * width, (c * slant - s) * height};
        m_y = {s * width, (s * slant + c) * height};
        const float reach = .46f * deformation;
        m_shift = {reach * random.uniform(-1, 1), reach * random.uniform(-1, 1)};
        m_phase = {random.uniform(0, 2 * pi), random.uniform(0, 2 * pi)};
    }

    void deform(GlyphShape& shape, RandomStream& random) const
    {
        for (GlyphStroke& stroke : shape)
            for (cv::Point2f& p : stroke.points) {
                p += cv::Point2f(random.normal(), random.normal()) * m_tremble;
                p += cv::Point2f(std::sin(2.2f * p.y + m_phase.x), std::sin(2.2f * p.x + m_phase.y))
                    * m_sway;
                p = cv::Point2f(m_x.dot(p), m_y.dot(p)) + m_shift;
            }
    }

private:
    float m_tremble = 0; // of every point on its own
    float m_sway = 0;    // of the whole, smoothly
    cv::Point2f m_x {}, m_y {}, m_shift {}, m_phase {};
};

/// Ink in [0, 1] per picture pixel.
cv::Mat inked(const GlyphShape& shape, int32_t size, float penWidth)
{
    const float reach = .34f * float(size * scale); // of the letter's half extent, canvas pixels
    const float middle = float(size * scale) / 2;
    cv::Mat canvas = cv::Mat::zeros(size * scale, size * scale, CV_8UC1);
    const int thickness = std::max(1, int(std::lround(penWidth * float(size * scale))));
    for (const GlyphStroke& stroke : shape) {
        std::vector<cv::Point> way;
        for (const cv::Point2f& p : traced(stroke))
            way.emplace_back(int(std::lround((middle + reach * p.x - .5f) * (1 << fractionBits))),
                int(std::lround((middle + reach * p.y - .5f) * (1 << fractionBits))));
        cv::polylines(
            canvas, std::vector {way}, false, cv::Scalar(255), thickness, cv::LINE_8, fractionBits);
    }
    cv::Mat small, ink;
    cv::resize(canvas, small, {size, size}, 0, 0, cv::INTER_AREA);
    small.convertTo(ink, CV_32FC1, 1. / 255);
    return ink;
}

} // namespace

Pixels paintGlyph(GlyphShape shape, int32_t size, float deformation, RandomStream random)
{
    const Hand hand(deformation, random);
    hand.deform(shape, random);
    const cv::Mat ink = inked(shape, size, random.uniform(.03f, .075f));
    const float paper = random.uniform(200, 250);
    const float dark = random.uniform(10, 90);
    const float grain = random.uniform(2, 14);
    Pixels pixels {.width = size, .height = size};
    pixels.rgb.reserve(size_t(size) * size_t(size) * 3);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const float value
                = paper + (dark - paper) * ink.at<float>(y, x) + grain * random.normal();
            pixels.rgb.insert(pixels.rgb.end(), 3, uint8_t(std::clamp(value + .5f, 0.f, 255.f)));
        }
    return pixels;
}

} // namespace hardlens

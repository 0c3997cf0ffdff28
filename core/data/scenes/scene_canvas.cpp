#include "core/data/scenes/scene_canvas.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int fractionBits = 4;
constexpr int shadowReach = 12; // canvas pixels

struct GroundPalette
{
    Colour dark {};
    Colour light {};
    Colour tint {};
};

const GroundPalette& groundPalette(int index)
{
    static const std::array<GroundPalette, 4> palettes {{
        {{62, 78, 44}, {112, 126, 70}, {92, 84, 52}},      // moss
        {{74, 58, 44}, {124, 100, 74}, {82, 86, 54}},      // soil
        {{146, 124, 92}, {196, 174, 134}, {150, 142, 96}}, // sand
        {{70, 78, 82}, {116, 124, 122}, {86, 98, 72}},     // slate
    }};
    return palettes[size_t(index) % palettes.size()];
}

/// Smooth noise in [0, 1]: a small random picture enlarged.
cv::Mat softNoise(const cv::Size& size, int cell, RandomStream& random)
{
    cv::Mat small(size.height / cell + 2, size.width / cell + 2, CV_32FC1);
    for (int y = 0; y < small.rows; ++y)
        for (int x = 0; x < small.cols; ++x)
            small.at<float>(y, x) = random.uniform();
    cv::Mat noise;
    cv::resize(small, noise, size, 0, 0, cv::INTER_CUBIC);
    return noise;
}

uint8_t byte(float value)
{
    return uint8_t(std::clamp(value, 0.f, 255.f));
}

/// Moves a pixel towards a colour. weight in [0, 255].
void blend(cv::Vec3b& pixel, const Colour& colour, float weight)
{
    const float w = weight / 255;
    for (int c = 0; c < 3; ++c)
        pixel[c] = byte(float(pixel[c]) + w * (colour[c] - float(pixel[c])) + .5f);
}

/// Grey values without structure, from one key: cheaper than a draw per pixel.
uint32_t grain(uint32_t x, uint32_t y, uint32_t key)
{
    uint32_t h = x * 0x9E3779B1u ^ y * 0x85EBCA77u ^ key;
    h ^= h >> 15;
    h *= 0x2C1B3C6Du;
    h ^= h >> 13;
    return h;
}

} // namespace

cv::Mat paintedGround(int palette, const cv::Size& size, RandomStream random)
{
    const GroundPalette& colours = groundPalette(palette);
    const cv::Size half(size.width / 2, size.height / 2);
    const cv::Mat wide = softNoise(half, 56, random);
    const cv::Mat middle = softNoise(half, 18, random);
    const cv::Mat fine = softNoise(half, 5, random);
    const cv::Mat tint = softNoise(half, 40, random);
    const uint32_t key = random.next();
    cv::Mat ground(half, CV_8UC3);
    for (int y = 0; y < half.height; ++y)
        for (int x = 0; x < half.width; ++x) {
            const float level = .5f * wide.at<float>(y, x) + .3f * middle.at<float>(y, x)
                + .2f * fine.at<float>(y, x);
            const float hue = std::clamp(1.6f * tint.at<float>(y, x) - .6f, 0.f, .7f);
            const float speck = float(grain(uint32_t(x), uint32_t(y), key) & 0xFF) / 255 - .5f;
            Colour colour = colours.dark + (colours.light - colours.dark) * level;
            colour += (colours.tint - colour) * hue;
            auto& pixel = ground.at<cv::Vec3b>(y, x);
            for (int c = 0; c < 3; ++c)
                pixel[c] = byte(colour[c] + 16 * speck);
        }
    cv::Mat large;
    cv::resize(ground, large, size, 0, 0, cv::INTER_LINEAR);
    return large;
}

SceneBrush::SceneBrush(cv::Mat& canvas, const SceneItem& item)
    : m_canvas(canvas)
    , m_item(item)
    , m_outlines(outlines(item))
{
    std::vector<cv::Point2f> all;
    for (const Outline& outline : m_outlines)
        all.insert(all.end(), outline.begin(), outline.end());
    const cv::Rect tight = cv::boundingRect(all);
    m_frame = {tight.x - shadowReach, tight.y - shadowReach, tight.width + 2 * shadowReach,
        tight.height + 2 * shadowReach};
    m_silhouette = cv::Mat::zeros(m_frame.size(), CV_8UC1);
    for (const Outline& outline : m_outlines)
        cv::fillPoly(
            m_silhouette, std::vector {fixed(outline)}, cv::Scalar(255), cv::LINE_AA, fractionBits);
    m_patch = cv::Mat(m_frame.size(), CV_8UC3, cv::Scalar(0, 0, 0));
}

std::vector<cv::Point> SceneBrush::fixed(const Outline& outline) const
{
    std::vector<cv::Point> points;
    points.reserve(outline.size());
    for (const cv::Point2f& p : outline)
        points.emplace_back(int(std::lround((p.x - .5f - float(m_frame.x)) * (1 << fractionBits))),
            int(std::lround((p.y - .5f - float(m_frame.y)) * (1 << fractionBits))));
    return points;
}

cv::Point2f SceneBrush::onPatch(const cv::Point2f& unit) const
{
    const float c = std::cos(m_item.angle) * m_item.radius;
    const float s = std::sin(m_item.angle) * m_item.radius;
    return m_item.centre + cv::Point2f(unit.x * c - unit.y * s, unit.x * s + unit.y * c);
}

void SceneBrush::fill(size_t outline, const Colour& colour, float relief)
{
    fillPatch(m_outlines.at(outline), colour, relief);
}

void SceneBrush::fillPatch(const Outline& outline, const Colour& colour, float relief)
{
    const auto points = fixed(outline);
    cv::Mat mask = cv::Mat::zeros(m_frame.size(), CV_8UC1);
    cv::fillPoly(mask, std::vector {points}, cv::Scalar(255), cv::LINE_AA, fractionBits);
    const cv::Rect tight = cv::boundingRect(outline);
    const cv::Point2f middle(float(tight.x) + float(tight.width) / 2 - float(m_frame.x),
        float(tight.y) + float(tight.height) / 2 - float(m_frame.y));
    const float reach = 2.f / float(std::max({tight.width, tight.height, 1}));
    for (int y = 0; y < mask.rows; ++y) {
        const uint8_t* weights = mask.ptr<uint8_t>(y);
        auto* row = m_patch.ptr<cv::Vec3b>(y);
        for (int x = 0; x < mask.cols; ++x) {
            if (weights[x] == 0)
                continue;
            const float u = (float(x) - middle.x) * reach;
            const float v = (float(y) - middle.y) * reach;
            const float light = 1 + relief * (.12f - .65f * u - .85f * v - .6f * (u * u + v * v));
            const bool untouched = row[x] == cv::Vec3b(0, 0, 0);
            blend(row[x], colour * std::max(light, .25f), untouched ? 255.f : float(weights[x]));
        }
    }
}

void SceneBrush::disc(const cv::Point2f& centre, float radius, const Colour& colour, float relief)
{
    const cv::Point2f middle = onPatch(centre);
    const float r = radius * m_item.radius;
    Outline outline;
    for (int i = 0; i < 20; ++i) {
        const float a = 2 * float(CV_PI) * float(i) / 20;
        outline.push_back(middle + cv::Point2f(r * std::cos(a), r * std::sin(a)));
    }
    fillPatch(outline, colour, relief);
}

void SceneBrush::line(
    const cv::Point2f& from, const cv::Point2f& to, float width, const Colour& colour)
{
    curve({from, to}, width, colour);
}

void SceneBrush::curve(const std::vector<cv::Point2f>& points, float width, const Colour& colour)
{
    Outline onCanvas;
    for (const cv::Point2f& p : points)
        onCanvas.push_back(onPatch(p));
    const int thickness = std::max(1, int(std::lround(width * m_item.radius)));
    cv::polylines(m_patch, std::vector {fixed(onCanvas)}, false,
        cv::Scalar(byte(colour[0]), byte(colour[1]), byte(colour[2])), thickness, cv::LINE_AA,
        fractionBits);
}

void SceneBrush::shine(const cv::Point2f& centre, float radius, float strength)
{
    const cv::Point2f middle = onPatch(centre) - cv::Point2f(m_frame.tl());
    const float r = radius * m_item.radius;
    const cv::Rect near
        = cv::Rect(int(middle.x - 2 * r), int(middle.y - 2 * r), int(4 * r) + 2, int(4 * r) + 2)
        & cv::Rect({}, m_frame.size());
    for (int y = near.y; y < near.br().y; ++y)
        for (int x = near.x; x < near.br().x; ++x) {
            const float d = float(cv::norm(cv::Point2f(float(x), float(y)) - middle)) / r;
            blend(m_patch.at<cv::Vec3b>(y, x), {255, 255, 255}, 255 * strength * std::exp(-d * d));
        }
}

void SceneBrush::finish()
{
    const cv::Rect onCanvas = m_frame & cv::Rect({}, m_canvas.size());
    if (onCanvas.empty())
        return;
    cv::Mat shadow;
    cv::blur(m_silhouette, shadow, {7, 7});
    const cv::Point drop(3, 4);
    for (int y = onCanvas.y; y < onCanvas.br().y; ++y)
        for (int x = onCanvas.x; x < onCanvas.br().x; ++x) {
            const cv::Point p(x - m_frame.x, y - m_frame.y);
            const cv::Point q = p - drop;
            auto& pixel = m_canvas.at<cv::Vec3b>(y, x);
            const int alpha = m_silhouette.at<uint8_t>(p);
            if (alpha < 255 && q.x >= 0 && q.y >= 0)
                blend(pixel, {12, 12, 10}, .5f * m_item.opacity * float(shadow.at<uint8_t>(q)));
            if (alpha > 0)
                blend(pixel, m_patch.at<cv::Vec3b>(p), m_item.opacity * float(alpha));
        }
}

} // namespace hardlens

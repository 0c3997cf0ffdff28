#include "core/data/scenes/scene_plan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

using Outline = std::vector<cv::Point2f>;
constexpr float pi = std::numbers::pi_v<float>;

/// A closed curve r(angle) about the origin.
template <typename Radius> Outline polar(int points, Radius radius)
{
    Outline outline;
    outline.reserve(size_t(points));
    for (int i = 0; i < points; ++i) {
        const float a = 2 * pi * float(i) / float(points);
        const float r = radius(a);
        outline.emplace_back(r * std::cos(a), r * std::sin(a));
    }
    return outline;
}

Outline ellipse(float x, float y, float rx, float ry)
{
    Outline outline = polar(28, [](float) { return 1.f; });
    for (cv::Point2f& p : outline)
        p = {x + p.x * rx, y + p.y * ry};
    return outline;
}

Outline lumpy(const SceneItem& item, float flatness)
{
    Outline outline = polar(36, [&](float a) {
        return .86f + .09f * std::cos(2 * a + 6 * item.form)
            + .05f * std::cos(3 * a + 17 * item.form);
    });
    for (cv::Point2f& p : outline)
        p.y *= flatness;
    return outline;
}

Outline leafOutline(float form)
{
    Outline outline;
    const float breadth = .36f + .16f * form;
    for (const float sign : {1.f, -1.f})
        for (int i = 0; i < 18; ++i) {
            const float x = sign * (-1 + float(i) / 9);
            const float width = breadth * std::pow(std::max(0.f, 1 - x * x), .8f) * (1 - .35f * x);
            outline.emplace_back(x, sign * width);
        }
    return outline;
}

std::vector<Outline> mushroomOutlines(float form)
{
    const float breadth = .82f + .18f * form;
    Outline cap;
    for (int i = 0; i <= 20; ++i) {
        const float a = pi * float(i) / 20;
        cap.emplace_back(-breadth * std::cos(a), .02f - .92f * std::sin(a));
    }
    for (int i = 1; i < 10; ++i) {
        const float a = pi * float(i) / 10;
        cap.emplace_back(breadth * std::cos(a), .02f + .14f * std::sin(a));
    }
    const float stalk = .22f + .1f * form;
    Outline foot {{-stalk, .05f}, {stalk, .05f}, {stalk * 1.15f, .7f}, {stalk * 1.3f, .92f},
        {stalk * .6f, 1.f}, {-stalk * .6f, 1.f}, {-stalk * 1.3f, .92f}, {-stalk * 1.15f, .7f}};
    return {std::move(foot), std::move(cap)};
}

std::vector<Outline> snailOutlines()
{
    Outline body {{-1.f, .62f}, {-.7f, .46f}, {-.2f, .36f}, {.45f, .34f}, {.6f, .1f}, {.68f, -.1f},
        {.86f, -.14f}, {.98f, .0f}, {1.f, .18f}, {.92f, .42f}, {.7f, .62f}, {.2f, .68f},
        {-.6f, .68f}};
    Outline shell = ellipse(-.1f, -.08f, .62f, .6f);
    Outline left {{.72f, -.1f}, {.66f, -.5f}, {.73f, -.52f}, {.82f, -.1f}};
    Outline right {{.82f, -.1f}, {.92f, -.5f}, {.99f, -.48f}, {.9f, -.08f}};
    return {std::move(body), std::move(shell), std::move(left), std::move(right)};
}

Outline bladeOutline(float form)
{
    Outline outline;
    const float bend = .6f * (form - .5f);
    for (const float sign : {1.f, -1.f})
        for (int i = 0; i < 10; ++i) {
            const float t = sign > 0 ? float(i) / 9 : 1 - float(i) / 9;
            outline.emplace_back(-1 + 2 * t, bend * (t * t * 2 - 1) + sign * .055f * (1 - t * t));
        }
    return outline;
}

std::vector<Outline> unitOutlines(const SceneItem& item)
{
    const float form = item.form;
    switch (item.thing) {
    case SceneThing::Flower: {
        const auto petals = float(5 + int(form * 4));
        return {polar(72, [&](float a) {
            return .58f + .42f * std::pow(std::abs(std::cos(a * petals / 2)), .7f);
        })};
    }
    case SceneThing::Ladybird:
        return {ellipse(-.12f, 0, .86f, .76f), ellipse(.68f, 0, .32f, .42f)};
    case SceneThing::Leaf:
        return {leafOutline(form)};
    case SceneThing::Mushroom:
        return mushroomOutlines(form);
    case SceneThing::Snail:
        return snailOutlines();
    case SceneThing::Berry:
        return {ellipse(0, 0, .95f, .9f)};
    case SceneThing::Stone:
        return {lumpy(item, .72f)};
    case SceneThing::Pebble:
        return {lumpy(item, .8f)};
    case SceneThing::Petal:
        return {ellipse(0, 0, 1, .45f)};
    case SceneThing::Twig:
        return {{{-1, -.05f}, {-.2f, -.04f}, {.15f, -.22f}, {.22f, -.19f}, {0, -.03f}, {1, .0f},
            {1, .05f}, {-.1f, .06f}, {-1, .06f}}};
    case SceneThing::Blade:
        return {bladeOutline(form)};
    }
    return {};
}

} // namespace

std::vector<Outline> outlines(const SceneItem& item)
{
    auto result = unitOutlines(item);
    const float c = std::cos(item.angle) * item.radius;
    const float s = std::sin(item.angle) * item.radius;
    for (Outline& outline : result)
        for (cv::Point2f& p : outline)
            p = item.centre + cv::Point2f(p.x * c - p.y * s, p.x * s + p.y * c);
    return result;
}

} // namespace hardlens

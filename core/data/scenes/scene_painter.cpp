#include "core/data/scenes/scene_painter.h"

#include "core/data/scenes/scene_canvas.h"

#include <opencv2/imgproc.hpp>

#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

Colour pick(const std::vector<Colour>& colours, int variant)
{
    return colours[size_t(variant) % colours.size()];
}

void paintFlower(SceneBrush& brush, const SceneItem& item)
{
    const Colour petal = pick({{238, 130, 166}, {247, 240, 232}, {176, 128, 222}, {250, 206, 76},
                                  {240, 112, 92}, {150, 170, 240}},
        item.variant);
    brush.fill(0, petal, .22f);
    const int petals = 5 + int(item.form * 4);
    for (int i = 0; i < petals; ++i) {
        const float a = 2 * pi * (float(i) + .5f) / float(petals);
        const float b = 2 * pi * float(i) / float(petals);
        brush.line({.2f * std::cos(a), .2f * std::sin(a)}, {.6f * std::cos(a), .6f * std::sin(a)},
            .05f, petal * .66f);
        brush.line({.3f * std::cos(b), .3f * std::sin(b)}, {.7f * std::cos(b), .7f * std::sin(b)},
            .025f, petal * .85f);
    }
    const bool yellow = item.variant % 6 == 3;
    brush.disc({0, 0}, .3f, yellow ? Colour {122, 74, 34} : Colour {244, 190, 52}, .3f);
    for (int i = 0; i < 6; ++i) {
        const float a = 2 * pi * float(i) / 6;
        brush.disc({.17f * std::cos(a), .17f * std::sin(a)}, .05f,
            yellow ? Colour {84, 50, 24} : Colour {196, 126, 30}, 0);
    }
}

void paintLadybird(SceneBrush& brush, const SceneItem& item)
{
    const Colour wing = pick({{216, 38, 30}, {226, 60, 28}, {200, 26, 34}}, item.variant);
    const Colour black {24, 20, 22};
    brush.fill(1, black, .2f);
    brush.fill(0, wing, .42f);
    brush.line({-.95f, 0}, {.7f, 0}, .07f, black);
    for (const float sign : {1.f, -1.f}) {
        brush.disc({.32f, sign * .36f}, .17f, black, 0);
        brush.disc({-.18f, sign * .46f}, .18f, black, 0);
        brush.disc({-.55f, sign * .26f}, .15f, black, 0);
        brush.disc({.78f, sign * .2f}, .1f, {244, 240, 228}, 0);
    }
    brush.shine({-.1f, -.1f}, .3f, .35f);
}

void paintLeaf(SceneBrush& brush, const SceneItem& item)
{
    const Colour leaf = pick({{104, 164, 58}, {72, 140, 66}, {150, 176, 62}, {204, 150, 48},
                                 {188, 92, 44}, {92, 152, 92}},
        item.variant);
    brush.fill(0, leaf, .24f);
    const Colour vein = leaf * 1.3f;
    brush.line({-.98f, 0}, {.95f, 0}, .045f, vein);
    const float breadth = .36f + .16f * item.form;
    for (const float x : {-.6f, -.28f, .04f, .36f})
        for (const float sign : {1.f, -1.f}) {
            const float reach = breadth * (1 - .8f * std::abs(x)) * .85f;
            brush.line({x, 0}, {x + .26f, sign * reach}, .022f, vein);
        }
}

void paintMushroom(SceneBrush& brush, const SceneItem& item)
{
    const Colour cap
        = pick({{156, 92, 50}, {186, 122, 66}, {128, 76, 48}, {196, 62, 44}, {170, 106, 58}},
            item.variant);
    brush.fill(0, {236, 222, 196}, .2f);
    brush.fill(1, cap, .36f);
    const float breadth = .82f + .18f * item.form;
    brush.line({-.9f * breadth, .07f}, {.9f * breadth, .07f}, .05f, cap * .6f);
    if (item.variant % 5 == 3)
        for (const cv::Vec3f& dot : {cv::Vec3f {-.4f, -.3f, .12f}, cv::Vec3f {.05f, -.6f, .14f},
                 cv::Vec3f {.42f, -.28f, .11f}, cv::Vec3f {-.02f, -.2f, .09f}})
            brush.disc({dot[0] * breadth, dot[1]}, dot[2], {248, 240, 226}, .1f);
    brush.shine({-.3f * breadth, -.55f}, .26f, .3f);
}

void paintSnail(SceneBrush& brush, const SceneItem& item)
{
    const Colour shell
        = pick({{206, 156, 92}, {176, 112, 74}, {222, 188, 128}, {150, 108, 94}}, item.variant);
    const Colour body {168, 148, 112};
    brush.fill(2, body * .9f, 0);
    brush.fill(3, body * .9f, 0);
    brush.fill(0, body, .2f);
    brush.fill(1, shell, .34f);
    std::vector<cv::Point2f> spiral;
    for (int i = 0; i <= 44; ++i) {
        const float t = float(i) / 44;
        const float a = pi * .1f + t * 4.6f * pi;
        const float r = .58f * (1 - .93f * t);
        spiral.emplace_back(-.1f + r * std::cos(a), -.08f + r * std::sin(a));
    }
    brush.curve(spiral, .055f, shell * .55f);
    brush.shine({-.3f, -.35f}, .16f, .35f);
    brush.disc({.7f, -.5f}, .06f, {40, 34, 30}, 0);
    brush.disc({.95f, -.49f}, .06f, {40, 34, 30}, 0);
}

void paintClutter(SceneBrush& brush, const SceneItem& item)
{
    switch (item.thing) {
    case SceneThing::Berry:
        brush.fill(0, pick({{206, 34, 34}, {222, 54, 36}, {188, 28, 40}}, item.variant), .42f);
        brush.disc({.05f, .0f}, .1f, {70, 44, 24}, 0);
        brush.shine({-.32f, -.35f}, .26f, .5f);
        return;
    case SceneThing::Stone:
        brush.fill(0, pick({{150, 104, 68}, {132, 92, 66}, {164, 124, 88}}, item.variant), .36f);
        brush.shine({-.25f, -.25f}, .3f, .18f);
        return;
    case SceneThing::Petal:
        brush.fill(0,
            pick(
                {{238, 150, 176}, {240, 232, 222}, {180, 142, 216}, {244, 208, 106}}, item.variant),
            .2f);
        brush.line({-.9f, 0}, {.7f, 0}, .06f, Colour(200, 140, 150));
        return;
    case SceneThing::Pebble:
        brush.fill(0, pick({{132, 130, 124}, {112, 108, 104}, {150, 142, 128}}, item.variant), .3f);
        return;
    case SceneThing::Twig:
        brush.fill(0, pick({{104, 76, 50}, {84, 62, 44}}, item.variant), .2f);
        return;
    default:
        brush.fill(0, pick({{92, 138, 60}, {112, 156, 70}, {76, 116, 56}}, item.variant), .15f);
        brush.line({-1, 0}, {-.2f, 0}, .02f, Colour(130, 172, 90));
    }
}

void paintItem(cv::Mat& canvas, SceneItem item)
{
    item.centre *= SceneBrush::scale;
    item.radius *= SceneBrush::scale;
    SceneBrush brush(canvas, item);
    switch (item.thing) {
    case SceneThing::Flower:
        paintFlower(brush, item);
        break;
    case SceneThing::Ladybird:
        paintLadybird(brush, item);
        break;
    case SceneThing::Leaf:
        paintLeaf(brush, item);
        break;
    case SceneThing::Mushroom:
        paintMushroom(brush, item);
        break;
    case SceneThing::Snail:
        paintSnail(brush, item);
        break;
    default:
        paintClutter(brush, item);
    }
    brush.finish();
}

} // namespace

Pixels paintScene(const ScenePlan& plan, int32_t width, int32_t height, const RandomKey& random)
{
    cv::Mat canvas = paintedGround(
        plan.ground, {width * SceneBrush::scale, height * SceneBrush::scale}, RandomStream(random));
    for (const SceneItem& item : plan.items)
        paintItem(canvas, item);
    Pixels pixels {.width = width, .height = height};
    pixels.rgb.resize(size_t(width) * size_t(height) * 3);
    cv::Mat target(height, width, CV_8UC3, pixels.rgb.data());
    cv::resize(canvas, target, target.size(), 0, 0, cv::INTER_AREA);
    return pixels;
}

} // namespace hardlens

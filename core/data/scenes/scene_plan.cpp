#include "core/data/scenes/scene_plan.h"

#include "core/basics/random.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr double leastVisible = 0.4;

/// Draws one scene. Sizes are for 240 pixels of height and scale with it.
class ScenePlanner
{
public:
    ScenePlanner(const ScenesOptions& options, RandomStream random)
        : m_random(random)
        , m_difficulty(float(options.difficulty))
        , m_unit(float(std::min(options.height, options.width * 3 / 4)) / 240)
        , m_width(float(options.width))
        , m_height(float(options.height))
    {
    }

    ScenePlan plan()
    {
        ScenePlan plan;
        plan.ground = int(m_random.below(4));
        const auto ladybirds = m_random.uniform() < .17f ? 1 + int(m_random.below(2)) : 0;
        const int objects = 8 + int(m_random.below(6)) - ladybirds;
        const auto lookAlikes = 2 + int(std::lround(m_difficulty * (4 + 4 * m_random.uniform())));
        add(plan, 4 + int(m_random.below(5)), SceneThing::Pebble);
        add(plan, int(m_random.below(3)), SceneThing::Twig);
        for (int i = 0; i < lookAlikes / 2; ++i)
            plan.items.push_back(clutter(lookAlike()));
        for (int i = 0; i < objects; ++i)
            plan.items.push_back(object(frequent()));
        for (int i = lookAlikes / 2; i < lookAlikes; ++i)
            plan.items.push_back(clutter(lookAlike()));
        add(plan, int(std::lround((2 + 8 * m_difficulty) * m_random.uniform())), SceneThing::Blade);
        for (int i = 0; i < ladybirds; ++i)
            plan.items.push_back(object(SceneThing::Ladybird));
        return plan;
    }

private:
    void add(ScenePlan& plan, int count, SceneThing thing)
    {
        for (int i = 0; i < count; ++i)
            plan.items.push_back(clutter(thing));
    }

    SceneThing frequent()
    {
        constexpr std::array things {SceneThing::Flower, SceneThing::Leaf, SceneThing::Mushroom,
            SceneThing::Snail, SceneThing::Leaf, SceneThing::Flower, SceneThing::Mushroom};
        return things[m_random.below(things.size())];
    }

    SceneThing lookAlike()
    {
        constexpr std::array things {
            SceneThing::Berry, SceneThing::Berry, SceneThing::Stone, SceneThing::Petal};
        return things[m_random.below(things.size())];
    }

    SceneItem item(SceneThing thing, float radius)
    {
        SceneItem item {.thing = thing, .radius = radius * m_unit};
        item.angle = m_random.uniform(0, 2 * pi);
        item.form = m_random.uniform();
        item.variant = int(m_random.below(64));
        return item;
    }

    SceneItem clutter(SceneThing thing)
    {
        float low = 3;
        float high = 8;
        if (thing == SceneThing::Berry)
            std::tie(low, high) = std::pair(6.f, 11.f); // as large as a ladybird
        else if (thing == SceneThing::Stone)
            std::tie(low, high) = std::pair(11.f, 26.f);
        else if (thing == SceneThing::Petal)
            std::tie(low, high) = std::pair(7.f, 14.f);
        else if (thing == SceneThing::Twig || thing == SceneThing::Blade)
            std::tie(low, high) = std::pair(28.f, 58.f);
        SceneItem result = item(thing, m_random.uniform(low, high));
        result.centre = {m_random.uniform(0, m_width), m_random.uniform(0, m_height)};
        if (thing == SceneThing::Blade)
            result.angle = -pi / 2 + .5f * m_random.normal();
        else if (thing == SceneThing::Stone || thing == SceneThing::Berry)
            result.angle = .3f * m_random.normal();
        result.opacity
            = thing == SceneThing::Pebble ? .8f : 1 - .3f * m_difficulty * m_random.uniform();
        return result;
    }

    SceneItem object(SceneThing thing)
    {
        const bool rare = thing == SceneThing::Ladybird;
        const float spread = .22f + .33f * m_difficulty;
        const float size = 22 * std::exp(spread * std::clamp(m_random.normal(), -2.f, 1.8f));
        // Radius 7.3 … 10.7 gives a longer side of 14 to 22 pixels, whatever the angle.
        SceneItem result = item(thing, rare ? m_random.uniform(7.3f, 10.7f) : std::max(size, 9.f));
        if (thing == SceneThing::Mushroom)
            result.angle = .25f * m_random.normal();
        else if (thing == SceneThing::Snail)
            result.angle = .2f * m_random.normal();
        // Some lose contrast, most do not.
        const float faded
            = m_random.uniform() < .15f + .35f * m_difficulty ? m_random.uniform() : 0.f;
        result.opacity = 1 - faded * (rare ? .35f : .75f) * m_difficulty;
        place(result);
        return result;
    }

    /// Tries to keep its distance; the more difficult, the less.
    void place(SceneItem& item)
    {
        const float apart = 1.05f - .35f * m_difficulty;
        const float margin = item.thing == SceneThing::Ladybird ? item.radius : .55f * item.radius;
        for (int attempt = 0; attempt < 24; ++attempt) {
            item.centre = {m_random.uniform(margin, m_width - margin),
                m_random.uniform(margin, m_height - margin)};
            const bool free
                = std::none_of(m_placed.begin(), m_placed.end(), [&](const SceneItem& other) {
                      return cv::norm(item.centre - other.centre)
                          < apart * (item.radius + other.radius) * .85f;
                  });
            // A ladybird may well sit on a leaf.
            if (free || item.thing == SceneThing::Ladybird)
                break;
        }
        m_placed.push_back(item);
    }

    RandomStream m_random;
    float m_difficulty = 0;
    float m_unit = 1;
    float m_width = 0;
    float m_height = 0;
    std::vector<SceneItem> m_placed {};
};

/// The silhouette in pixels, and how much of it there would be without the picture's border.
struct Silhouette
{
    cv::Rect frame {}; // within the picture
    cv::Mat mask {};   // of the frame, 0 or 255
    double area = 0;   // pixels
};

Silhouette silhouette(const SceneItem& item, const cv::Size& size)
{
    constexpr int fractionBits = 4;
    std::vector<cv::Point2f> all;
    const auto shapes = outlines(item);
    for (const auto& shape : shapes)
        all.insert(all.end(), shape.begin(), shape.end());
    cv::Rect whole = cv::boundingRect(all);
    whole = {whole.x - 1, whole.y - 1, whole.width + 2, whole.height + 2};
    cv::Mat mask = cv::Mat::zeros(whole.size(), CV_8UC1);
    for (const auto& shape : shapes) {
        std::vector<cv::Point> fixed;
        fixed.reserve(shape.size());
        // The centre of pixel i lies at i + .5.
        for (const cv::Point2f& p : shape)
            fixed.emplace_back(int(std::lround((p.x - .5f - float(whole.x)) * (1 << fractionBits))),
                int(std::lround((p.y - .5f - float(whole.y)) * (1 << fractionBits))));
        cv::fillPoly(mask, std::vector {fixed}, cv::Scalar(255), cv::LINE_8, fractionBits);
    }
    Silhouette result {.frame = whole & cv::Rect({}, size), .area = double(cv::countNonZero(mask))};
    if (!result.frame.empty())
        result.mask = mask(result.frame - whole.tl());
    return result;
}

/// From the front to the back: drops what is too hidden (by what stays), and bounds what is seen.
PlannedScene withVisibleOnly(const ScenePlan& plan, const cv::Size& size)
{
    PlannedScene result;
    result.plan.ground = plan.ground;
    cv::Mat taken = cv::Mat::zeros(size, CV_8UC1);
    for (auto item = plan.items.rbegin(); item != plan.items.rend(); ++item) {
        const Silhouette shape = silhouette(*item, size);
        if (shape.frame.empty())
            continue;
        cv::Mat behind = taken(shape.frame);
        if (isObject(item->thing)) {
            const cv::Mat seen = shape.mask & ~behind;
            if (cv::countNonZero(seen) < leastVisible * shape.area)
                continue;
            const cv::Rect bounds = cv::boundingRect(seen) + shape.frame.tl();
            result.objects.push_back(
                {Box {float(bounds.x), float(bounds.y), float(bounds.x + bounds.width),
                     float(bounds.y + bounds.height)},
                    1 + int32_t(item->thing), false});
        }
        behind |= shape.mask;
        result.plan.items.push_back(*item);
    }
    std::reverse(result.plan.items.begin(), result.plan.items.end());
    std::reverse(result.objects.begin(), result.objects.end());
    return result;
}

} // namespace

PlannedScene planScene(const ScenesOptions& options, bool isTest, int64_t index)
{
    const RandomKey key {options.seed, Purpose::Scene, uint64_t(index), isTest ? 1u : 0u};
    return withVisibleOnly(
        ScenePlanner(options, RandomStream(key)).plan(), {options.width, options.height});
}

} // namespace hardlens

#include "core/data/scenes/scenes.h"

#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/basics/random.h"
#include "core/data/scenes/scene_painter.h"

#include <iomanip>

namespace hardlens {

namespace {

template <typename T> void requireIn(const char* key, const T& value, const T& low, const T& high)
{
    if (!(value >= low && value <= high))
        throw ConfigError(
            concat("scenes.", key, " = ", value, ": must be in [", low, ", ", high, "]"));
}

/// What the picture is made of. The number is of the procedure: raise it when the same options give
/// another picture.
uint64_t contentIdOf(const ScenesOptions& options, bool isTest, int64_t index)
{
    constexpr int procedure = 1;
    return contentHash(
        concat("scene ", procedure, " ", options.seed, " ", isTest ? "test " : "train ", index, " ",
            options.width, "x", options.height, " ", std::setprecision(17), options.difficulty));
}

std::vector<AnnotatedPicture> planned(const ScenesOptions& options, bool isTest)
{
    const int64_t count = isTest ? options.test : options.train;
    std::vector<AnnotatedPicture> pictures;
    pictures.reserve(size_t(count));
    for (int64_t i = 0; i < count; ++i) {
        AnnotatedPicture picture;
        picture.reference = {.contentId = contentIdOf(options, isTest, i),
            .name = concat(isTest ? "test-" : "scene-", std::setw(4), std::setfill('0'), i),
            .width = options.width,
            .height = options.height,
            .index = i,
            .isTest = isTest};
        picture.objects = planScene(options, isTest, i).objects;
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

} // namespace

void ScenesOptions::validate() const
{
    requireIn<int64_t>("train", train, 1, 1000000);
    requireIn<int64_t>("test", test, 0, 1000000);
    requireIn<int32_t>("width", width, 64, 4096);
    requireIn<int32_t>("height", height, 64, 4096);
    requireIn<double>("difficulty", difficulty, 0, 1);
}

DetectionData makeScenes(const ScenesOptions& options)
{
    options.validate();
    DetectionData data;
    data.name = "scenes";
    data.classNames = {"background", "flower", "ladybird", "leaf", "mushroom", "snail"};
    data.train = planned(options, false);
    data.test = planned(options, true);
    data.load = [options](const AnnotatedPicture& picture) {
        const PictureReference& reference = picture.reference;
        const auto scene = planScene(options, reference.isTest, reference.index);
        return paintScene(scene.plan, options.width, options.height,
            {options.seed, Purpose::Scene, uint64_t(reference.index), reference.isTest ? 3u : 2u});
    };
    return data;
}

} // namespace hardlens

#pragma once

#include "core/basics/error.h"
#include "core/data/detection_data.h"

#include <atomic>
#include <set>

namespace hardlens {

/// Pictures of 64 x 48 pixels, each of one bright block on grey, whose place depends on the index.
inline std::shared_ptr<DetectionData> plainData(int64_t train, int64_t test = 0,
    std::set<int64_t> broken = {}, std::shared_ptr<std::atomic<int>> loads = {})
{
    auto data = std::make_shared<DetectionData>();
    data->name = "plain";
    data->classNames = {"background", "block"};
    for (const bool isTest : {false, true})
        for (int64_t i = 0; i < (isTest ? test : train); ++i) {
            AnnotatedPicture picture;
            picture.reference = {.contentId = uint64_t(i * 2 + isTest + 100),
                .name = concat(isTest ? "test" : "train", i),
                .width = 64,
                .height = 48,
                .index = i,
                .isTest = isTest};
            const auto x = float(i % 40);
            picture.objects = {{Box {x, 10, x + 20, 30}, 1, false}};
            (isTest ? data->test : data->train).push_back(picture);
        }
    data->load = [broken = std::move(broken), loads](const AnnotatedPicture& picture) {
        if (loads)
            ++*loads;
        if (!picture.reference.isTest && broken.contains(picture.reference.index))
            throw DataError(picture.reference.name + ": broken");
        Pixels pixels {.width = 64, .height = 48, .rgb = std::vector<uint8_t>(64 * 48 * 3, 90)};
        const auto left = int(picture.objects.front().box.x1);
        for (int y = 10; y < 30; ++y)
            for (int x = left; x < left + 20; ++x)
                pixels.rgb[size_t(y * 64 + x) * 3] = 250;
        return pixels;
    };
    return data;
}

} // namespace hardlens

#pragma once

#include "core/basics/random.h"
#include "core/training/step_batch.h"
#include "core/training/target_normalisation.h"

namespace hardlens::test {

/// A noise picture with two objects and `rois` RoIs, some of which lie on the objects.
inline Sample madeUpSample(
    uint64_t seed, int32_t width, int32_t height, int64_t rois, bool flipped = false)
{
    RandomStream random({.seed = seed, .purpose = Purpose::Scene});
    Sample sample;
    sample.picture = {.contentId = seed,
        .name = "made-up",
        .width = width,
        .height = height,
        .index = 0,
        .flipped = flipped};
    sample.width = width;
    sample.height = height;
    sample.rgb.resize(size_t(width) * size_t(height) * 3);
    for (uint8_t& v : sample.rgb)
        v = uint8_t(random.below(256));
    const auto box = [&](float side) {
        const float x = random.uniform(0, float(width) - side - 1),
                    y = random.uniform(0, float(height) - side - 1);
        return Box {x, y, x + side, y + side};
    };
    sample.objects = {{box(24), 1, false}, {box(36), 2, false}};
    for (int64_t i = 0; i < rois; ++i) {
        Box b = box(random.uniform(12, 48));
        if (i % 4 == 0) {
            b = sample.objects[size_t(i / 4 % 2)].box;
            b.x2 += random.uniform(0, 4);
            b.y2 += random.uniform(0, 4);
        }
        sample.rois.push_back(b);
        sample.proposal.push_back(int32_t(i));
    }
    return sample;
}

inline StepBatch madeUpBatch(uint64_t seed, int64_t pictures, int64_t rois)
{
    std::vector<Sample> samples;
    for (int64_t i = 0; i < pictures; ++i)
        samples.push_back(madeUpSample(seed + uint64_t(i), 96, 80, rois, i % 2 == 1));
    return makeStepBatch(std::move(samples), .5, fixedNormalisation(3));
}

} // namespace hardlens::test

#pragma once

#include "core/analysis/average_precision.h"
#include "core/basics/random.h"
#include "core/records/evaluated_detections.h"
#include "tests/widgets/roi/made_up_step.h"

namespace hardlens::test {

struct MadeUpEvaluation
{
    std::shared_ptr<const Evaluation> evaluation {};
    std::shared_ptr<const EvaluatedDetections> detections {};
};

inline MadeUpEvaluation evaluated(EvaluatedDetections all, int64_t step = 412)
{
    all.step = step;
    all = groupedByPicture(std::move(all));
    Evaluation evaluation = evaluateDetections(all.detections, all.objects, bloodClasses(), {});
    evaluation.step = step;
    evaluation.pictures = int64_t(all.pictures.size());
    return {std::make_shared<const Evaluation>(std::move(evaluation)),
        std::make_shared<const EvaluatedDetections>(std::move(all))};
}

/// Three pictures of 100 x 80 pixels: "good" with one object found at .9, "blind" with two objects
/// of class 1 and one of class 2, of which one is found at .4, "busy" with two false ones at .8 and
/// .6, the second of class 2.
inline EvaluatedDetections threePictures()
{
    EvaluatedDetections all;
    for (const char* name : {"good", "blind", "busy"})
        all.pictures.push_back({.contentId = all.pictures.size() + 1,
            .name = name,
            .width = 100,
            .height = 80,
            .index = int64_t(all.pictures.size()),
            .isTest = true});
    all.objects = {{.picture = 0, .label = 1, .box = {10, 10, 40, 40}},
        {.picture = 1, .label = 1, .box = {10, 10, 40, 40}},
        {.picture = 1, .label = 1, .box = {50, 10, 80, 40}},
        {.picture = 1, .label = 2, .box = {50, 50, 80, 70}}};
    all.detections = {{0, 1, .9f, {10, 10, 40, 40}}, {1, 1, .4f, {10, 10, 40, 40}},
        {2, 1, .8f, {10, 10, 40, 40}}, {2, 2, .6f, {50, 10, 80, 40}}};
    return all;
}

/// As a half-trained detector leaves them: most objects found, some twice, some badly, some called
/// another class, and boxes on nothing.
inline EvaluatedDetections madeUpDetections(int64_t pictures, int extra, bool annotated = false)
{
    EvaluatedDetections all;
    RandomStream random({.seed = 11});
    MadeUpOptions options {.rois = 0, .annotated = annotated};
    for (int64_t i = 0; i < pictures; ++i) {
        options.seed = uint64_t(i / 4) + 7;
        PictureRecord picture = madeUpPicture(int(i % 4), options);
        picture.picture.index = i;
        picture.picture.isTest = true;
        all.pictures.push_back(picture.picture);
        const auto add = [&](int32_t label, float score, const Box& o, float shift) {
            const float dx = shift * o.width() * random.normal();
            const float dy = shift * o.height() * random.normal();
            all.detections.push_back({i, label, std::clamp(score, .02f, .999f),
                clipped({o.x1 + dx, o.y1 + dy, o.x2 + dx, o.y2 + dy}, 640, 480)});
        };
        for (const GroundTruth& object : picture.groundTruth) {
            all.objects.push_back({.picture = i,
                .label = object.label,
                .box = object.box,
                .difficult = object.ignored});
            if (random.uniform() < .85f)
                add(random.uniform() < .1f ? 1 + object.label % 3 : object.label,
                    .75f + .2f * random.normal(), object.box, .06f);
            if (random.uniform() < .3f)
                add(object.label, .3f + .2f * random.normal(), object.box, .2f);
        }
        for (int k = 0; k < extra; ++k) {
            const Box box = madeUpBox(random, picture.groundTruth, 640, 480);
            add(1 + int32_t(random.below(3)), .9f * std::pow(random.uniform(), 3.f), box, 0);
        }
    }
    return all;
}

} // namespace hardlens::test

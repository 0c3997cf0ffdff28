#pragma once

#include "tests/support/made_up_step.h"

#include <limits>

namespace hardlens::test {

inline const float none = std::numeric_limits<float>::quiet_NaN();

inline Evaluation madeUpEvaluation()
{
    Evaluation e {.step = 300,
        .wallSeconds = 31.25,
        .trainSeconds = 28.5,
        .seconds = 1.5,
        .pictures = 100,
        .meanAveragePrecision = .5,
        .meanElevenPoint = none};
    e.classes.push_back({.name = "snail",
        .averagePrecision = .75,
        .elevenPoint = .7,
        .objects = 2,
        .detections = 3,
        .recall = {.5f, .5f, 1},
        .precision = {1, .5f, 2 / 3.f},
        .scores = {.9f, .8f, .1f}});
    e.classes.push_back({.name = "absent", .averagePrecision = none});
    return e;
}

inline EvaluatedDetections madeUpDetections()
{
    EvaluatedDetections e {.step = 300};
    e.pictures = {madeUpPicture(1), madeUpPicture(2)};
    e.detections = {{0, 1, .9f, {1, 2, 3, 4}}, {0, 2, .1f, {}}, {1, 1, none, {.5f, 0, 9, 9}}};
    e.objects = {{0, 1, {1, 2, 3, 5}}, {1, 2, {0, 0, 9, 9}, true, true, 12.5}};
    return e;
}

inline RunHeader madeUpHeader()
{
    return {.dataName = "scenes",
        .dataPath = "/data/größe",
        .data
        = {.layout = "PASCAL VOC", .objects = 7, .classes = {{"snail", 7}}, .forecast = "little"},
        .classNames = {"background", "snail", ""},
        .trainPictures = 400,
        .testPictures = 2,
        .test = {madeUpPicture(1), madeUpPicture(3)},
        .seed = ~uint64_t {0},
        .threads = 2,
        .device = "CPU",
        .remarks = {"a.xml:17: x2 = 3"}};
}

inline const Event control {.kind = EventKind::Control,
    .step = 12,
    .wallSeconds = 1.5,
    .trainSeconds = 1.25,
    .text = "NMS IoU 0.7 → off",
    .key = "mining.nmsIou",
    .from = "0.7",
    .to = "off",
    .value = "false"};

} // namespace hardlens::test

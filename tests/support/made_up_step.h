#pragma once

#include "core/geometry/iou.h"
#include "core/records/published.h"
#include "core/records/shortened_roi.h"
#include "tests/support/made_up_record.h"

#include <cmath>

namespace hardlens::test {

/// What made-up steps look like.
struct StepShape
{
    int pictures = 2;
    int rois = 1000; // per picture
    int classes = 6; // background included
    MiningConfig mining {};
    bool withLosses = true;
    int64_t step = 1;
};

inline constexpr float madeUpWidth = 500, madeUpHeight = 375;

inline PictureReference madeUpPicture(uint64_t id)
{
    return {.contentId = id,
        .name = "picture " + std::to_string(id) + ".jpg",
        .width = int32_t(madeUpWidth),
        .height = int32_t(madeUpHeight),
        .index = int64_t(id % 100),
        .isTest = id % 2 == 1,
        .flipped = id % 3 == 0,
        .scale = .853333f};
}

inline Box madeUpBox(RandomStream& random)
{
    const float x = float(random.below(400)), y = float(random.below(300));
    return {x, y, x + 20 + float(random.below(80)), y + 20 + float(random.below(55))};
}

/// Objects, and RoIs of which every third lies about one of them.
inline void addMadeUpPicture(RandomStream& random, const StepShape& shape, PictureRecord& picture)
{
    picture.groundTruth.resize(1 + random.below(4));
    for (GroundTruth& object : picture.groundTruth)
        object = {madeUpBox(random), 1 + int32_t(random.below(uint32_t(shape.classes - 1))),
            random.below(8) == 0};
    for (int i = 0; i < shape.rois; ++i) {
        RoiRecord roi {.proposal = i, .box = madeUpBox(random)};
        if (i % 3 == 0) {
            roi.box = picture.groundTruth[random.below(uint32_t(picture.groundTruth.size()))].box;
            roi.box.x2 += float(random.below(30));
            roi.box.y1 -= std::min(roi.box.y1, float(random.below(30)));
        }
        std::vector<Box> objects;
        for (const GroundTruth& object : picture.groundTruth)
            objects.push_back(object.box);
        const Match match = bestMatches(std::span(&roi.box, 1), objects).front();
        roi.matched = match.index;
        roi.iou = match.iou;
        if (match.iou >= .5f)
            roi.label = picture.groundTruth[size_t(match.index)].ignored
                ? ignoredLabel
                : picture.groundTruth[size_t(match.index)].label;
        picture.rois.push_back(roi);
    }
}

/// What a network believes that is right most of the time: a softmax of noise with a preference.
inline void believe(RandomStream& random, const StepShape& shape, RoiRecord& roi)
{
    std::vector<std::pair<float, int32_t>> classes;
    double sum = 0;
    for (int k = 0; k < shape.classes; ++k) {
        const float logit = random.normal() + (k == std::max(0, roi.label) ? 4.f : 0.f);
        classes.push_back({std::exp(logit), k});
        sum += double(classes.back().first);
    }
    for (auto& [probability, k] : classes)
        probability = float(double(probability) / sum);
    roi.probability = classes[size_t(std::max(0, roi.label))].first;
    std::sort(classes.rbegin(), classes.rend());
    for (size_t k = 0; k < roi.top.size(); ++k)
        roi.top[k] = k < classes.size() ? ClassBelief {classes[k].second, classes[k].first}
                                        : ClassBelief {-1, 0};
    roi.decoded = {roi.box.x1 + 5 * random.normal(), roi.box.y1 + 5 * random.normal(),
        roi.box.x2 + 5 * random.normal(), roi.box.y2 + 5 * random.normal()};
    roi.decoded = clipped(roi.decoded, madeUpWidth, madeUpHeight);
    roi = shortened(roi);
    if (!shape.withLosses)
        return;
    roi.classLoss = -std::log(roi.probability);
    roi.boxLoss = roi.label > 0 ? random.uniform() : 0.f;
}

/// A step as a trainer makes it, of made-up pictures and beliefs; the choice is the one that its
/// settings make.
inline Step madeUpStep(uint64_t seed, const StepShape& shape = {})
{
    RandomStream random({.seed = seed, .purpose = Purpose::Scene});
    Step step;
    const auto number = [&](double most) { return double(random.uniform()) * most; };
    step.header = {.step = shape.step,
        .epoch = shape.step / 100,
        .wallSeconds = double(shape.step) * .1 + number(.01),
        .picturesSeen = shape.step * shape.pictures,
        .roisSeen = shape.step * shape.pictures * shape.rois,
        .pixelsSeen = shape.step * 307200,
        .learningRate = .001,
        .bytesPeak = int64_t(random.below(1u << 30)),
        .bytesHeld = 123456789,
        .phases = {.backbone = number(40),
            .readOnly = number(30),
            .select = number(1),
            .learn = number(90),
            .update = number(5),
            .record = number(1)}};
    DetectionStep body {.mining = shape.mining,
        .key = {.seed = seed, .step = uint64_t(shape.step)},
        .hasLosses = shape.withLosses};
    body.mining.picturesPerStep = std::max(1, shape.pictures);
    for (int p = 0; p < shape.pictures; ++p) {
        PictureRecord picture {.picture = madeUpPicture(seed * 10 + uint64_t(p))};
        addMadeUpPicture(random, shape, picture);
        for (RoiRecord& roi : picture.rois)
            believe(random, shape, roi);
        body.pictures.push_back(std::move(picture));
    }
    body = withSelection(body, body.mining, chooseAgain(body, body.mining, body.key));
    for (PictureRecord& picture : body.pictures)
        for (RoiRecord& roi : picture.rois)
            if (roi.decision.fate == Fate::Selected) {
                roi.learnedClassLoss = roi.classLoss;
                roi.learnedBoxLoss = roi.boxLoss;
            }
    step.body = std::move(body);
    return step;
}

} // namespace hardlens::test

#pragma once

#include "core/basics/random.h"
#include "core/mining/selection.h"

#include <vector>

namespace hardlens::test {

/// RoI columns that own their values.
struct RoiTable
{
    std::vector<int64_t> firstOfPicture {0};
    std::vector<Box> boxes {};
    std::vector<int32_t> labels {};
    std::vector<float> ious {}, classLosses {}, boxLosses {}, probabilities {};

    RoiCandidates candidates() const
    {
        return {firstOfPicture, boxes, labels, ious, classLosses, boxLosses, probabilities};
    }

    RoiCandidates withoutLosses() const
    {
        return {firstOfPicture, boxes, labels, ious, {}, {}, {}};
    }

    size_t size() const { return boxes.size(); }
    size_t pictures() const { return firstOfPicture.size() - 1; }

    void add(const Box& box, int32_t label, float iou, float classLoss, float boxLoss = 0,
        float probability = .5f)
    {
        boxes.push_back(box);
        labels.push_back(label);
        ious.push_back(iou);
        classLosses.push_back(classLoss);
        boxLosses.push_back(boxLoss);
        probabilities.push_back(probability);
    }

    void endPicture() { firstOfPicture.push_back(int64_t(boxes.size())); }
};

/// Pictures with the given numbers of RoIs, which crowd so that NMS has work. `lossLevels` > 0
/// makes that many different losses (ties); 0: as good as unique.
inline RoiTable madeUpRois(
    uint64_t seed, const std::vector<int>& perPicture, uint32_t lossLevels = 0)
{
    RoiTable table;
    RandomStream random({.seed = seed, .purpose = Purpose::Scene});
    for (const int count : perPicture) {
        for (int i = 0; i < count; ++i) {
            const float x = float(random.below(120)), y = float(random.below(90));
            const Box box {
                x, y, x + 20 + float(random.below(30)), y + 20 + float(random.below(30))};
            const bool foreground = random.below(4) == 0;
            const float classLoss
                = lossLevels ? float(random.below(lossLevels)) * .25f : random.uniform() * 4;
            table.add(box, foreground ? 1 + int32_t(random.below(3)) : 0,
                foreground ? random.uniform(.5f, 1.f) : random.uniform(0.f, .5f), classLoss,
                foreground && !lossLevels ? random.uniform() : 0.f, random.uniform());
        }
        table.endPicture();
    }
    return table;
}

/// One picture in which RoIs 0 and 1 are nearly the same, 2 and 3 too, and 4 stands alone. RoIs i
/// and i + 1 of a pair overlap by 90 / 110 = .818.
inline RoiTable twoPairs()
{
    RoiTable table;
    table.add({0, 0, 10, 10}, 1, .8f, 2, 1);         // 3
    table.add({1, 0, 11, 10}, 0, .4f, 4, 0);         // 4
    table.add({50, 0, 60, 10}, 0, .2f, 1, 0);        // 1
    table.add({51, 0, 61, 10}, 0, .1f, .5f, 0);      // .5
    table.add({100, 0, 110, 10}, 2, .6f, .1f, 1.9f); // 2
    table.endPicture();
    return table;
}

} // namespace hardlens::test

#pragma once

#include "core/basics/random.h"
#include "widgets/hardness/hardest_view.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>

namespace hardlens::test {

/// Rows of a run that never happened: most become easy, every 40th object does not.
inline std::shared_ptr<const HardestRows> madeUpHardness(int pictures, int objectsEach)
{
    RandomStream random({.seed = 5});
    auto rows = std::make_shared<HardestRows>();
    const auto fill = [&](HardnessRow& row, bool hard) {
        row.visits = 4 + int64_t(random.below(40));
        row.rois = row.visits * (row.of == HardnessOf::Object ? 9 : 500);
        row.staysHard = hard;
        const double start = 1.2 + double(random.uniform());
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < 24; ++i) {
            const double value
                = start * (hard ? 0.95 : std::exp(-i / 8.0)) + 0.06 * double(random.normal());
            const bool absent = random.uniform() < 0.15F;
            row.curve.push_back(
                absent ? std::numeric_limits<float>::quiet_NaN() : float(std::abs(value)));
            if (absent)
                continue;
            sum += std::abs(value);
            ++seen;
            row.latestLoss = row.curve.back();
        }
        row.meanLoss = float(sum / seen);
        row.selected = int64_t(double(row.rois) * std::min(0.9, double(row.meanLoss) * 0.2));
    };
    for (int i = 0; i < pictures; ++i) {
        HardnessRow picture {.of = HardnessOf::Picture,
            .name = "BloodImage_0" + std::to_string(10000 + i).substr(1),
            .picture = {.contentId = uint64_t(i + 1), .width = 640, .height = 480}};
        picture.picture.name = picture.name;
        fill(picture, false);
        rows->pictures.push_back(picture);
        for (int k = 0; k < objectsEach; ++k) {
            HardnessRow object = {.of = HardnessOf::Object,
                .name = "RBC " + std::to_string(k + 1) + " of " + picture.name,
                .picture = picture.picture,
                .object = k,
                .box = {80.F + 90.F * float(k), 60.F + 50.F * float(k), 190.F + 90.F * float(k),
                    170.F + 50.F * float(k)},
                .label = 1};
            fill(object, (i * objectsEach + k) % 40 == 3);
            rows->objects.push_back(object);
        }
    }
    const char* names[] = {"background", "RBC", "WBC", "Platelets"};
    for (int32_t label = 0; label < 4; ++label) {
        HardnessRow row {.of = HardnessOf::Class, .name = names[label], .label = label};
        fill(row, false);
        rows->classes.push_back(row);
    }
    return rows;
}

} // namespace hardlens::test

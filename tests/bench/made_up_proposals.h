#pragma once

#include "core/basics/random.h"
#include "core/geometry/box.h"

#include <vector>

namespace hardlens::bench {

/// Boxes as proposals come: clustered around objects, many sizes; 800 × 600 pixels.
inline std::vector<Box> madeUpProposals(int64_t n)
{
    RandomStream random({.seed = 11, .purpose = Purpose::Proposals, .step = uint64_t(n)});
    std::vector<Box> boxes;
    while (int64_t(boxes.size()) < n) {
        const float side = random.uniform(30, 300), x = random.uniform(0, 800 - side),
                    y = random.uniform(0, 600 - side * .75f);
        for (int i = 0; i < 12 && int64_t(boxes.size()) < n; ++i) {
            const float dx = side * .12f * random.normal(), dy = side * .12f * random.normal();
            boxes.push_back(clipped({x + dx, y + dy, x + dx + side * random.uniform(.8f, 1.2f),
                                        y + dy + side * random.uniform(.6f, 1.f)},
                800, 600));
        }
    }
    return boxes;
}

} // namespace hardlens::bench

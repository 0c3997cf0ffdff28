#pragma once

#include "core/records/detection.h"
#include "core/records/picture.h"

#include <span>
#include <vector>

namespace hardlens {

/// What an evaluation found in the test pictures, beside what there was to find.
struct EvaluatedDetections
{
    int64_t step = 0;                          // of its Evaluation
    std::vector<PictureReference> pictures {}; // what the `picture` of the others counts, from 0
    std::vector<Detection> detections {};      // by picture, within one by falling score, NaN last
    std::vector<TestObject> objects {};        // by picture, within one as annotated

    /// Of one picture; empty where there are none.
    std::span<const Detection> detectionsOf(int64_t picture) const;
    std::span<const TestObject> objectsOf(int64_t picture) const;
};

/// The same in the order that an EvaluatedDetections has; detections of equal score stay in the
/// order given. Throws std::invalid_argument where something is of a picture that is not there.
EvaluatedDetections groupedByPicture(EvaluatedDetections evaluated);

} // namespace hardlens

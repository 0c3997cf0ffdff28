#pragma once

#include "core/records/embedding_step.h"

#include <cmath>

namespace hardlens::test {

/// Class 0 at 0 and 30 degrees, class 1 at 90, class 2 at 150. Nothing is drawn yet.
inline EmbeddingStep onTheCircle()
{
    EmbeddingStep step;
    step.dimension = 2;
    step.labels = {0, 0, 1, 2};
    step.pictures.resize(4);
    for (const double degrees : {0., 30., 90., 150.}) {
        step.embeddings.push_back(float(std::cos(degrees * M_PI / 180)));
        step.embeddings.push_back(float(std::sin(degrees * M_PI / 180)));
    }
    step.key = {.seed = 5};
    return step;
}

} // namespace hardlens::test

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hardlens {

/// Average precision of one class over the test pictures.
struct ClassPrecision
{
    std::string name {};
    double averagePrecision = 0; // all-point area under the monotone envelope, in [0, 1]; NaN: no objects
    double elevenPoint = 0;      // VOC07's 11-point form
    int64_t objects = 0;         // that count (difficult ones do not)
    int64_t detections = 0;
    std::vector<float> recall {};    // one per detection, falling score
    std::vector<float> precision {};
    std::vector<float> scores {};    // of those detections
};

/// The test pictures scored with the weights after `step`.
struct Evaluation
{
    int64_t step = 0;
    double wallSeconds = 0;
    double trainSeconds = 0;    // spent in steps before it
    double seconds = 0;         // what it took
    int64_t pictures = 0;
    double iouThreshold = 0.5;
    double meanAveragePrecision = 0; // over the classes that have objects
    double meanElevenPoint = 0;
    std::vector<ClassPrecision> classes {};
};

} // namespace hardlens

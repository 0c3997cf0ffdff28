#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hardlens {

/// What a data set holds, as it greets whoever opened it. What is wrong with it one by one stands
/// in the run's remarks.
struct DataSummary
{
    struct ClassCount
    {
        std::string name {};
        int64_t objects = 0; // annotated
    };

    std::string layout {}; // "PASCAL VOC: Annotations/*.xml …"; empty for built-in data
    int64_t trainPictures = 0;
    int64_t testPictures = 0;
    int64_t picturesLeftOut = 0;
    int64_t objects = 0;                // annotated, before anything is dropped
    int64_t dropped = 0;                // objects that cannot be used
    int64_t clipped = 0;                // boxes that reached beyond their pictures
    std::vector<ClassCount> classes {}; // by falling number of objects, those without any last
    int64_t problems = 0;               // and remarks
    bool unreadable = false;            // a file could not be read, or not to its end
    double proposalSeconds = 0; // about what finding all proposals takes, once, on all cores here
    std::string forecast {};    // what a short training may be expected to reach, in sentences
};

} // namespace hardlens

#pragma once

#include "core/geometry/box.h"

#include <cstdint>

namespace hardlens {

/// A predicted box.
struct Detection
{
    int64_t picture = 0;
    int32_t label = 0; // class, from 1
    float score = 0;
    Box box {};
};

/// An annotated object of the test pictures.
struct TestObject
{
    int64_t picture = 0;
    int32_t label = 0;
    Box box {};
    /// Neither found nor missed: a detection that matches it does not count at all.
    bool difficult = false;
    /// Many objects in one box: as difficult, and any number of detections may lie on it.
    bool crowd = false;
    /// Of its outline, in pixels, where that is annotated; negative: that of its box.
    double area = -1;

    /// Whether it is there to be found.
    bool counts() const { return !difficult && !crowd; }
};

} // namespace hardlens

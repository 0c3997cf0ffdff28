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
    bool difficult
        = false; // neither found nor missed: a detection that matches it does not count at all
};

} // namespace hardlens

#pragma once

#include "core/data/picture_header.h"
#include "core/geometry/box.h"

#include <optional>
#include <string>

namespace hardlens {

/// What is left of an annotated box inside its picture.
struct UsableBox
{
    std::optional<Box> box {}; // with an area; nothing: it cannot be used
    std::string problem {}; // what was wrong and what was done: "zero-area box (5, 5, 5, 9): …"
};

/// Clips the box to [0, width] x [0, height].
///
/// rounding: pixels by which it may reach beyond without a word. The problem is empty where the box
/// is as it was, or is off by no more than that.
UsableBox usableBox(const Box& box, const PictureSize& size, float rounding);

} // namespace hardlens

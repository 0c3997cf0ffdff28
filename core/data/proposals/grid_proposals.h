#pragma once

#include "core/geometry/box.h"
#include "core/records/picture.h"

#include <cstdint>
#include <vector>

namespace hardlens {

/// Cheap proposals for demonstrations, without any knowledge of the objects: two thirds are
/// jittered copies of the seed boxes (dense, as a region proposal network's or selective
/// search's boxes are about objects), the rest is a grid over the picture with sides from 14 pixels
/// to .9 of the short side and shapes 1:2, 1:1, 2:1, also jittered.
///
/// contentId: key of the jitter. count: boxes wanted, the result has as many (fewer where the
/// picture is tiny and boxes coincide). Sides are at least minSide, or the picture's own where that
/// is smaller.
std::vector<Box> gridProposals(
    const Pixels& picture, uint64_t contentId, int64_t count, int64_t minSide);

} // namespace hardlens

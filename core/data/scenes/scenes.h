#pragma once

#include "core/data/detection_data.h"

namespace hardlens {

/// A built-in data set: pictures of a garden, drawn when they are asked for.
struct ScenesOptions
{
    uint64_t seed = 0;
    int64_t train = 400; // pictures, in [1, 1000000]
    int64_t test = 100;  // pictures, in [0, 1000000]
    int32_t width = 320; // pixels, in [64, 4096]
    int32_t height = 240;
    double difficulty = 0.5; // in [0, 1]: how much contrast is lost, how much is hidden, how many
                             // look-alikes there are

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// Five classes (flower, ladybird, leaf, mushroom, snail), six to fourteen objects a picture, on
/// moss, soil or sand, among grass, twigs and pebbles. Look-alikes are not annotated: red berries
/// without dots, brown stones, single petals. The ladybird is rare (in about every sixth picture)
/// and small (14 to 22 pixels at 320 x 240) and is never left out.
///
/// Every object of which at least 40 % is visible is annotated with the exact bounds of its visible
/// part; others are not drawn. Pictures depend on (seed, split, index) and the options alone, bit
/// for bit. load() takes a few milliseconds. Throws ConfigError for bad options.
DetectionData makeScenes(const ScenesOptions& options = {});

} // namespace hardlens

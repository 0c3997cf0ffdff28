#pragma once

#include "core/data/class_pictures.h"

namespace hardlens {

/// A built-in set of labelled pictures: letters of no alphabet, drawn when they are asked for.
struct GlyphsOptions
{
    uint64_t seed = 0;
    int64_t classes = 200;         // in [2, 1000000]; the first (classes + 1) / 2 train
    int64_t picturesPerClass = 20; // in [1, 1000000]
    int32_t size = 64;             // of both sides, pixels, in [16, 512]
    double deformation = 0.5;      // in [0, 1]: how far hands differ

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// A picture of a class, which need not be one of options.classes: classes and pictures are as many
/// as somebody asks for. Depends on (seed, glyphClass, index, size, deformation) alone, bit for
/// bit; takes a fraction of a millisecond.
///
/// glyphClass >= 0, index in [0, 2^24 - 1), else std::invalid_argument.
Pixels glyphPicture(const GlyphsOptions& options, int64_t glyphClass, int64_t index);

/// Grey pictures, picturesPerClass of each class; train and test share no class. Test classes are
/// other letters of the same hands. Throws ConfigError for bad options.
ClassPictures makeGlyphs(const GlyphsOptions& options = {});

} // namespace hardlens

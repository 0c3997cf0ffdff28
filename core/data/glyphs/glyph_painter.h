#pragma once

#include "core/basics/random.h"
#include "core/data/glyphs/glyph_shape.h"
#include "core/records/picture.h"

namespace hardlens {

/// Writes a letter as some hand would: deformed, turned, with a pen and a paper of its own.
///
/// size: of both sides, pixels, >= 16. deformation: in [0, 1], how far hands differ; at 0 only pen,
/// paper and noise do. random: decides all of it.
Pixels paintGlyph(GlyphShape shape, int32_t size, float deformation, RandomStream random);

} // namespace hardlens

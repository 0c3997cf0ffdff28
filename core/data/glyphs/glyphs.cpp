#include "core/data/glyphs/glyphs.h"

#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/data/glyphs/glyph_painter.h"

#include <iomanip>
#include <stdexcept>

namespace hardlens {

namespace {

constexpr int64_t mostIndex = (int64_t {1} << 24) - 2; // the key's item, one of which is the class

template <typename T> void requireIn(const char* key, const T& value, const T& low, const T& high)
{
    if (!(value >= low && value <= high))
        throw ConfigError(
            concat("glyphs.", key, " = ", value, ": must be in [", low, ", ", high, "]"));
}

/// What the picture is made of. The number is of the procedure: raise it when the same options give
/// another picture.
uint64_t contentIdOf(const GlyphsOptions& options, int64_t glyphClass, int64_t index)
{
    constexpr int procedure = 1;
    return contentHash(concat("glyph ", procedure, " ", options.seed, " ", glyphClass, " ", index,
        " ", options.size, " ", std::setprecision(17), options.deformation));
}

std::vector<ClassPicture> listed(
    const GlyphsOptions& options, int64_t firstClass, int64_t endClass, bool isTest)
{
    std::vector<ClassPicture> pictures;
    pictures.reserve(size_t((endClass - firstClass) * options.picturesPerClass));
    for (int64_t c = firstClass; c < endClass; ++c)
        for (int64_t i = 0; i < options.picturesPerClass; ++i) {
            ClassPicture picture;
            picture.label = int32_t(c);
            picture.reference = {.contentId = contentIdOf(options, c, i),
                .name = concat("glyph-", std::setw(4), std::setfill('0'), c, "-", std::setw(2), i),
                .width = options.size,
                .height = options.size,
                .index = int64_t(pictures.size()),
                .isTest = isTest};
            pictures.push_back(std::move(picture));
        }
    return pictures;
}

} // namespace

void GlyphsOptions::validate() const
{
    requireIn<int64_t>("classes", classes, 2, 1000000);
    requireIn<int64_t>("picturesPerClass", picturesPerClass, 1, 1000000);
    requireIn<int32_t>("size", size, 16, 512);
    requireIn<double>("deformation", deformation, 0, 1);
}

Pixels glyphPicture(const GlyphsOptions& options, int64_t glyphClass, int64_t index)
{
    if (glyphClass < 0 || index < 0 || index > mostIndex)
        throw std::invalid_argument(concat("glyphPicture: class ", glyphClass, ", index ", index,
            ": expected >= 0, and an index of at most ", mostIndex));
    const RandomKey hand {options.seed, Purpose::Glyph, uint64_t(glyphClass), uint32_t(index + 1)};
    return paintGlyph(glyphShape(options.seed, glyphClass), options.size,
        float(options.deformation), RandomStream(hand));
}

ClassPictures makeGlyphs(const GlyphsOptions& options)
{
    options.validate();
    const int64_t seen = (options.classes + 1) / 2;
    ClassPictures data;
    data.name = "glyphs";
    for (int64_t c = 0; c < options.classes; ++c)
        data.classNames.push_back(concat("glyph ", c));
    data.train = listed(options, 0, seen, false);
    data.test = listed(options, seen, options.classes, true);
    data.counts.listed = options.classes * options.picturesPerClass;
    data.load = [options, seen](const AnnotatedPicture& picture) {
        const PictureReference& reference = picture.reference;
        return glyphPicture(options,
            reference.index / options.picturesPerClass + (reference.isTest ? seen : 0),
            reference.index % options.picturesPerClass);
    };
    return data;
}

} // namespace hardlens

#include "core/data/annotations/seen_picture.h"

#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/data/picture_orientation.h"

namespace hardlens {

AnnotatedPicture seenPicture(
    const std::filesystem::path& file, const PictureGlance& glance, int orientation)
{
    AnnotatedPicture picture;
    picture.file = file;
    picture.orientation = orientation;
    const PictureSize size = uprightSize(glance.size, orientation);
    picture.reference = {.contentId = glance.contentId,
        .name = file.filename().string(),
        .width = size.width,
        .height = size.height};
    // The same file turned is another picture: its proposals are other ones.
    if (orientation != 1)
        picture.reference.contentId = contentHash(concat("turned ", orientation), glance.contentId);
    return picture;
}

} // namespace hardlens

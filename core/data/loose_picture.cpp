#include "core/data/loose_picture.h"

#include "core/data/picture_decoding.h"
#include "core/data/picture_glance.h"
#include "core/data/picture_orientation.h"

namespace hardlens {

LoosePicture readLoosePicture(const std::filesystem::path& path)
{
    const PictureGlance glance = glanceAt(path);
    auto pixels = std::make_shared<const Pixels>(
        upright(decodeWithReport(path).pixels, glance.orientation));
    return {.reference = {.contentId = glance.contentId,
                .name = path.filename().string(),
                .width = pixels->width,
                .height = pixels->height,
                .index = -1,
                .isTest = true},
        .pixels = pixels};
}

} // namespace hardlens

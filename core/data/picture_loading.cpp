#include "core/data/picture_loading.h"

#include "core/basics/error.h"
#include "core/data/picture_decoding.h"
#include "core/data/picture_orientation.h"
#include "core/data/problem_log.h"

#include <utility>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

Pixels loaded(const AnnotatedPicture& picture, const fs::path& root, ProblemLog& log)
{
    DecodedPicture decoded = decodeWithReport(picture.file);
    const PictureReference& known = picture.reference;
    if (!decoded.damage.empty())
        log.add({shownName(root, picture), 0, decoded.damage, ProblemKind::Unreadable});
    Pixels pixels = upright(std::move(decoded.pixels), picture.orientation);
    if (pixels.width != known.width || pixels.height != known.height)
        throw DataError(concat(picture.file.string(), ": has ", pixels.width, " x ", pixels.height,
            " pixels, its header said ", known.width, " x ", known.height));
    return pixels;
}

} // namespace

void loadFromFiles(DetectionData& data)
{
    data.found = std::make_shared<ProblemLog>();
    data.load = [root = data.root, log = data.found](
                    const AnnotatedPicture& picture) { return loaded(picture, root, *log); };
}

std::string shownName(const fs::path& root, const AnnotatedPicture& picture)
{
    const std::string shown = picture.file.lexically_relative(root).string();
    return shown.empty() || shown.starts_with("..") ? picture.reference.name : shown;
}

} // namespace hardlens

#pragma once

#include "core/data/annotations/problem_list.h"
#include "core/data/picture_header.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

struct CocoImage
{
    int64_t id = 0;
    std::string fileName {};
    std::optional<PictureSize> size {}; // nothing where it is not said
    int64_t place = 0;                  // index in "images"
};

struct CocoAnnotation
{
    int64_t image = 0; // id
    int64_t category = 0;
    Box box {};            // [x, y, w, h] as corners; may reach anywhere
    bool crowd = false;    // iscrowd
    bool ignored = false;  // ignore
    float area = -1;       // of the outline or run lengths, pixels; negative: not said
    bool unusable = false; // without a box of four numbers, which was said
    int32_t place = 0;     // index in "annotations"
};

struct CocoCategory
{
    int64_t id = 0;
    std::string name {};
};

/// A COCO "instances" file. https://cocodataset.org/#format-data
struct CocoFile
{
    std::vector<CocoImage> images {};
    std::vector<CocoAnnotation> annotations {};
    std::vector<CocoCategory> categories {}; // by id, each id once
    AnnotationCounts lost {}; // annotations that cannot even be said to belong to a picture
};

/// Reads images (id, file_name, width, height), annotations (image_id, category_id, bbox, area,
/// iscrowd, ignore) and categories (id, name). Everything else is passed over: segmentations,
/// whether polygons or run lengths (their area stands in `area`), info, licenses.
///
/// Numbers are checked: ids are whole numbers of 64 bits, coordinates finite and below a million,
/// areas in [0, 1e12], sides of pictures in [0, 1,000,000]. A name that matters and comes twice in
/// an entry, and an id that comes twice, are problems. What an entry lacks is added to problems by
/// its place ("annotations[17].bbox: …").
///
/// shownName: how problems name the file. Throws AnnotationFileError as readJsonLists does, and
/// where there are neither images nor annotations.
CocoFile readCocoFile(
    const std::filesystem::path& path, const std::string& shownName, ProblemList& problems);

/// Whether the file begins as one that readCocoFile reads.
bool isCocoFile(const std::filesystem::path& path);

} // namespace hardlens

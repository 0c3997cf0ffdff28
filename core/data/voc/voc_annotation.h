#pragma once

#include "core/data/annotations/annotation_file_error.h"
#include "core/data/picture_header.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// An object as a VOC file has it.
struct VocObject
{
    std::string className {}; // empty: none was said
    Box box {};               // as it stands there, see readVocAnnotation
    bool difficult = false;
    bool unusable = false; // without a name or four numbers, which a problem says
    int64_t line = 0;      // of its box, or of the object
};

/// One PASCAL VOC annotation file.
struct VocAnnotation
{
    std::string fileName {};            // <filename>, empty where it is missing
    std::optional<PictureSize> size {}; // <size>, nothing where it is missing or no size
    int64_t sizeLine = 0;
    std::vector<VocObject> objects {};
    std::vector<DataProblem> problems {}; // what is unusable, and what was assumed
};

/// Reads <annotation><object>… with <name>, <bndbox>, <difficult>. Objects stand directly below
/// <annotation>; the <part>s within them, with boxes of their own, are not objects. An object
/// without <difficult> is not difficult.
///
/// Coordinates are taken as they stand, as borders in continuous pixels. (VOC counts pixels from 1
/// and includes the last; peers that train on such files do not shift either, and overlaps then
/// agree with theirs.) They may lie outside the picture or be in the wrong order.
///
/// shownName: how problems name the file.
/// Throws AnnotationFileError where the file is unreadable, larger than 4 MB, not XML, declares a
/// DOCTYPE, is not an <annotation> or has more than 10,000 objects.
VocAnnotation readVocAnnotation(const std::filesystem::path& path, const std::string& shownName);

} // namespace hardlens

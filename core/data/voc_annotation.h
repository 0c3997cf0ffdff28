#pragma once

#include "core/basics/error.h"
#include "core/data/detection_data.h"
#include "core/data/picture_header.h"

#include <optional>

namespace hardlens {

/// An object as a VOC file has it.
struct VocObject
{
    std::string className {};
    Box box {}; // inside the picture, x1 < x2, y1 < y2
    bool difficult = false;
};

/// Why an annotation file cannot be used at all: "a.xml:17: …".
class VocFileError : public DataError
{
public:
    explicit VocFileError(DataProblem what)
        : DataError(concat(what.file, ":", what.line, ": ", what.text))
        , problem(std::move(what))
    {
    }

    DataProblem problem {};
};

/// One PASCAL VOC annotation file.
struct VocAnnotation
{
    std::string fileName {};              // <filename>, empty where it is missing
    std::vector<VocObject> objects {};    // the usable ones
    std::vector<DataProblem> problems {}; // what was dropped, clipped or assumed
};

/// Reads <annotation><object>… with <name>, <bndbox>, <difficult>. Objects stand directly below
/// <annotation>; the <part>s within them are not objects.
///
/// Coordinates are taken as they stand, as borders in continuous pixels. (VOC counts pixels from 1
/// and includes the last; peers that train on such files do not shift either, and overlaps then
/// agree with theirs.)
///
/// shownName: how problems name the file. size: the picture's own size; boxes are clipped to it.
/// Throws VocFileError where the file is unreadable, larger than 4 MB, not XML,
/// declares a DOCTYPE, is not an <annotation> or has more than 10,000 objects.
VocAnnotation readVocAnnotation(
    const std::filesystem::path& path, const std::string& shownName, const PictureSize& size);

/// <filename> alone; nothing where the file cannot be read.
std::optional<std::string> vocFileName(const std::filesystem::path& path);

} // namespace hardlens

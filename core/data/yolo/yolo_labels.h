#pragma once

#include "core/data/detection_data.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// An object as a line of a YOLO label file has it.
struct YoloObject
{
    int32_t classNumber = -1; // from 0; -1: none was said
    Box box {};               // corners in fractions of the picture's sides; may reach anywhere
    bool unusable = false;    // which a problem says
    int64_t line = 0;
};

struct YoloLabels
{
    std::vector<YoloObject> objects {};
    std::vector<DataProblem> problems {};
};

/// Reads lines "class x y w h": a class's number from 0, the centre and the sides of the box in
/// fractions of the picture's sides. A line "class x1 y1 x2 y2 x3 y3 …" of three or more points is
/// an outline: the box around it. Empty lines are passed over; a line that is anything else is a
/// problem and an unusable object.
///
/// shownName: how problems name the file. Throws AnnotationFileError where the file is unreadable,
/// larger than 4 MB or has more than 10,000 objects.
YoloLabels readYoloLabels(const std::filesystem::path& path, const std::string& shownName);

/// Whether the first line that is not empty could be one of a label file. False where there is
/// none.
bool looksLikeYolo(const std::filesystem::path& path);

} // namespace hardlens

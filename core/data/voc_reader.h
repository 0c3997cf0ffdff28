#pragma once

#include "core/data/detection_data.h"

namespace hardlens {

/// What becomes of objects that are marked difficult.
enum class Difficult
{
    Keep,   // like the others
    Drop,   // as if they were not there
    Ignore, // RoIs that match them are not learned from; detections of them count neither way
};

struct VocOptions
{
    Difficult difficult = Difficult::Ignore;
    std::string trainSet = "trainval"; // ImageSets/Main/<trainSet>.txt
    std::string testSet = "test";
};

/// Opens a PASCAL VOC folder: Annotations/, JPEGImages/, ImageSets/Main/. Also takes a folder that
/// holds such a one up to two levels below ("VOCdevkit/VOC2007").
///
/// Pictures are not decoded. Classes are the sorted names of the training split, then those that
/// only the test split has. Everything that was dropped, clipped, assumed or left out is in
/// `problems` with file and line; a picture whose annotation cannot be read is left out with one
/// problem. Throws DataError naming the folder and what was expected where there is nothing to
/// train on.
DetectionData openVoc(const std::filesystem::path& folder, const VocOptions& options = {});

} // namespace hardlens

#pragma once

#include "core/data/detection_data.h"

namespace hardlens {

/// Gives data whose pictures are files their `load` and `found`: decodes, turns as `orientation`
/// says, tells of damage. load throws DataError naming the file where it cannot be decoded or has
/// another size than the reference says.
void loadFromFiles(DetectionData& data);

/// "JPEGImages/a.jpg": the picture's file seen from the data's root; of built-in pictures the name.
std::string shownName(const std::filesystem::path& root, const AnnotatedPicture& picture);

} // namespace hardlens

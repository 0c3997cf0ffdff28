#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/annotations/found_data.h"

namespace hardlens {

/// A VOC annotation that is to be read, and where its picture lies.
struct VocEntry
{
    std::string annotation {};    // seen from the root, without .xml: "Annotations/a"
    std::string pictureFolder {}; // seen from the root
};

/// Reads all of them, on all cores, into found.pictures and found.categories. Per entry the index
/// of its picture, or -1 where it was left out, which found.problems then say.
std::vector<int64_t> readVocPictures(
    ContainedFiles& files, const std::vector<VocEntry>& entries, FoundData& found);

} // namespace hardlens

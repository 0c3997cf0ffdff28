#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/annotations/found_data.h"

namespace hardlens {

/// The COCO files of a folder, seen from its root: instances_*.json in annotations/, *.json that
/// are COCO's there, in the root and in its folders. Where one is called instances…, the others
/// (captions, key points) are not listed. Empty where there is none.
std::vector<std::string> findCoco(ContainedFiles& files);

/// Reads COCO files and finds their pictures: beside the file, in images/, in folders of the file's
/// own name ("train2017", "val") or of usual names, wherever most of its first pictures are.
///
/// Words in the names of files and folders (train, val, test) give the split, else the seed does.
/// Classes are the categories by rising id, whatever ids they have; those of further files are
/// added by name. A file that is broken is left out.
FoundData readCoco(
    ContainedFiles& files, const std::vector<std::string>& annotationFiles, uint64_t seed);

} // namespace hardlens

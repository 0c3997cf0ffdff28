#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/coco/coco_file.h"

namespace hardlens {

/// Where the pictures of a COCO file lie.
class CocoPictures
{
public:
    /// annotationFile: seen from the root.
    CocoPictures(ContainedFiles& files, const std::string& annotationFile, const CocoFile& content);

    /// The folder in which most of the first pictures are, seen from the root; the annotation
    /// file's own where none is anywhere.
    const std::string& folder() const { return m_folders.front(); }
    /// The places that were looked at, for people.
    std::string lookedAt() const;

    /// Looks in that folder first, then in the others; refused only where it is in none of them.
    ContainedFiles::Answer find(const std::string& fileName) const;

private:
    ContainedFiles& m_files;
    std::vector<std::string> m_folders {}; // those that are there, the best one first
};

} // namespace hardlens

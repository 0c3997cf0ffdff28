#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/annotations/found_data.h"
#include "core/data/voc/voc_lists.h"

#include <optional>

namespace hardlens {

/// The two folders of a PASCAL VOC data set, seen from its root.
struct VocFolders
{
    std::string annotations {}; // "Annotations"
    std::string pictures {};    // "JPEGImages"; empty: the pictures lie in the root
};

/// A folder Annotations, or one of other usual names that holds .xml files, and one with pictures
/// beside it; nothing where there is none.
std::optional<VocFolders> findVoc(ContainedFiles& files);

/// Reads a PASCAL VOC folder: the split by its lists, every annotation, the picture of the same
/// stem or else of <filename>. What cannot be used is left out and said.
///
/// unlisted: whether pictures that no list names are read too, into neither.
/// Throws DataError where a list cannot be read.
FoundData readVoc(
    ContainedFiles& files, const VocFolders& folders, const VocSets& sets, bool unlisted);

/// Folders in which .xml files lie beside pictures; empty where there is none.
std::vector<std::string> findXmlBeside(ContainedFiles& files);

/// Reads VOC annotations that lie beside their pictures. Folders called train, valid, test and the
/// like give the split, else the seed does.
FoundData readXmlBeside(
    ContainedFiles& files, const std::vector<std::string>& folders, uint64_t seed);

} // namespace hardlens

#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

#include <optional>

namespace hardlens {

/// The folder of Ebay_train.txt and Ebay_test.txt: the root or Info_Files; nothing where they are
/// in neither.
std::optional<std::string> findOnlineProducts(ContainedFiles& files);

/// Stanford Online Products (Song et al., arXiv:1511.06452): Ebay_train.txt and Ebay_test.txt with
/// the heading "image_id class_id super_class_id path" and lines of that; paths are seen from the
/// root or from images/. The two files have different classes: the usual split.
///
/// lists: as findOnlineProducts found them. Throws AnnotationFileError for a line that says
/// something else.
FoundClasses readOnlineProducts(ContainedFiles& files, const std::string& lists);

} // namespace hardlens

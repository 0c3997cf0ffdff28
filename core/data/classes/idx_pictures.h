#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/class_pictures.h"
#include "core/data/classes/class_split.h"

namespace hardlens {

/// The IDX files of pictures in the root that have their labels beside them.
std::vector<std::string> findIdx(ContainedFiles& files);

/// Grey pictures from IDX files, as MNIST comes: train-images-idx3-ubyte and
/// train-labels-idx1-ubyte, t10k-…, gzipped or not. Classes are the labels that occur. Files whose
/// name begins with t10k or says test are for testing.
///
/// All pixels are kept in memory. names: as findIdx found them.
/// Throws AnnotationFileError where a file is broken or there are not as many labels as pictures.
ClassPictures readIdxPictures(
    ContainedFiles& files, const std::vector<std::string>& names, ClassSplit how);

} // namespace hardlens

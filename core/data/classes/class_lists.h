#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

namespace hardlens {

/// The lists in the root: .txt and .csv files named after a set (train.txt, val.txt, test.txt)
/// whose first line names a picture that is there, and a class.
std::vector<std::string> findClassLists(ContainedFiles& files);

/// Pictures by lists of "path label" or "path, label, …": labels are whole numbers or names. A
/// path before blanks may hold blanks itself. A numbered class is named after the folder of its
/// pictures where all of them lie in one of its own (below a folder called after a set), else by
/// its number.
///
/// lists: as findClassLists found them, or one named by somebody. column: of the labels, from 1
/// where a line has several; 0: the first. Throws AnnotationFileError for a line that says
/// something else.
FoundClasses readClassLists(
    ContainedFiles& files, const std::vector<std::string>& lists, int column);

} // namespace hardlens

#pragma once

#include "core/data/annotations/contained_files.h"

namespace hardlens {

/// A file without which a data set cannot be read.
/// Throws AnnotationFileError where the data folder has no such file that may be opened.
ContainedFiles::Answer requiredFile(
    ContainedFiles& files, std::string_view folder, std::string_view name);

} // namespace hardlens

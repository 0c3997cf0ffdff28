#pragma once

#include "core/data/annotations/found_data.h"
#include "core/data/yolo/yolo_folders.h"

namespace hardlens {

/// Reads the labels of all pictures in the labelled folders. A picture there without a label file
/// shows no objects, as the format has it. Folders called train, valid, test and the like give the
/// split, else the seed does. Classes are those of data.yaml, classes.txt or obj.names in their
/// order, else the numbers.
FoundData readYolo(ContainedFiles& files, const YoloFolders& folders, uint64_t seed);

} // namespace hardlens

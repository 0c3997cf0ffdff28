#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

namespace hardlens {

/// Whether the folder is laid out as the export of Cars-196 in comma-separated files.
bool isCars(ContainedFiles& files);

/// Cars-196 (Krause et al., 3DRR 2013) as it is exported to comma-separated files:
///
///   names.csv                        one name a line: class 1, 2, …
///   anno_train.csv, anno_test.csv    "<file>,x1,y1,x2,y2,<class>"
///   car_data/car_data/train/<name>/  pictures, "/" of the name written "-"; also car_data/train/,
///                                    train/, and there without folders per class
///
/// The first half of the classes (1 to 98) trains and the other tests, over the pictures of both
/// files: their own split is for classification. Boxes are not used.
/// Throws AnnotationFileError for a line that says something else, and where names.csv is absent.
FoundClasses readCars(ContainedFiles& files);

} // namespace hardlens

#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

namespace hardlens {

/// Whether the folder is laid out as CUB-200-2011: images.txt and image_class_labels.txt.
bool isCub(ContainedFiles& files);

/// Caltech-UCSD Birds 200-2011 (Wah et al., CNS-TR-2011-001):
///
///   images.txt               "<picture id> <folder>/<file>.jpg", below images/
///   image_class_labels.txt   "<picture id> <class id>"
///   classes.txt              "<class id> <name>"; may be absent
///
/// The first half of the classes (ids 1 to 100) trains, the other tests; the set's own
/// train_test_split.txt, which is for classification, is not read.
/// Throws AnnotationFileError for a line that says something else, and for a picture without class.
FoundClasses readCub(ContainedFiles& files);

} // namespace hardlens

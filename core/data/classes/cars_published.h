#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

namespace hardlens {

/// Whether the folder is laid out as Cars-196 is published, in either way.
bool isPublishedCars(ContainedFiles& files);

/// Cars-196 (Krause et al., 3DRR 2013) as it is published, with lists in .mat files:
///
///   cars_annos.mat                   struct array annotations: relative_im_path, class, …;
///                                    cell array class_names
///   car_ims/                         all pictures
/// or
///   devkit/cars_train_annos.mat      struct array annotations: fname, class, …
///   devkit/cars_test_annos_withlabels.mat
///   devkit/cars_meta.mat             cell array class_names
///   cars_train/, cars_test/          pictures; also cars_train/cars_train/ …
///
/// The devkit's files may each lie beside the folders. Where both are there, car_ims/ decides for
/// the first.
///
/// The first half of the classes (1 to 98) trains and the other tests, over all pictures, whatever
/// folder or `test` says: their own split is for classification. Boxes are not used.
/// Throws AnnotationFileError for a file that is missing or broken, and for a record that says
/// something else. Problems have the record's number for the line.
FoundClasses readPublishedCars(ContainedFiles& files);

} // namespace hardlens

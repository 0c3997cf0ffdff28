#pragma once

#include "core/data/class_pictures.h"
#include "core/data/classes/class_split.h"

namespace hardlens {

/// How a set of labelled pictures on disk is opened.
struct ClassDataOptions
{
    ClassSplit split = ClassSplit::Usual;
    /// Of folders per class: 0: the class is the whole path of folders above a picture; n: of the
    /// first n of them. Of lists with several labels a line: which, 0 the first. In [0, 8].
    int classLevel = 0;
    bool toCheck = false; // to be looked at rather than trained on, see settledClasses

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// Opens a set of pictures with classes, whatever usual layout it has:
///
///   CUB-200-2011               images.txt, image_class_labels.txt, images/
///   Cars-196, exported         anno_train.csv, anno_test.csv, names.csv
///   Cars-196, published        cars_annos.mat, car_ims/; or devkit/*.mat, cars_train/, cars_test/
///   Stanford Online Products   Ebay_train.txt, Ebay_test.txt
///   LFW                        pairs.txt, a folder per person
///   IDX (MNIST)                *-images-idx3-ubyte, *-labels-idx1-ubyte, .gz or not
///   lists                      train.txt, test.txt: "path label"
///   folders                    a folder per class, at any depth
///
/// In this order; the first five also in folders up to two levels below. path may also name a list.
///
/// Pictures are not decoded. No file outside the data set's folder is opened. Everything that was
/// assumed or left out is in `problems` with file and line.
/// Throws ConfigError for bad options; DataError where no layout is recognised, naming what was
/// looked for, where a list or IDX file is broken (file, line, value, what was expected), and,
/// unless toCheck, where no picture is left.
ClassPictures openClassData(
    const std::filesystem::path& path, const ClassDataOptions& options = {});

} // namespace hardlens

#pragma once

#include "core/data/classes/class_split.h"
#include "core/data/classes/found_classes.h"

namespace hardlens {

/// Fills classNames, train and test (not the pictures' files) from pictures whose labels are
/// categories: numbers the classes that have pictures, in the order of the categories, splits, and
/// says what retrieval will not work for. Returns where each picture of the two lists was.
///
/// Without data.pairs the split is splitByClasses'; with pairs all pictures test, and the pairs,
/// which are of the given pictures, are of the list afterwards.
SetSplit arrangeClasses(std::vector<ClassPicture> pictures,
    const std::vector<std::string>& categories, const std::vector<SetWord>& words, ClassSplit how,
    ClassPictures& data, ProblemList& problems);

/// What a layout's reader found, as data to learn from: looks at every picture's header (on all
/// cores), leaves out those that cannot be used, and arranges the rest.
///
/// toCheck: of one kind of problem a hundred thousand are listed, not a thousand; and there need be
/// no picture. Throws DataError where no picture is left.
ClassPictures settledClasses(FoundClasses found, ClassSplit how, bool toCheck);

} // namespace hardlens

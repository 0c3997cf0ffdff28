#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/annotations/problem_list.h"

namespace hardlens {

/// Which pictures (names without ending) a VOC folder gives to training and to testing.
struct VocSplit
{
    std::vector<std::string> train {};
    std::vector<std::string> test {};
};

/// What is asked of readVocSplit.
struct VocSets
{
    std::string train = "trainval"; // ImageSets/Main/<train>.txt
    std::string test = "test";
    uint64_t seed = 0; // of the split that is drawn where there are no lists
};

/// Reads ImageSets/Main/<set>.txt.
///
/// Where the training list is absent, train.txt and (where it is not the test list) val.txt serve;
/// where the test list is absent, val.txt serves beside train.txt. Where only one list or none is
/// there, about every fifth picture tests, drawn by the seed over the sorted names. Whatever was
/// assumed, repeated or refused is added to problems.
///
/// annotated: the names of all pictures with an annotation, sorted. Throws DataError where a list
/// is there and cannot be read.
VocSplit readVocSplit(ContainedFiles& files, const std::vector<std::string>& annotated,
    const VocSets& sets, ProblemList& problems);

} // namespace hardlens

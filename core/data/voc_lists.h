#pragma once

#include "core/data/detection_data.h"

#include <filesystem>

namespace hardlens {

/// Which pictures (names without ending) a VOC folder gives to training and to testing.
struct VocSplit
{
    std::vector<std::string> train {};
    std::vector<std::string> test {};
};

/// Whether a name from a list stays inside the folder: no path separators, no "..", not empty.
bool isPlainName(const std::string& name);

/// Reads ImageSets/Main/<set>.txt.
///
/// Where the training list is absent, train.txt and (where it is not the test list) val.txt serve;
/// where the test list is absent, val.txt serves beside train.txt. Where only one list or none is
/// there, every fifth picture by the hash of its name tests. Whatever was assumed, repeated or
/// refused is added to problems.
VocSplit readVocSplit(const std::filesystem::path& root, const std::string& trainSet,
    const std::string& testSet, std::vector<DataProblem>& problems);

} // namespace hardlens

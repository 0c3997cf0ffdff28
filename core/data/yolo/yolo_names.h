#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/annotations/problem_list.h"

#include <string_view>

namespace hardlens {

/// The class names of a YOLO data set and where they stand.
struct YoloNames
{
    std::string file {};               // seen from the root; empty: there is none
    std::vector<std::string> names {}; // by class number
};

/// One name a line (classes.txt, obj.names).
std::vector<std::string> namesInList(std::string_view text);

/// `names:` of a YAML file, in any of its usual forms; the rest is not looked at.
///
///   names: [cat, "dog"]      names: {0: cat, 1: dog}      names:          names:
///                                                           - cat           0: cat
///                                                           - dog           1: dog
///
/// A number that is left out becomes the class's name. Empty where there is no such key.
std::vector<std::string> namesInYaml(std::string_view text);

/// Whether a file of that name holds class names, one a line: classes.txt, obj.names.
bool isYoloNameList(std::string_view name);

/// Looks for data.yaml and other *.yaml with names, then classes.txt, obj.names and other *.names,
/// in the root, then in these folders.
YoloNames findYoloNames(
    ContainedFiles& files, const std::vector<std::string>& folders, ProblemList& problems);

} // namespace hardlens

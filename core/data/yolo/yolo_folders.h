#pragma once

#include "core/data/annotations/contained_files.h"

#include <string>
#include <vector>

namespace hardlens {

/// The folders of a YOLO data set that hold pictures, seen from its root.
struct YoloFolders
{
    std::vector<std::string> labelled {}; // some picture there has a label file
    std::vector<std::string> unlabelled {};
};

/// Labels lie in a folder called labels instead of images ("images/train/a.jpg",
/// "labels/train/a.txt"), in one called labels beside the pictures, or are the pictures'
/// neighbours. Empty where no label file is YOLO's.
YoloFolders findYolo(ContainedFiles& files);

/// Where the labels of a folder's pictures may lie, the likeliest first.
std::vector<std::string> yoloLabelFolders(const std::string& folder);

/// The label file of the picture of that stem in the first of these folders that has one.
ContainedFiles::Answer yoloLabelFile(
    ContainedFiles& files, const std::vector<std::string>& folders, std::string_view stem);

/// Whether an entry of a folder is a picture, or claims to be one; hidden files are none.
bool isYoloPicture(const ContainedFiles::Entry& entry);

} // namespace hardlens

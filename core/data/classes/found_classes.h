#pragma once

#include "core/data/annotations/problem_list.h"
#include "core/data/annotations/test_split.h"
#include "core/data/class_pictures.h"

namespace hardlens {

/// A picture that is there, and its class.
struct FoundClassPicture
{
    std::string file {};         // inside the data folder
    std::string shown {};        // the same, seen from the data folder: "images/a.jpg"
    int32_t category = 0;        // into FoundClasses::categories
    SetWord set = SetWord::None; // None: nothing says what it is for
};

/// What the reader of a layout found. Layouts differ up to here, and are alike from here on.
struct FoundClasses
{
    std::string layout {}; // for people: what was recognised
    std::filesystem::path root {};
    std::vector<std::string> categories {}; // the classes in their order, with pictures or without
    std::vector<FoundClassPicture> pictures {}; // each once
    std::vector<PicturePair> pairs {};          // into pictures
    int64_t listed = 0;                         // pictures that were named, those left out too
    ProblemList problems {};
};

} // namespace hardlens

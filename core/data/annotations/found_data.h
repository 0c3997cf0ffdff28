#pragma once

#include "core/data/annotations/problem_list.h"
#include "core/data/picture_header.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// An object as an annotation has it: nothing clipped, nothing decided.
struct FoundObject
{
    Box box {};            // see FoundData::fractions
    int32_t category = -1; // into FoundData::categories; -1: none was said
    bool marked = false;   // difficult (VOC), crowd or ignore (COCO)
    bool crowd = false;    // many objects in one box; marked too
    float area = -1;       // of the outline, pixels; negative: not said
    bool unusable = false; // it cannot be used, which was said already: only counted
    int64_t place = 0;     // see FoundData::places
};

/// A picture that is there, and what was annotated in it.
struct FoundPicture
{
    std::string file {};       // inside the data folder
    std::string shown {};      // the same, seen from the data folder: "JPEGImages/a.jpg"
    std::string annotation {}; // the annotations' file, seen from the data folder
    std::optional<PictureSize> annotatedSize {};
    int64_t place = 0; // of the picture, or of its size, in that file
    std::vector<FoundObject> objects {};
};

/// What a format's reader found. Formats differ up to here, and are alike from here on.
struct FoundData
{
    std::string layout {}; // for people: what was recognised
    std::filesystem::path root {};
    std::vector<std::string> categories {};
    /// Whether the categories are the classes, in this order, with objects or without; otherwise
    /// classes are the sorted names of what the pictures show.
    bool categoriesAreClasses = false;
    /// Whether boxes are in fractions of the picture's sides; otherwise in pixels.
    bool fractions = false;
    float rounding = 0.01f; // pixels that a box may reach beyond its picture without a word
    /// What a place is: a line, or an index into the lists of a COCO file.
    enum class Places
    {
        Lines,
        Entries
    } places
        = Places::Lines;

    std::vector<FoundPicture> pictures {}; // each once
    std::vector<int64_t> train {};         // into pictures; one may be in both
    std::vector<int64_t> test {};
    AnnotationCounts lost {}; // of what is in no picture here, because that is left out
    ProblemList problems {};
};

} // namespace hardlens

#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

#include <map>

namespace hardlens {

/// What a line of a list says: a picture, and the number of its class.
struct ListedPicture
{
    std::string name {}; // seen from the folder that is given with it, as the list has it
    int64_t classNumber = 0;
    SetWord set = SetWord::None;
    std::string list {}; // the list's file, seen from the data folder
    int64_t line = 0;    // or record of a file without lines, from 1
};

/// Classes are numbered from 1 to last; their first half trains and the other, unseen one tests.
SetWord setByHalves(int64_t classNumber, int64_t last);

/// Looks up what lists name, below one folder of the data, and adds what is there. Classes are the
/// numbers that occur, ascending, with their names where those are known, else their numbers.
///
/// What is absent, leads out of the data folder or is listed before is said and left out.
void addListedPictures(ContainedFiles& files, std::string_view folder,
    const std::vector<ListedPicture>& listed, const std::map<int64_t, std::string>& names,
    FoundClasses& found);

} // namespace hardlens

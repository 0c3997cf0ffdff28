#pragma once

#include "core/data/class_pictures.h"
#include "core/data/data_check.h"
#include "core/data/data_check_text.h"

namespace hardlens {

/// What one list of a labelled picture set holds.
struct ClassListCheck
{
    int64_t pictures = 0;
    int64_t classes = 0;
    int64_t singles = 0; // classes of one picture
    Spread perClass {};  // pictures of a class that the list has
};

/// All that is told of a labelled picture set before anybody learns from it.
struct ClassDataCheck
{
    std::string name {};
    std::string path {};
    std::string layout {};
    ClassListCheck train {};
    ClassListCheck test {};
    int64_t classesInBoth = 0; // 0: the test classes are unseen
    int64_t pairs = 0;
    ClassCounts counts {};
    int64_t decoded = 0;
    PictureSize smallest {}; // by area
    PictureSize medianSize {};
    PictureSize largest {};
    std::vector<DataProblem> problems {};
    bool unreadable = false; // as of DataCheck
};

/// Looks through an opened set: counts, decodes evenly spread pictures (on all cores), finds
/// pictures that are the same. progress: as of checkData.
///
/// decodedPictures: at most, >= 0, else ConfigError.
ClassDataCheck checkClassData(const ClassPictures& data, int64_t decodedPictures = 1000,
    const std::function<void(int64_t done, int64_t total)>& progress = {});

/// The check for people, as the one of DataCheck.
std::string textOf(const ClassDataCheck& check, const CheckCost& cost = {});

/// The check as one JSON object without line breaks, with keys as the one of DataCheck.
std::string jsonOf(const ClassDataCheck& check, const CheckCost& cost = {});

} // namespace hardlens

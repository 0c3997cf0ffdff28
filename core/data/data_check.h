#pragma once

#include "core/data/detection_data.h"
#include "core/data/picture_header.h"
#include "core/data/proposals/proposal_config.h"
#include "core/records/data_summary.h"

#include <functional>

namespace hardlens {

/// How thoroughly a data set is looked at.
struct DataCheckOptions
{
    ProposalConfig proposals {};    // whose boxes are compared with the objects
    int64_t proposalPictures = 10;  // at most, evenly spread; 0: none. Decoded anyway
    int64_t decodedPictures = 1000; // at most, evenly spread, to see whether they are whole

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// Smallest, middle and largest of some numbers; zeros where there are none.
struct Spread
{
    double least = 0;
    double median = 0;
    double most = 0;
};

/// How many objects some proposal covers; without the objects that are ignored.
struct ProposalCoverage
{
    int64_t pictures = 0;
    int64_t objects = 0;
    int64_t at50 = 0; // objects that some proposal overlaps by an IoU of at least 0.5
    int64_t at70 = 0;
    double secondsPerPicture = 0; // that finding them took, on one core
};

/// All that is told of a data set before anybody trains on it.
struct DataCheck
{
    std::string name {};
    std::string path {};
    std::string layout {};
    int64_t pictures = 0; // that can be used, each once
    int64_t train = 0;
    int64_t test = 0;
    int64_t inBoth = 0; // pictures that train and test
    int64_t unlisted = 0;
    int64_t decoded = 0;
    AnnotationCounts annotated {};
    std::vector<std::string> emptyClasses {}; // listed, and no object has them
    PictureSize smallest {};                  // by area
    PictureSize medianSize {};
    PictureSize largest {};
    Spread objectsPerPicture {};
    Spread objectSides {}; // roots of the areas of usable objects, pixels
    int64_t smallObjects
        = 0; // area (annotated, else the box's) below 32 x 32 pixels, as COCO counts
    int64_t largeObjects = 0; // 96 x 96 or more
    DataCheckOptions options {};
    ProposalCoverage coverage {};
    double proposalSeconds = 0; // for training and testing, on one core: measured, else expected
    int64_t cores = 1;          // of this machine; proposals are searched on all
    std::vector<DataProblem> problems {};
    bool unreadable = false; // a file could not be read, or not to its end; or no picture can be
    std::string forecast {}; // see forecastOf
};

/// Looks through an opened data set: counts, decodes some of its pictures (on all cores), compares
/// objects with proposals, finds pictures that are the same. With no picture to decode it takes
/// milliseconds.
///
/// progress: called after a picture, with how many of how many are done, by one thread at a time;
/// may be empty. Throws ConfigError for bad options.
DataCheck checkData(const DetectionData& data, const DataCheckOptions& options = {},
    const std::function<void(int64_t done, int64_t total)>& progress = {});

/// What a window says of it.
DataSummary summaryOf(const DataCheck& check);

/// The check of a data set that could not be opened: one problem, nothing else.
DataCheck failedCheck(const std::string& path, const std::string& why);

} // namespace hardlens

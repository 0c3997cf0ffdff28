#pragma once

#include "core/records/detection_step.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hardlens {

/// A picture with its objects. `reference.flipped` is false and `reference.scale` 1 here.
struct AnnotatedPicture
{
    PictureReference reference {};
    std::filesystem::path file {}; // empty for built-in pictures
    std::vector<GroundTruth> objects {};
    int orientation = 1; // EXIF's, which load undoes: pixels and boxes agree; 1: nothing to do
};

/// The graver, the further down.
enum class ProblemKind
{
    Remark,         // of the data as a whole: what was assumed, what will not work
    ObjectDropped,  // it cannot be used
    BoxClipped,     // it reached beyond its picture
    PictureLeftOut, // with all its objects
    Refused,        // it leads out of the data folder, or is not a file: never opened
    Unreadable,     // a file is broken, or ends too early
};

/// One thing that was wrong in the data and what was done about it: "a.xml:17: zero-area box (5, 5,
/// 5, 9): dropped".
struct DataProblem
{
    std::string file {}; // seen from the data folder; ".": the data set itself
    int64_t line = 0;    // 0: the file as a whole
    std::string text {};
    ProblemKind kind = ProblemKind::Remark;
};

/// Whether one of them is more than a remark.
inline bool anyLost(const std::vector<DataProblem>& problems)
{
    return std::ranges::any_of(
        problems, [](const DataProblem& problem) { return problem.kind != ProblemKind::Remark; });
}

/// "a.xml:17: zero-area box …"; of the data set itself the text alone.
inline std::string textOf(const DataProblem& problem)
{
    if (problem.file == ".")
        return problem.text;
    const std::string line = problem.line > 0 ? ":" + std::to_string(problem.line) : std::string();
    return problem.file + line + ": " + problem.text;
}

/// What the annotations of a data set hold, counted before anything is dropped.
struct AnnotationCounts
{
    int64_t objects = 0; // difficult and crowd ones too
    int64_t marked = 0;  // difficult or crowd
    int64_t dropped = 0; // objects that cannot be used, those of pictures left out among them
    int64_t clipped = 0; // boxes
    int64_t picturesLeftOut = 0;
    std::map<std::string, int64_t> perClass {}; // objects; one without a class is in none
};

class ProblemLog;

/// Pictures and objects to train on and to be tested on. Plain data; `load` may be called from any
/// thread.
struct DetectionData
{
    std::string name {};           // "scenes", or the folder's name
    std::string path {};           // as it was opened; empty for built-in data
    std::filesystem::path root {}; // the folder from which problems' files are seen; may be below
    std::string layout {}; // "PASCAL VOC: Annotations and JPEGImages"; empty for built-in data
    std::vector<std::string> classNames {"background"};
    std::vector<AnnotatedPicture> train {};
    std::vector<AnnotatedPicture> test {};
    std::vector<AnnotatedPicture> unlisted {}; // in no list; only where they were asked for
    AnnotationCounts annotated {};             // of all of them, each picture once
    std::vector<DataProblem> problems {};
    std::function<Pixels(const AnnotatedPicture&)> load {}; // throws DataError
    /// What load notices later, such as damage; null: it notices nothing.
    std::shared_ptr<ProblemLog> found {};
};

} // namespace hardlens

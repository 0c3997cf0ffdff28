#pragma once

#include "core/records/detection_step.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace hardlens {

/// A picture with its objects. `reference.flipped` is false and `reference.scale` 1 here.
struct AnnotatedPicture
{
    PictureReference reference {};
    std::filesystem::path file {}; // empty for built-in pictures
    std::vector<GroundTruth> objects {};
};

/// One thing that was wrong in the data and what was done about it: "a.xml:17: zero-area box (5, 5,
/// 5, 9): dropped".
struct DataProblem
{
    std::string file {};
    int64_t line = 0; // 0: the file as a whole
    std::string text {};
};

/// "a.xml:17: zero-area box …"
inline std::string textOf(const DataProblem& problem)
{
    const std::string line = problem.line > 0 ? ":" + std::to_string(problem.line) : std::string();
    return problem.file + line + ": " + problem.text;
}

class ProblemLog;

/// Pictures and objects to train on and to be tested on. Plain data; `load` may be called from any
/// thread.
struct DetectionData
{
    std::string name {}; // "scenes", or the folder's name
    std::string path {}; // empty for built-in data
    std::vector<std::string> classNames {"background"};
    std::vector<AnnotatedPicture> train {};
    std::vector<AnnotatedPicture> test {};
    std::vector<DataProblem> problems {};
    std::function<Pixels(const AnnotatedPicture&)> load {}; // throws DataError
    std::shared_ptr<ProblemLog>
        found {}; // what load notices later, such as damage; null: it notices nothing
};

} // namespace hardlens

#pragma once

#include "core/data/data_check.h"

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace hardlens {

/// What `hardlens-cli data check` was given.
struct DataCheckArguments
{
    std::string path {}; // a folder, or a COCO file
    bool json = false;
    bool decodeAll = false;
    bool classes = false;                    // pictures with classes, not with boxes
    int classLevel = 0;                      // as of ClassDataOptions
    std::optional<ProposalMethod> method {}; // nothing: the one that a training would use
    DataCheckOptions options {};
};

/// Adds the command `data` with its sub-command `check` to the program's.
/// Returns that sub-command: true once it was given.
CLI::App& addDataCheck(CLI::App& app, DataCheckArguments& arguments);

/// Prints what there is and what is wrong with it, for people or as one JSON object. Returns the
/// exit status: 1 where something could not be read, else 0.
int dataCheckCommand(const DataCheckArguments& arguments);

} // namespace hardlens

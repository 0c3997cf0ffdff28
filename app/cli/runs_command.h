#pragma once

#include "core/runs/body_policy.h"

#include <string>

namespace CLI {
class App;
}

namespace hardlens {

/// What `hardlens-cli runs` was given.
struct RunsArguments
{
    std::string place {}; // of list: a folder of runs; of the others: a run
    bool json = false;
    BodyPolicy keep {};
    enum class Verb
    {
        List,
        Show,
        Verify,
        Prune
    } verb
        = Verb::List;
};

/// Adds list, show, verify and prune to the sub-command.
void addRunsArguments(CLI::App& command, RunsArguments& arguments);

/// Returns the exit status: 1 where a run is damaged or cannot be read.
int runsCommand(const RunsArguments& arguments);

} // namespace hardlens

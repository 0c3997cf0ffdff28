#pragma once

#include "core/nets/weights_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// Where a run stands, beside its weights. Random numbers need no place here: they are keyed by
/// seed and step.
struct TrainingState
{
    int64_t step = 0; // steps done; schedules count them
    int64_t nextPosition
        = 0; // in the order that the seed draws over all epochs: the picture that comes next
    double wallSeconds = 0;
    double trainSeconds = 0;
    int64_t picturesSeen = 0;
    int64_t roisSeen = 0;
    int64_t pixelsSeen = 0;

    friend bool operator==(const TrainingState&, const TrainingState&) = default;
};

/// All that a run needs to go on as if it had never been interrupted.
struct Checkpoint
{
    TrainingState state {};
    std::string experiment {}; // the effective configuration with every live change, as a TOML file
    Weights weights {};        // the network's, with the names of its classes
    Weights
        solver {}; // what it remembers, by parameter; of those that never moved there is nothing
};

/// A checkpoint on disk: a folder "step-000412" with weights.safetensors, solver.safetensors and
/// state.json, which holds the sizes and checksums of the other two, and its own, and is written
/// last.
struct CheckpointPlace
{
    int64_t step = 0;
    std::filesystem::path folder {};
};

/// Writes into `folder`: aside, synchronised, renamed. A sound checkpoint of the same step is left
/// as it is. Returns its folder. Throws Error naming file and reason; nothing is then left behind.
std::filesystem::path writeCheckpoint(
    const std::filesystem::path& folder, const Checkpoint& checkpoint);

/// Reads one and checks all of it. Throws DataError naming the file, what was found and what was
/// expected; a checkpoint of a newer version of the program is refused.
Checkpoint readCheckpoint(const std::filesystem::path& place);

/// What is wrong with a checkpoint; empty: it reads well.
std::string damageOf(const std::filesystem::path& place);
/// Whether every weight of it was finite when it was written.
bool isFinite(const std::filesystem::path& place);

/// Those in the folder by rising step, sound or not.
std::vector<CheckpointPlace> listCheckpoints(const std::filesystem::path& folder);
/// The newest that reads well and is finite, at most `atMost` steps old where that is given.
std::optional<CheckpointPlace> newestSound(
    const std::filesystem::path& folder, std::optional<int64_t> atMost = {});

/// Removes what was being written when a program was killed, and all but the newest `keep` sound
/// and finite ones and that of step `best` (-1: none is the best). Damaged ones are kept: they may
/// still be worth something to somebody.
void pruneCheckpoints(const std::filesystem::path& folder, int64_t keep, int64_t best);

} // namespace hardlens

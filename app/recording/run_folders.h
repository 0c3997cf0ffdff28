#pragma once

#include "core/training/training_config.h"

#include <filesystem>

namespace hardlens {

/// Where runs are kept: $HARDLENS_RUNS, or $XDG_DATA_HOME/hardlens/runs, or
/// ~/.local/share/hardlens/runs.
std::filesystem::path runsFolder();

/// A folder in `parent` that is not there yet: "2026-11-21_17-05-12_voc_bccd_seed-3", with a number
/// behind it where there is one of that name.
std::filesystem::path newRunFolder(
    const std::filesystem::path& parent, const TrainingConfig& config);

} // namespace hardlens

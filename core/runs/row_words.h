#pragma once

#include "core/records/event.h"
#include "core/runs/run_description.h"

#include <string>

namespace hardlens {

/// Words of the columns `events.kind` and `sessions.state`.
std::string nameOf(EventKind kind);
std::string nameOf(RunState state);

/// What a word stands for. Throws DataError for one that this version does not know.
EventKind eventKindOf(const std::string& name);
RunState runStateOf(const std::string& name);

} // namespace hardlens

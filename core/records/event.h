#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace hardlens {

enum class EventKind : uint8_t
{
    Control,    // a setting changed; `key`, `from`, `to`
    Refused,    // a command was refused; `text` says why
    Note,       // started, paused, reset, data opened, …
    Warning,    // something was dropped or replaced, the run goes on
    Error,      // the run stopped; `text` says why
    Checkpoint, // one was written, of step `step` or before; `text` says where
};

/// By EventKind, as files have them: append, never rename.
inline constexpr std::array eventKindNames {
    "control", "refused", "note", "warning", "error", "checkpoint"};
static_assert(eventKindNames.size() == size_t(EventKind::Checkpoint) + 1);

/// Something that happened, at the boundary after `step`.
struct Event
{
    EventKind kind = EventKind::Note;
    int64_t step = 0; // the first step that it acts on is step + 1
    double wallSeconds = 0;
    double trainSeconds = 0;
    std::string text {}; // one sentence for people
    std::string key {};  // option key, for Control and Refused
    std::string from {}; // as people read it
    std::string to {};
    std::string value {}; // the new value as a file has it, for Control
};

} // namespace hardlens

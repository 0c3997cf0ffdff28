#include "core/runs/row_words.h"

#include "core/basics/error.h"

#include <algorithm>
#include <array>

namespace hardlens {

namespace {

constexpr std::array stateNames {"running", "stopped", "finished", "failed"};

template <typename Kind, size_t Count>
Kind kindOf(const std::array<const char*, Count>& names, const std::string& name)
{
    const auto found = std::ranges::find(names, name);
    if (found == names.end())
        throw DataError(concat("\"", name, "\": an unknown kind"));
    return Kind(found - names.begin());
}

} // namespace

std::string nameOf(EventKind kind)
{
    return eventKindNames.at(size_t(kind));
}

std::string nameOf(RunState state)
{
    return stateNames.at(size_t(state));
}

EventKind eventKindOf(const std::string& name)
{
    return kindOf<EventKind>(eventKindNames, name);
}

RunState runStateOf(const std::string& name)
{
    return kindOf<RunState>(stateNames, name);
}

} // namespace hardlens

#pragma once

#include <map>
#include <string>

namespace hardlens {

/// How people call the options, by key.
std::map<std::string, std::string> optionLabels();

} // namespace hardlens

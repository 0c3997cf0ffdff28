#pragma once

#include <map>
#include <string>

namespace hardlens {

/// Processor, cores, memory and system in one line, for whoever reads a run later.
std::string machineText();

/// Versions of the libraries that decide the numbers of a run, by name.
std::map<std::string, std::string> libraryVersions();

} // namespace hardlens

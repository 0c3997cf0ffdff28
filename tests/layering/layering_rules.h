#pragma once

#include <map>
#include <string>
#include <vector>

/// Which part of the sources may include what: the table "Layout" of the design, and the words that
/// no project code uses.
namespace hardlens::layering {

/// What a file breaks by itself, one sentence each: "core/mining/a.cpp:3: …". Empty where it keeps
/// the rules. path: from the root of the sources, with slashes; it decides which rules hold.
std::vector<std::string> violations(const std::string& path, const std::string& text);

/// What files break together, through the project headers that they include: a file of core, from
/// basics to analysis, of runs or of widgets that reaches LibTorch, one that reaches LibTorch and
/// QCustomPlot, one of core that reaches Qt. files: text by path.
std::vector<std::string> violationsTogether(const std::map<std::string, std::string>& files);

} // namespace hardlens::layering

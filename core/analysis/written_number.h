#pragma once

#include <string>

namespace hardlens {

/// The shortest text that reads back as the same number, whatever the locale; empty where it is not
/// finite.
std::string shortestText(float value);

/// The double that is written like the float: .1f as 0.1, for writers that know doubles alone. NaN,
/// which JSON has as null, where it is not finite.
double asWritten(float value);

} // namespace hardlens

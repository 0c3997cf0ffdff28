#pragma once

#include "core/records/history.h"

#include <string>

namespace hardlens {

/// One JSON object without a line break; NaN is null.
std::string jsonLine(const StepRow& row);
std::string jsonLine(const Event& event);
std::string jsonLine(const Evaluation& evaluation);

} // namespace hardlens

#pragma once

#include "core/geometry/box.h"

#include <cstdint>
#include <simdjson.h>
#include <string>

namespace hardlens {

/// What is wrong with a field, or with the whole entry where the field is empty.
struct CocoFault
{
    std::string field {};
    std::string text {};
};

/// A whole number of 64 bits, also where it is written as 17.0. field: for the fault that is thrown
/// where it is anything else.
int64_t cocoWholeNumber(simdjson::ondemand::value from, const char* field);

/// 1, true, 1.0; nothing else. (Who writes null or "0" means no.)
bool isCocoFlagSet(simdjson::ondemand::value from);

/// [x, y, w, h] as corners. Throws CocoFault where these are not four numbers below a million.
Box cocoBox(simdjson::ondemand::value from);

/// Throws CocoFault where it is no number in [0, 1e12].
float cocoArea(simdjson::ondemand::value from);

/// Throws CocoFault where it is no text.
std::string cocoText(simdjson::ondemand::value from, const char* field);

} // namespace hardlens

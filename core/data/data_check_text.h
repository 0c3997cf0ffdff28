#pragma once

#include "core/data/data_check.h"

namespace hardlens {

/// What a check costs, which the check itself does not know.
struct CheckCost
{
    double seconds = 0;    // to open and to check
    int64_t peakBytes = 0; // of memory, of the whole program; 0: not known
};

/// The check for people: some twenty lines, then every problem on its own. Control characters that
/// file names and classes may hold are shown as "?".
std::string textOf(const DataCheck& check, const CheckCost& cost = {});

/// The check as one JSON object without line breaks. Its keys: images (pictures that can be used),
/// boxes (all annotated objects), classes (name: objects, without those that have none), dropped
/// (objects), problems (a list of {file, line, text, kind}), and more that explain themselves.
/// Bytes that are no UTF-8 are replaced.
std::string jsonOf(const DataCheck& check, const CheckCost& cost = {});

} // namespace hardlens

#include "core/analysis/step_rates.h"

#include <algorithm>
#include <limits>

namespace hardlens {

double watchingShare(const History& history, size_t rows)
{
    double watching = 0, all = 0;
    const size_t n = history.steps.size();
    for (size_t i = n - std::min(rows, n); i < n; ++i) {
        watching += history.steps[i].watchingMs;
        all += history.steps[i].stepMs;
    }
    return all > 0 ? watching / all : std::numeric_limits<double>::quiet_NaN();
}

} // namespace hardlens

#include "core/recipes/learning_rate.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

double StepSchedule::rate(int64_t step) const
{
    const double warm = warmupSteps > 0 ? std::min(1.0, double(step) / double(warmupSteps)) : 1.0;
    const double falls = everySteps > 0 ? double((step - 1) / everySteps) : 0.0;
    return base * warm * std::pow(factor, falls);
}

} // namespace hardlens

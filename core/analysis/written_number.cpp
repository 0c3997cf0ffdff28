#include "core/analysis/written_number.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace hardlens {

std::string shortestText(float value)
{
    if (!std::isfinite(value))
        return {};
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, value).ptr};
}

double asWritten(float value)
{
    const std::string text = shortestText(value);
    double number = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace hardlens

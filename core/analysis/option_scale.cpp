#include "core/analysis/option_scale.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace hardlens {

namespace {

constexpr int logarithmicNotches = 120;
constexpr int linearNotches = 100; // where the option names no step
constexpr int mostNotches = 10000;

double twoDigits(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1);
    return std::round(value / unit) * unit;
}

int decimalsOf(double step)
{
    int decimals = 0;
    while (decimals < 6 && std::abs(step - std::round(step)) > 1e-9 * std::max(1.0, step)) {
        step *= 10;
        ++decimals;
    }
    return decimals;
}

} // namespace

OptionScale::OptionScale(const OptionSpec& spec)
    : m_whole(spec.type == OptionType::Integer)
    , m_logarithmic(spec.logarithmic)
    , m_low(spec.low)
    , m_high(spec.high)
    , m_step(spec.step)
{
    if ((spec.type != OptionType::Integer && spec.type != OptionType::Real) || !(m_high > m_low))
        throw std::invalid_argument(
            concat("OptionScale: ", spec.key, ": expected a number with low < high"));
    if (!(m_step > 0))
        m_step = m_whole ? 1 : (m_high - m_low) / linearNotches;
    m_logLow = m_low > 0 ? m_low : m_step;
    m_decimals = m_whole ? 0 : decimalsOf(m_step);
    m_last = m_logarithmic
        ? logarithmicNotches
        : int(std::clamp(std::round((m_high - m_low) / m_step), 1.0, double(mostNotches)));
}

double OptionScale::valueAt(int position) const
{
    position = std::clamp(position, 0, m_last);
    if (position == 0)
        return m_low;
    if (position == m_last)
        return m_high;
    double value;
    if (m_logarithmic) {
        const int first = m_low > 0 ? 0 : 1;
        const double t = double(position - first) / double(m_last - first);
        value = twoDigits(m_logLow * std::pow(m_high / m_logLow, t));
    } else {
        value = m_low + (m_high - m_low) * double(position) / double(m_last);
        // From the unit below the step, so that 0.7 is 0.7 and not 0.7000000000000001.
        const double unit = std::pow(10.0, m_decimals);
        value = std::round(value * unit) / unit;
    }
    return std::clamp(m_whole ? std::round(value) : value, m_low, m_high);
}

int OptionScale::positionOf(double value) const
{
    if (!(value > m_low))
        return 0;
    if (value >= m_high)
        return m_last;
    if (!m_logarithmic)
        return int(std::lround((value - m_low) / (m_high - m_low) * double(m_last)));
    const int first = m_low > 0 ? 0 : 1;
    const double t = std::log(std::max(value, m_logLow) / m_logLow) / std::log(m_high / m_logLow);
    return first + int(std::lround(t * double(m_last - first)));
}

std::string OptionScale::shown(double value) const
{
    if (m_logarithmic && !m_whole)
        return shortNumber(value);
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", m_decimals, value);
    // A value that was typed more finely than a notch is shown as it is.
    double read = 0;
    if (readNumber(text, read) && std::abs(read - value) > 1e-9 * std::max(1.0, std::abs(value)))
        return shortNumber(value);
    return text;
}

} // namespace hardlens

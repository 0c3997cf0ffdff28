#include "core/analysis/stable_upper.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

double niceCeiling(double value, const std::vector<double>& mantissas)
{
    if (!(value > 0) || !std::isfinite(value))
        return mantissas.front();
    const double decade = std::pow(10.0, std::floor(std::log10(value)));
    // A value such as 0.3 must find the rung that it is, whatever its last bit.
    const double tolerance = 1 + 1e-9;
    for (const double m : mantissas)
        if (m * decade * tolerance >= value)
            return m * decade;
    return mantissas.front() * decade * 10;
}

StableUpper::StableUpper(Options options)
    : m_options(std::move(options))
{
}

double StableUpper::update(double wanted)
{
    if (!std::isfinite(wanted))
        return m_value;
    if (m_value <= 0 || wanted > 2 * m_value) {
        m_value = niceCeiling(wanted, m_options.mantissas);
        m_above = m_below = 0;
        return m_value;
    }
    m_above = wanted > m_value ? m_above + 1 : 0;
    const bool fitsLower = niceCeiling(wanted * 1.1, m_options.mantissas) < m_value;
    m_wantedSince = m_below == 0 ? wanted : std::max(m_wantedSince, wanted);
    m_below = fitsLower ? m_below + 1 : 0;
    if (m_above >= m_options.growAfter) {
        m_value = niceCeiling(wanted, m_options.mantissas);
        m_above = m_below = 0;
    } else if (m_below >= m_options.shrinkAfter) {
        m_value = niceCeiling(m_wantedSince * 1.1, m_options.mantissas);
        m_above = m_below = 0;
    }
    return m_value;
}

void StableUpper::clear()
{
    m_value = m_wantedSince = 0;
    m_above = m_below = 0;
}

} // namespace hardlens

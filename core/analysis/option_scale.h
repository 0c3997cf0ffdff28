#pragma once

#include "core/basics/option_spec.h"

#include <string>

namespace hardlens {

/// The positions of a slider for a number: 0 is spec.low, the last one spec.high. Evenly spaced by
/// spec.step, or, where the option runs over orders of magnitude, evenly in its logarithm with
/// values of two significant digits (a low of 0 is the first position alone, the next one is
/// spec.step).
class OptionScale
{
public:
    /// Throws std::invalid_argument where the option is not a number or has an empty range.
    explicit OptionScale(const OptionSpec& spec);

    int last() const { return m_last; }
    double valueAt(int position) const; // positions outside are clamped
    int positionOf(double value) const; // the nearest one
    /// With as many decimals as a notch needs, so that the text does not change its width while it
    /// is dragged.
    std::string shown(double value) const;

private:
    bool m_whole = false;
    bool m_logarithmic = false;
    double m_low = 0, m_high = 0, m_step = 0;
    double m_logLow = 0; // smallest value above 0 of a logarithmic scale
    int m_last = 0;
    int m_decimals = 0;
};

} // namespace hardlens

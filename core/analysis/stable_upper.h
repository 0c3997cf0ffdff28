#pragma once

#include <vector>

namespace hardlens {

/// Smallest mantissa · 10^k that is >= value; mantissas rise within [1, 10). Values <= 0 and NaN
/// give the first mantissa.
double niceCeiling(double value, const std::vector<double>& mantissas);

/// The end of an axis that follows its data without dancing: a rung of niceCeiling's ladder that
/// moves only when the data have asked for another one several times in a row. The first value, and
/// one beyond twice the end, act at once.
class StableUpper
{
public:
    struct Options
    {
        std::vector<double> mantissas {1, 1.5, 2, 3, 4, 5, 6, 8};
        int growAfter = 3;    // updates in a row that lie beyond the end
        int shrinkAfter = 30; // updates in a row that would fit a lower rung with a tenth to spare
    };

    StableUpper() = default;
    explicit StableUpper(Options options);

    /// The end after a value that it should reach. Not finite: no change.
    double update(double wanted);
    double value() const { return m_value; } // 0 before the first update
    void clear();

private:
    Options m_options {};
    double m_value = 0;
    double m_wantedSince = 0; // largest value since shrinking was first wished
    int m_above = 0;
    int m_below = 0;
};

} // namespace hardlens

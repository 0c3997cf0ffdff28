#pragma once

#include "core/analysis/curve_decimation.h"
#include "core/analysis/history_tail.h"
#include "core/records/history.h"

#include <array>
#include <vector>

namespace hardlens {

/// What a fork's variants can be compared by over their steps.
enum class ForkQuantity
{
    MeanLossAll,
    MeanLossChosen,
    ChosenForeground,
    MeanAp
};
inline constexpr size_t forkQuantityCount = 4;

/// Of a step; NaN for what only evaluations have.
double valueOf(const StepRow& row, ForkQuantity quantity);

/// The curves of the variants of a fork over steps, read as their histories grow.
class ForkCurves
{
public:
    void reset(size_t variants);
    /// Reads what is new; true: there was something. One history per variant.
    bool read(const std::vector<History>& histories);

    size_t variants() const { return m_variants.size(); }
    const DecimatedCurve& curve(size_t variant, ForkQuantity quantity) const
    {
        return m_variants[variant].curves[size_t(quantity)];
    }
    bool hasValues(ForkQuantity quantity) const; // of any variant
    int64_t firstStep() const;                   // of any variant; 0: none
    int64_t lastStep() const;

private:
    struct Variant
    {
        Variant();
        bool read(const History& history);

        std::array<DecimatedCurve, forkQuantityCount> curves;
        HistoryTail tail {};
        size_t evaluations = 0;
        int64_t firstStep = 0;
        int64_t lastStep = 0;
    };
    std::vector<Variant> m_variants {};
};

} // namespace hardlens

#pragma once

#include "core/analysis/curve_decimation.h"
#include "core/analysis/history_tail.h"
#include "widgets/fork/fork_quantities.h"

#include <vector>

namespace hardlens {

/// The curves of the variants of a fork over steps, read as their histories grow.
class ForkCurves
{
public:
    void reset(size_t variants, std::span<const ForkQuantity> quantities);
    /// Reads what is new; true: there was something. One history per variant.
    bool read(const std::vector<History>& histories);

    size_t variants() const { return m_variants.size(); }
    /// quantity: its place among those that it was reset with.
    const DecimatedCurve& curve(size_t variant, size_t quantity) const
    {
        return m_variants[variant].curves[quantity];
    }
    bool hasValues(size_t quantity) const; // of any variant
    int64_t firstStep() const;             // of any variant; 0: none
    int64_t lastStep() const;

private:
    struct Variant
    {
        explicit Variant(std::span<const ForkQuantity> quantities);
        bool read(const History& history, std::span<const ForkQuantity> quantities);

        std::vector<DecimatedCurve> curves; // by quantity
        HistoryTail tail {};
        size_t evaluations = 0;
        int64_t firstStep = 0;
        int64_t lastStep = 0;
    };
    std::span<const ForkQuantity> m_quantities {};
    std::vector<Variant> m_variants {};
};

} // namespace hardlens

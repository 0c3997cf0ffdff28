#include "widgets/fork/fork_curves.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

// The random samplers leave the losses of all RoIs out of most steps (every tenth has them by
// default).
constexpr size_t bridgedRows = 50;

} // namespace

ForkCurves::Variant::Variant(std::span<const ForkQuantity> quantities)
    : curves(quantities.size(), DecimatedCurve(bridgedRows))
{
}

bool ForkCurves::Variant::read(const History& history, std::span<const ForkQuantity> quantities)
{
    size_t row = tail.next(history);
    bool changed = tail.restarted() || history.evaluations.size() < evaluations;
    if (changed) {
        *this = Variant(quantities);
        row = tail.next(history);
    }
    changed = changed || row < history.steps.size() || evaluations < history.evaluations.size();
    for (; row < history.steps.size(); ++row) {
        const StepRow& r = history.steps[row];
        for (size_t q = 0; q < quantities.size(); ++q)
            if (quantities[q].ofStep)
                curves[q].append(double(r.step), quantities[q].ofStep(r));
        firstStep = firstStep > 0 ? firstStep : r.step;
        lastStep = r.step;
    }
    for (; evaluations < history.evaluations.size(); ++evaluations) {
        const Evaluation& e = *history.evaluations[evaluations];
        for (size_t q = 0; q < quantities.size(); ++q)
            if (quantities[q].ofEvaluation)
                curves[q].append(double(e.step), quantities[q].ofEvaluation(e));
    }
    return changed;
}

void ForkCurves::reset(size_t variants, std::span<const ForkQuantity> quantities)
{
    m_quantities = quantities;
    m_variants.assign(variants, Variant(quantities));
}

bool ForkCurves::read(const std::vector<History>& histories)
{
    bool changed = false;
    for (size_t v = 0; v < m_variants.size(); ++v)
        changed = m_variants[v].read(histories[v], m_quantities) || changed;
    return changed;
}

bool ForkCurves::hasValues(size_t quantity) const
{
    return std::ranges::any_of(m_variants, [quantity](const Variant& v) {
        return v.curves[quantity].lastBefore(INFINITY).has_value();
    });
}

int64_t ForkCurves::firstStep() const
{
    int64_t first = 0;
    for (const Variant& v : m_variants)
        if (v.firstStep > 0)
            first = first > 0 ? std::min(first, v.firstStep) : v.firstStep;
    return first;
}

int64_t ForkCurves::lastStep() const
{
    int64_t last = 0;
    for (const Variant& v : m_variants)
        last = std::max(last, v.lastStep);
    return last;
}

} // namespace hardlens

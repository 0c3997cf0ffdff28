#include "widgets/fork/fork_curves.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

// The random samplers leave the losses of all RoIs out of most steps (every tenth has them by
// default).
constexpr size_t bridgedRows = 50;

} // namespace

double valueOf(const StepRow& row, ForkQuantity quantity)
{
    switch (quantity) {
    case ForkQuantity::MeanLossAll:
        return double(row.meanLossAll);
    case ForkQuantity::MeanLossChosen:
        return double(row.meanLossSelected);
    case ForkQuantity::ChosenForeground:
        return double(row.selectedForeground);
    case ForkQuantity::MeanAp:
        break;
    }
    return std::nan("");
}

ForkCurves::Variant::Variant()
{
    curves.fill(DecimatedCurve(bridgedRows));
}

bool ForkCurves::Variant::read(const History& history)
{
    size_t row = tail.next(history);
    bool changed = tail.restarted() || history.evaluations.size() < evaluations;
    if (changed) {
        *this = Variant();
        row = tail.next(history);
    }
    changed = changed || row < history.steps.size() || evaluations < history.evaluations.size();
    for (; row < history.steps.size(); ++row) {
        const StepRow& r = history.steps[row];
        for (const auto quantity : {ForkQuantity::MeanLossAll, ForkQuantity::MeanLossChosen,
                 ForkQuantity::ChosenForeground})
            curves[size_t(quantity)].append(double(r.step), valueOf(r, quantity));
        firstStep = firstStep > 0 ? firstStep : r.step;
        lastStep = r.step;
    }
    for (; evaluations < history.evaluations.size(); ++evaluations) {
        const Evaluation& e = *history.evaluations[evaluations];
        curves[size_t(ForkQuantity::MeanAp)].append(double(e.step), e.meanAveragePrecision);
    }
    return changed;
}

void ForkCurves::reset(size_t variants)
{
    m_variants.assign(variants, {});
}

bool ForkCurves::read(const std::vector<History>& histories)
{
    bool changed = false;
    for (size_t v = 0; v < m_variants.size(); ++v)
        changed = m_variants[v].read(histories[v]) || changed;
    return changed;
}

bool ForkCurves::hasValues(ForkQuantity quantity) const
{
    return std::ranges::any_of(m_variants, [quantity](const Variant& v) {
        const DecimatedCurve& curve = v.curves[size_t(quantity)];
        return curve.lastBefore(INFINITY).has_value();
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

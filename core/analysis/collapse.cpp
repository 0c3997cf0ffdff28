#include "core/analysis/collapse.h"

#include "core/basics/error.h"

#include <cmath>

namespace hardlens {

namespace {

bool hasNoDistance(const EmbeddingScalars& s)
{
    return s.items > 0 && s.negativeDistance < Collapse::noDistanceBelow;
}

bool isAtMargin(const EmbeddingScalars& s, double margin)
{
    return s.draws > 0 && s.activePositives >= s.draws && s.activeNegatives >= s.draws
        && std::abs(double(s.loss) - margin) <= Collapse::frozenShare * margin;
}

/// The number of newest rows that show it without a break.
template <typename Shows> size_t newestRows(const History& history, Shows shows)
{
    const size_t rows = history.steps.size();
    size_t count = 0;
    while (count < rows && shows(history.steps[rows - 1 - count].embedding))
        ++count;
    return count;
}

} // namespace

std::optional<Collapse> collapseOf(const History& history, double margin)
{
    const auto since = [&](size_t rows) { return history.steps[history.steps.size() - rows].step; };
    if (const size_t rows = newestRows(history, hasNoDistance))
        return Collapse {Collapse::Sign::NoDistance, since(rows)};
    if (!(margin > 0))
        return std::nullopt;
    const size_t rows = newestRows(
        history, [margin](const EmbeddingScalars& s) { return isAtMargin(s, margin); });
    if (rows < size_t(Collapse::frozenSteps))
        return std::nullopt;
    return Collapse {Collapse::Sign::LossAtMargin, since(rows)};
}

std::string textOf(const Collapse& collapse)
{
    return concat("Collapsed since step ", collapse.since,
        collapse.sign == Collapse::Sign::NoDistance
            ? ": negatives are no further than .05 away"
            : ": every term is active, the loss stands at α");
}

} // namespace hardlens

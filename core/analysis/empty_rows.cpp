#include "core/analysis/empty_rows.h"

#include "core/basics/error.h"

namespace hardlens {

std::optional<EmptyRows> emptyRowsOf(const History& history)
{
    const size_t steps = history.steps.size();
    size_t lasting = 0;
    while (lasting < steps) {
        const EmbeddingScalars& row = history.steps[steps - 1 - lasting].embedding;
        if (row.rows == 0 || row.emptyRows <= EmptyRows::most * row.rows)
            break;
        ++lasting;
    }
    if (lasting < size_t(EmptyRows::lasting))
        return std::nullopt;
    const StepRow newest = history.steps[steps - 1];
    return EmptyRows {.since = history.steps[steps - lasting].step,
        .empty = newest.embedding.emptyRows,
        .rows = newest.embedding.rows};
}

std::string textOf(const EmptyRows& rows, const std::string& treatment)
{
    return concat("Most anchors have had no candidate since step ", rows.since, " (", rows.empty,
        " of ", rows.rows, " rows now): ", treatment);
}

} // namespace hardlens

#pragma once

#include "core/analysis/anchor_row.h"

#include <QString>

#include <string>
#include <vector>

namespace hardlens {

/// What an anchor chose among: "75 candidates · effective sample 12.3", or how an empty row was
/// treated. isShort: for little room.
QString rowFacts(const AnchorRow& row, bool isShort = false);

/// Why the row is as it is, in a sentence; empty where nothing needs saying.
QString rowTreatmentText(const AnchorRow& row);

/// Lines about an item of the step as the anchor sees it: class, name, distance, probability, loss.
QString itemCard(const EmbeddingStep& step, const AnchorRow& row, int item,
    const std::vector<std::string>& classNames);

/// The item among the row's negatives; null: it is none.
const SeenNegative* negativeIn(const AnchorRow& row, int item);

} // namespace hardlens

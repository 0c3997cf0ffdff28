#pragma once

#include <QStringView>

#include <optional>
#include <vector>

namespace hardlens {

/// How the letters of a query were found in a text.
struct FuzzyMatch
{
    int score = 0;              // the higher, the better
    std::vector<int> places {}; // in the text, one per letter of the query

    friend bool operator==(const FuzzyMatch&, const FuzzyMatch&) = default;
};

/// Finds the letters of `query` in `text` in their order, others between them allowed, whatever the
/// case; blanks of the query do not count. Of all ways to find them the best is taken: a letter at
/// the start of the text counts 12, one that follows the letter before it directly 9, one at the
/// start of a word 8, any other 0; every letter skipped between two costs 1. None: they are not
/// there. An empty query is found everywhere, with score 0.
std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView text);

} // namespace hardlens

#include "widgets/controls/fuzzy_match.h"

#include <QString>

#include <algorithm>
#include <limits>

namespace hardlens {

namespace {

constexpr int atTextStart = 12;
constexpr int following = 9;
constexpr int atWordStart = 8;
constexpr int skipped = 1;
constexpr int impossible = std::numeric_limits<int>::min() / 2;

int startPoints(QStringView text, qsizetype i)
{
    if (i == 0)
        return atTextStart;
    const QChar before = text[i - 1], here = text[i];
    const bool wordStart = here.isLetterOrNumber()
        && (!before.isLetterOrNumber() || (before.isLower() && here.isUpper()));
    return wordStart ? atWordStart : 0;
}

/// The best way to have the letters so far with the last of them at a place.
struct Cell
{
    int score = impossible;
    int before = -1; // place of the letter before
};

/// One row of cells from that of the letter before (none for the first).
std::vector<Cell> nextRow(const std::vector<Cell>* last, QChar letter, QStringView text)
{
    std::vector<Cell> row(size_t(text.size()));
    Cell apart; // the best earlier place with at least one letter in between, its cost included
    for (qsizetype j = 0; j < text.size(); ++j) {
        if (last && j >= 2) {
            apart.score -= skipped;
            if (const int candidate = (*last)[size_t(j - 2)].score - skipped;
                candidate >= apart.score)
                apart = {candidate, int(j - 2)};
        }
        if (text[j].toCaseFolded() != letter)
            continue;
        Cell& cell = row[size_t(j)];
        if (!last) {
            cell = {startPoints(text, j), -1};
            continue;
        }
        if (apart.score > impossible / 2)
            cell = {apart.score + startPoints(text, j), apart.before};
        if (j == 0)
            continue;
        const int direct = (*last)[size_t(j - 1)].score + std::max(following, startPoints(text, j));
        if (direct > impossible / 2 && direct >= cell.score)
            cell = {direct, int(j - 1)};
    }
    return row;
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView text)
{
    std::vector<std::vector<Cell>> rows;
    for (const QChar c : query)
        if (!c.isSpace())
            rows.push_back(nextRow(rows.empty() ? nullptr : &rows.back(), c.toCaseFolded(), text));
    FuzzyMatch match;
    if (rows.empty())
        return match;
    const auto best = std::ranges::max_element(rows.back(), {}, &Cell::score);
    if (best == rows.back().end() || best->score <= impossible / 2)
        return {};
    match.score = best->score;
    match.places.resize(rows.size());
    int place = int(best - rows.back().begin());
    for (size_t i = rows.size(); i-- > 0;) {
        match.places[i] = place;
        place = rows[i][size_t(place)].before;
    }
    return match;
}

} // namespace hardlens

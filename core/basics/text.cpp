#include "core/basics/text.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hardlens {

size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), size_t {0});
    for (size_t i = 0; i < a.size(); ++i) {
        size_t diagonal = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < b.size(); ++j) {
            const size_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j + 1] + 1, row[j] + 1, replaced});
        }
    }
    return row.back();
}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates)
{
    const auto best
        = std::min_element(candidates.begin(), candidates.end(), [&](const auto& a, const auto& b) {
              return editDistance(word, a) < editDistance(word, b);
          });
    return best == candidates.end() ? std::string() : *best;
}

std::string counted(long long n, std::string_view singular, std::string_view plural)
{
    if (n == 1)
        return concat("1 ", singular);
    return plural.empty() ? concat(n, " ", singular, "s") : concat(n, " ", plural);
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string_view {}
                              : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string listed(const std::vector<std::string>& words, size_t most)
{
    std::string text;
    for (size_t i = 0; i < std::min(words.size(), most); ++i)
        text += (i > 0 ? ", " : "") + words[i];
    return words.size() > most ? concat(text, " and ", words.size() - most, " more") : text;
}

std::string duration(double seconds)
{
    const long long s = std::llround(std::max(0.0, seconds));
    if (s < 60)
        return concat(s, " s");
    const auto two = [](long long v) { return concat(v < 10 ? "0" : "", v); };
    if (s < 3600)
        return concat(s / 60, " min ", two(s % 60), " s");
    return concat(s / 3600, " h ", two(s / 60 % 60), " min");
}

} // namespace hardlens

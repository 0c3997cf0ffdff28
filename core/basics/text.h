#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// Smallest number of inserted, deleted and replaced characters that turns a into b (Levenshtein).
size_t editDistance(std::string_view a, std::string_view b);

/// The candidate with the smallest edit distance, empty where there are no candidates.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "1 picture", "3 pictures".
std::string counted(long long n, std::string_view singular, std::string_view plural = {});

/// Without the blanks, tabs and line ends at either end.
std::string_view trimmed(std::string_view text);

/// "a, b", or with more words than that "a, b and 3 more".
std::string listed(const std::vector<std::string>& words, size_t most);

/// "12 s", "3 min 20 s", "1 h 05 min".
std::string duration(double seconds);

} // namespace hardlens

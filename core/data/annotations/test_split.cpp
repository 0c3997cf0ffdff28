#include "core/data/annotations/test_split.h"

#include "core/basics/error.h"
#include "core/basics/random.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <stdexcept>

namespace hardlens {

namespace {

SetWord setWord(std::string_view word)
{
    for (const std::string_view train : {"train", "training", "trainval"})
        if (word == train)
            return SetWord::Train;
    for (const std::string_view validation : {"val", "valid", "validation", "dev"})
        if (word == validation)
            return SetWord::Validation;
    for (const std::string_view test : {"test", "testing"})
        if (word == test)
            return SetWord::Test;
    return SetWord::None;
}

SetSplit drawn(const std::vector<std::string>& names, uint64_t seed)
{
    const auto n = int64_t(names.size());
    std::vector<int64_t> order(names.size());
    std::iota(order.begin(), order.end(), int64_t {0});
    std::sort(order.begin(), order.end(),
        [&](int64_t a, int64_t b) { return names[size_t(a)] < names[size_t(b)]; });
    const std::vector<bool> tests = drawnForTest(n, seed);
    SetSplit split;
    for (int64_t i = 0; i < n; ++i)
        (tests[size_t(i)] ? split.test : split.train).push_back(order[size_t(i)]);
    if (n > 0)
        split.remark = concat("no test split: every fifth picture, drawn by the seed ", seed,
            ", tests: ", split.train.size(), " to train, ", split.test.size(), " to test");
    return split;
}

} // namespace

std::vector<bool> drawnForTest(int64_t n, uint64_t seed)
{
    std::vector<bool> tests(size_t(std::max<int64_t>(n, 0)), false);
    const int64_t count = n < 2 ? 0 : std::max<int64_t>(1, (n + 2) / 5);
    const auto order = permutation(n, RandomStream({.seed = seed, .purpose = Purpose::TestSplit}));
    for (int64_t i = 0; i < count; ++i)
        tests[size_t(order[size_t(i)])] = true;
    return tests;
}

SetWord setWordOf(std::string_view name)
{
    std::string word;
    for (size_t i = 0; i <= name.size(); ++i) {
        const auto c = i < name.size() ? static_cast<unsigned char>(name[i]) : ' ';
        if (std::isalpha(c)) {
            word += char(std::tolower(c));
            continue;
        }
        if (const SetWord found = setWord(word); found != SetWord::None)
            return found;
        word.clear();
    }
    return SetWord::None;
}

SetSplit splitBySetWords(
    const std::vector<SetWord>& words, const std::vector<std::string>& names, uint64_t seed)
{
    if (words.size() != names.size())
        throw std::invalid_argument(
            concat("splitBySetWords: ", words.size(), " words for ", names.size(), " names"));
    const auto count = [&](SetWord word) { return std::count(words.begin(), words.end(), word); };
    const auto all = int64_t(words.size());
    const auto tests = count(SetWord::Test);
    const auto validates = count(SetWord::Validation);
    const bool byTest = tests > 0 && tests < all;
    if (!byTest && (validates == 0 || validates == all))
        return drawn(names, seed);
    SetSplit split;
    for (int64_t i = 0; i < all; ++i) {
        const bool isTest = words[size_t(i)] == (byTest ? SetWord::Test : SetWord::Validation);
        (isTest ? split.test : split.train).push_back(i);
    }
    if (!byTest)
        split.remark = concat("no test split: what is for validation tests");
    else if (validates > 0)
        split.remark = concat("what is for validation trains too");
    return split;
}

} // namespace hardlens

#include "core/data/annotations/class_numbers.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <algorithm>
#include <numeric>

namespace hardlens {

ClassNumbers numberClasses(const std::vector<std::string>& categories, bool areClasses,
    std::span<const int64_t> train, std::span<const int64_t> test,
    std::span<const int64_t> unlisted)
{
    std::vector<size_t> order(categories.size());
    std::iota(order.begin(), order.end(), size_t {0});
    if (!areClasses)
        std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return categories[a] < categories[b]; });
    ClassNumbers numbers;
    numbers.labels.assign(categories.size(), 0);
    const auto give = [&](const auto& deserves) {
        for (const size_t c : order)
            if (numbers.labels[c] == 0 && deserves(c)) {
                numbers.labels[c] = int32_t(numbers.names.size());
                numbers.names.push_back(categories[c]);
            }
    };
    const auto say = [&](size_t c, int64_t objects, const char* where) {
        numbers.remarks.push_back(concat("class \"", categories[c], "\" (",
            counted(objects, "object"), ") is only in ", where, ": it cannot be learned"));
    };
    give([&](size_t c) { return areClasses || train[c] > 0; });
    give([&](size_t c) { return test[c] > 0; });
    give([&](size_t c) { return unlisted[c] > 0; });
    for (const size_t c : order)
        if (train[c] == 0 && test[c] > 0)
            say(c, test[c], "the test pictures");
        else if (train[c] == 0 && unlisted[c] > 0)
            say(c, unlisted[c], "pictures of no list");
    return numbers;
}

} // namespace hardlens

#include "core/data/classes/class_split.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <algorithm>
#include <stdexcept>

namespace hardlens {

namespace {

bool tellApart(const std::vector<SetWord>& words)
{
    const auto some = [&](SetWord word) {
        const auto n = size_t(std::count(words.begin(), words.end(), word));
        return n > 0 && n < words.size();
    };
    return some(SetWord::Test) || some(SetWord::Validation);
}

} // namespace

SetSplit splitByClasses(std::span<const int32_t> labels, int32_t classes,
    const std::vector<SetWord>& words, ClassSplit how)
{
    if (labels.size() != words.size())
        throw std::invalid_argument(
            concat("splitByClasses: ", words.size(), " words for ", labels.size(), " labels"));
    if (how == ClassSplit::Usual && tellApart(words))
        return splitBySetWords(words, std::vector<std::string>(words.size()), 0);
    const int32_t seen = (classes + 1) / 2;
    SetSplit split;
    for (size_t i = 0; i < labels.size(); ++i)
        (labels[i] < seen ? split.train : split.test).push_back(int64_t(i));
    split.remark = concat("the first ", counted(seen, "class trains", "classes train"), ", ",
        counted(classes - seen, "other is unseen and tests", "others are unseen and test"));
    return split;
}

} // namespace hardlens

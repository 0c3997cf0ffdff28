#include "core/data/voc_lists.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/basics/text.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_set>

namespace hardlens {

namespace {

using Names = std::vector<std::string>;

std::string trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == text.npos ? std::string {}
                              : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Lists of one class have a mark after the name: "000012 -1".
std::string withoutMark(const std::filesystem::path& root, const std::string& line)
{
    const auto space = line.find_last_of(" \t");
    if (space == line.npos || std::filesystem::exists(root / "Annotations" / (line + ".xml")))
        return line;
    const std::string mark = line.substr(space + 1);
    return mark == "1" || mark == "0" || mark == "-1" ? trimmed(line.substr(0, space)) : line;
}

class Lists
{
public:
    Lists(const std::filesystem::path& root, std::vector<DataProblem>& problems)
        : m_root(root)
        , m_problems(problems)
    {
    }

    /// Nothing where the list is absent.
    std::optional<Names> read(const std::string& set)
    {
        const auto path = m_root / "ImageSets" / "Main" / (set + ".txt");
        if (!isPlainName(set) || !std::filesystem::exists(path))
            return std::nullopt;
        const std::string shown = "ImageSets/Main/" + set + ".txt";
        std::istringstream lines(text(path));
        Names names;
        std::unordered_set<std::string> seen;
        int64_t number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            const std::string whole = trimmed(line);
            if (whole.empty())
                continue;
            if (!isPlainName(whole)) {
                m_problems.push_back(
                    {shown, number, "\"" + whole + "\" leads outside the folder: refused"});
                continue;
            }
            const std::string name = withoutMark(m_root, whole);
            if (seen.insert(name).second)
                names.push_back(name);
            else
                m_problems.push_back(
                    {shown, number, "\"" + name + "\" is listed twice: used once"});
        }
        return names;
    }

    void say(std::string text) { m_problems.push_back({"ImageSets/Main", 0, std::move(text)}); }

    Names allAnnotated() const
    {
        Names names;
        std::error_code problem;
        for (const auto& entry :
            std::filesystem::directory_iterator(m_root / "Annotations", problem))
            if (entry.path().extension() == ".xml")
                names.push_back(entry.path().stem().string());
        std::sort(names.begin(), names.end());
        return names;
    }

private:
    static std::string text(const std::filesystem::path& path)
    {
        try {
            return readTextFile(path);
        } catch (const Error& error) {
            throw DataError(error.what());
        }
    }

    std::filesystem::path m_root {};
    std::vector<DataProblem>& m_problems;
};

VocSplit splitByHash(const Names& names)
{
    VocSplit split;
    for (const std::string& name : names)
        (contentHash(name) % 5 == 0 ? split.test : split.train).push_back(name);
    // Very few names may all fall on one side.
    if (split.train.empty() && split.test.size() > 1) {
        split.train.push_back(split.test.back());
        split.test.pop_back();
    }
    return split;
}

void append(Names& names, const Names& more)
{
    for (const std::string& name : more)
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
}

void sayOverlap(const VocSplit& split, Lists& lists)
{
    const std::unordered_set<std::string> train(split.train.begin(), split.train.end());
    const auto both = std::count_if(split.test.begin(), split.test.end(),
        [&](const std::string& name) { return train.contains(name); });
    if (both > 0)
        lists.say(concat(counted(both, "picture is", "pictures are"),
            " in the training and in the test list: precision is measured on what was learned"));
}

} // namespace

bool isPlainName(const std::string& name)
{
    return !name.empty() && name != "." && name.find("..") == name.npos
        && name.find_first_of(std::string("/\\\0", 3)) == name.npos;
}

VocSplit readVocSplit(const std::filesystem::path& root, const std::string& trainSet,
    const std::string& testSet, std::vector<DataProblem>& problems)
{
    Lists lists(root, problems);
    const auto listed = lists.read(trainSet);
    const auto test = lists.read(testSet);
    const auto train = trainSet == "train" ? listed : lists.read("train");
    const auto val = testSet == "val" ? test : lists.read("val");
    VocSplit split;
    if (test && listed) {
        split = {*listed, *test};
    } else if (test && (train || val)) {
        split = {train.value_or(Names {}), *test};
        if (val && testSet != "val")
            append(split.train, *val);
        lists.say(concat("no ", trainSet, ".txt: trains on ", train ? "train.txt" : "val.txt",
            train && val && testSet != "val" ? " and val.txt" : ""));
    } else if (train && val) {
        split = {*train, *val};
        lists.say(concat("no ", testSet, ".txt: trains on train.txt, tests on val.txt"));
    } else {
        const auto& one = listed ? listed : train ? train : val;
        split = splitByHash(one ? *one : lists.allAnnotated());
        lists.say(concat(one ? "only one list" : "no lists",
            ": every fifth picture, by the hash of its name, ", "tests: ", split.train.size(),
            " to train, ", split.test.size(), " to test"));
    }
    sayOverlap(split, lists);
    return split;
}

} // namespace hardlens

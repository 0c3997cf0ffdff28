#include "core/data/voc/voc_lists.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/test_split.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_set>

namespace hardlens {

namespace {

using Names = std::vector<std::string>;

constexpr const char* listFolder = "ImageSets/Main";

class Lists
{
public:
    Lists(ContainedFiles& files, const Names& annotated, ProblemList& problems)
        : m_files(files)
        , m_annotated(annotated)
        , m_problems(problems)
    {
    }

    /// Nothing where the list is absent.
    std::optional<Names> read(const std::string& set)
    {
        const auto list = m_files.find(listFolder, set + ".txt");
        if (!list.refusal.empty())
            m_problems.add({list.shown, 0, list.refusal + ": refused", ProblemKind::Refused});
        if (!list.found())
            return std::nullopt;
        std::istringstream lines(text(list.path));
        Names names;
        std::unordered_set<std::string> seen;
        int64_t number = 0;
        for (std::string line; std::getline(lines, line);) {
            ++number;
            const std::string whole(trimmed(line));
            if (whole.empty())
                continue;
            if (!isPlainName(whole)) {
                m_problems.add({list.shown, number,
                    concat("\"", whole, "\" leads outside the data folder: refused"),
                    ProblemKind::Refused});
                continue;
            }
            const std::string name = withoutMark(whole);
            if (seen.insert(name).second)
                names.push_back(name);
            else
                m_problems.add(
                    {list.shown, number, concat("\"", name, "\" is listed twice: used once")});
        }
        return names;
    }

    void say(std::string text) { m_problems.add({listFolder, 0, std::move(text)}); }

private:
    /// A name without folders.
    static bool isPlainName(const std::string& name)
    {
        return whyRefused(name).empty() && name.find('/') == name.npos && name != ".";
    }

    /// Lists of one class have a mark after the name: "000012 -1".
    std::string withoutMark(const std::string& line) const
    {
        const auto space = line.find_last_of(" \t");
        if (space == line.npos || std::binary_search(m_annotated.begin(), m_annotated.end(), line))
            return line;
        const std::string mark = line.substr(space + 1);
        return mark == "1" || mark == "0" || mark == "-1"
            ? std::string(trimmed(line.substr(0, space)))
            : line;
    }

    static std::string text(const std::filesystem::path& path)
    {
        try {
            return readTextFile(path);
        } catch (const Error& error) {
            throw DataError(error.what());
        }
    }

    ContainedFiles& m_files;
    const Names& m_annotated;
    ProblemList& m_problems;
};

VocSplit drawnSplit(Names names, uint64_t seed)
{
    std::sort(names.begin(), names.end());
    const std::vector<bool> tests = drawnForTest(int64_t(names.size()), seed);
    VocSplit split;
    for (size_t i = 0; i < names.size(); ++i)
        (tests[i] ? split.test : split.train).push_back(names[i]);
    return split;
}

void append(Names& names, const Names& more)
{
    const std::unordered_set<std::string> known(names.begin(), names.end());
    for (const std::string& name : more)
        if (!known.contains(name))
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

VocSplit readVocSplit(
    ContainedFiles& files, const Names& annotated, const VocSets& sets, ProblemList& problems)
{
    Lists lists(files, annotated, problems);
    const auto listed = lists.read(sets.train);
    const auto test = lists.read(sets.test);
    const auto train = sets.train == "train" ? listed : lists.read("train");
    const auto val = sets.test == "val" ? test : lists.read("val");
    VocSplit split;
    if (test && listed) {
        split = {*listed, *test};
    } else if (test && (train || val)) {
        split = {train.value_or(Names {}), *test};
        if (val && sets.test != "val")
            append(split.train, *val);
        lists.say(concat("no ", sets.train, ".txt: trains on ", train ? "train.txt" : "val.txt",
            train && val && sets.test != "val" ? " and val.txt" : ""));
    } else if (train && val) {
        split = {*train, *val};
        lists.say(concat("no ", sets.test, ".txt: trains on train.txt, tests on val.txt"));
    } else {
        const auto& one = listed ? listed : train ? train : val;
        split = drawnSplit(one ? *one : annotated, sets.seed);
        lists.say(concat(one ? "only one list" : "no lists", ": every fifth picture, drawn by the ",
            "seed ", sets.seed, ", tests: ", split.train.size(), " to train, ", split.test.size(),
            " to test"));
    }
    sayOverlap(split, lists);
    return split;
}

} // namespace hardlens

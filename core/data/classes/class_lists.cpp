#include "core/data/classes/class_lists.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/classes/class_folders.h"
#include "core/data/classes/list_file.h"
#include "core/data/classes/listed_pictures.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

namespace hardlens {

namespace {

/// A line of a list: the path and, after it, the labels. Fewer than two: it is none.
std::vector<std::string> pathAndLabels(const std::string& text)
{
    if (text.find(',') != text.npos)
        return commaFields(text);
    const auto space = text.find_last_of(" \t");
    if (space == text.npos)
        return {text};
    return {std::string(trimmed(text.substr(0, space))), text.substr(space + 1)};
}

struct LabelledLine
{
    std::string path {};
    std::string label {};
    SetWord set = SetWord::None;
    std::string list {};
    int64_t line = 0;
};

void readList(
    ContainedFiles& files, const std::string& name, int column, std::vector<LabelledLine>& lines)
{
    const ListFile list = ListFile::in(files, "", name);
    const auto place = size_t(std::max(column, 1));
    for (const ListLine& line : list.lines()) {
        auto fields = pathAndLabels(line.text);
        if (fields.size() <= place || fields[0].empty() || fields[place].empty())
            list.fail(line, line.text,
                place == 1 ? std::string("\"<path> <label>\"")
                           : concat("a path and ", place, " labels between commas"));
        lines.push_back({.path = std::move(fields[0]),
            .label = std::move(fields[place]),
            .set = setWordOf(name),
            .list = list.shown(),
            .line = line.number});
    }
}

std::optional<int64_t> numberIn(const std::string& label)
{
    int64_t number = 0;
    const auto [end, problem] = std::from_chars(label.data(), label.data() + label.size(), number);
    if (problem != std::errc() || end != label.data() + label.size())
        return std::nullopt;
    return number;
}

/// Classes by label; numbers where all labels are.
struct Labels
{
    std::map<std::string, int64_t> numbers {};
    bool areNames = false;
};

Labels labelsOf(const std::vector<LabelledLine>& lines)
{
    Labels labels;
    for (const LabelledLine& line : lines) {
        const auto number = numberIn(line.label);
        labels.areNames = labels.areNames || !number;
        labels.numbers[line.label] = number.value_or(0);
    }
    if (labels.areNames) {
        int64_t next = 0;
        for (auto& [label, number] : labels.numbers)
            number = next++;
    }
    return labels;
}

/// Names the classes that have a folder of their own after it.
void nameByFolders(FoundClasses& found)
{
    std::map<int32_t, std::set<std::string>> foldersOf;
    std::map<std::string, std::set<int32_t>> classesOf;
    for (const FoundClassPicture& picture : found.pictures) {
        const std::string folder = classFolder(picture.shown, 0).value_or("");
        foldersOf[picture.category].insert(folder);
        classesOf[folder].insert(picture.category);
    }
    std::vector<int32_t> categories;
    std::vector<std::string> folders;
    for (const auto& [category, its] : foldersOf)
        if (its.size() == 1 && !its.begin()->empty() && classesOf[*its.begin()].size() == 1) {
            categories.push_back(category);
            folders.push_back(*its.begin());
        }
    const auto names = shortFolderNames(folders);
    for (size_t i = 0; i < categories.size(); ++i)
        found.categories[size_t(categories[i])] = names[i];
}

bool isClassList(ContainedFiles& files, const std::string& name)
{
    if (!(name.ends_with(".txt") || name.ends_with(".csv")) || setWordOf(name) == SetWord::None
        || !files.find("", name).found())
        return false;
    const ListFile list = ListFile::in(files, "", name);
    if (list.lines().empty())
        return false;
    const auto fields = pathAndLabels(list.lines().front().text);
    return fields.size() > 1 && isPictureName(fields[0]) && files.find("", fields[0]).found();
}

} // namespace

std::vector<std::string> findClassLists(ContainedFiles& files)
{
    std::vector<std::string> names;
    for (const auto& entry : files.list("").entries)
        if (isClassList(files, entry.name))
            names.push_back(entry.name);
    return names;
}

FoundClasses readClassLists(
    ContainedFiles& files, const std::vector<std::string>& lists, int column)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "lists of pictures and classes: " + hardlens::listed(lists, 4);
    std::vector<LabelledLine> lines;
    for (const std::string& name : lists)
        readList(files, name, column, lines);
    const Labels labels = labelsOf(lines);
    std::vector<ListedPicture> listed;
    std::map<int64_t, std::string> names;
    for (LabelledLine& line : lines) {
        const int64_t number = labels.numbers.at(line.label);
        if (labels.areNames)
            names[number] = line.label;
        listed.push_back({std::move(line.path), number, line.set, std::move(line.list), line.line});
    }
    addListedPictures(files, "", listed, names, found);
    if (!labels.areNames)
        nameByFolders(found);
    return found;
}

} // namespace hardlens

#include "core/data/classes/cub.h"

#include "core/basics/error.h"
#include "core/data/classes/list_file.h"
#include "core/data/classes/listed_pictures.h"

#include <unordered_map>

namespace hardlens {

namespace {

constexpr const char* pictureList = "images.txt";
constexpr const char* labelList = "image_class_labels.txt";
constexpr const char* classList = "classes.txt";
constexpr int64_t mostPictures = 100'000'000;
constexpr int64_t mostClasses = 1'000'000;

/// The two parts of a line "<id> <value>".
struct Entry
{
    int64_t id = 0;
    std::string value {};
};

Entry entryOf(const ListFile& list, const ListLine& line, int64_t most, const char* expected)
{
    auto fields = blankFields(line.text, 2);
    if (fields.size() < 2)
        list.fail(line, line.text, expected);
    return {list.wholeNumber(line, fields[0], 1, most, "an id"), std::move(fields[1])};
}

std::unordered_map<int64_t, int64_t> readLabels(ContainedFiles& files)
{
    const ListFile list = ListFile::in(files, "", labelList);
    std::unordered_map<int64_t, int64_t> labels;
    for (const ListLine& line : list.lines()) {
        const Entry entry = entryOf(list, line, mostPictures, "\"<picture id> <class id>\"");
        labels[entry.id] = list.wholeNumber(line, entry.value, 1, mostClasses, "a class id");
    }
    return labels;
}

std::map<int64_t, std::string> readNames(ContainedFiles& files)
{
    std::map<int64_t, std::string> names;
    if (!files.find("", classList).found())
        return names;
    const ListFile list = ListFile::in(files, "", classList);
    for (const ListLine& line : list.lines()) {
        Entry entry = entryOf(list, line, mostClasses, "\"<class id> <name>\"");
        names[entry.id] = std::move(entry.value);
    }
    return names;
}

} // namespace

bool isCub(ContainedFiles& files)
{
    return files.find("", pictureList).found() && files.find("", labelList).found();
}

FoundClasses readCub(ContainedFiles& files)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "CUB-200-2011: images.txt, image_class_labels.txt";
    const auto labels = readLabels(files);
    const auto names = readNames(files);
    int64_t lastClass = names.empty() ? 0 : names.rbegin()->first;
    for (const auto& [picture, classNumber] : labels)
        lastClass = std::max(lastClass, classNumber);
    const ListFile list = ListFile::in(files, "", pictureList);
    std::vector<ListedPicture> listed;
    for (const ListLine& line : list.lines()) {
        Entry entry = entryOf(list, line, mostPictures, "\"<picture id> <folder>/<file>\"");
        const auto label = labels.find(entry.id);
        if (label == labels.end())
            list.fail(line, line.text, concat("a class for this picture in ", labelList));
        listed.push_back({.name = std::move(entry.value),
            .classNumber = label->second,
            .set = setByHalves(label->second, lastClass),
            .list = list.shown(),
            .line = line.number});
    }
    addListedPictures(files, "images", listed, names, found);
    return found;
}

} // namespace hardlens

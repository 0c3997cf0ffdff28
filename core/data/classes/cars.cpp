#include "core/data/classes/cars.h"

#include "core/data/classes/list_file.h"
#include "core/data/classes/listed_pictures.h"

#include <algorithm>

namespace hardlens {

namespace {

using EntryKind = ContainedFiles::EntryKind;

constexpr const char* nameList = "names.csv";

std::map<int64_t, std::string> readNames(ContainedFiles& files)
{
    const ListFile list = ListFile::in(files, "", nameList);
    std::map<int64_t, std::string> names;
    for (const ListLine& line : list.lines()) {
        // A name may hold a comma whether it was quoted or not.
        const auto fields = commaFields(line.text);
        names[int64_t(names.size()) + 1] = fields.size() == 1 ? fields[0] : line.text;
    }
    return names;
}

/// Where the pictures of train or test lie, and whether in a folder per class.
struct PictureFolder
{
    std::string folder {};
    bool perClass = true;
};

PictureFolder pictureFolder(ContainedFiles& files, const std::string& set)
{
    for (const char* above : {"car_data/car_data", "car_data", ""}) {
        std::string folder = joined(above, set);
        const auto& listing = files.list(folder);
        if (!listing.exists)
            continue;
        const bool perClass = std::any_of(listing.entries.begin(), listing.entries.end(),
            [](const auto& entry) { return entry.kind == EntryKind::Folder; });
        return {std::move(folder), perClass};
    }
    return {joined("car_data/car_data", set)};
}

std::vector<ListedPicture> readAnnotations(
    ContainedFiles& files, const std::string& set, const std::map<int64_t, std::string>& names)
{
    const ListFile list = ListFile::in(files, "", "anno_" + set + ".csv");
    const PictureFolder place = pictureFolder(files, set);
    const auto classes = int64_t(names.size());
    std::vector<ListedPicture> listed;
    for (const ListLine& line : list.lines()) {
        const auto fields = commaFields(line.text);
        if (fields.size() != 6)
            list.fail(line, line.text, "\"<file>,x1,y1,x2,y2,<class>\"");
        const int64_t number = list.wholeNumber(line, fields[5], 1, classes, "a class");
        std::string folder = names.at(number);
        std::replace(folder.begin(), folder.end(), '/', '-');
        const std::string below = place.perClass ? joined(folder, fields[0]) : fields[0];
        listed.push_back({.name = joined(place.folder, below),
            .classNumber = number,
            .set = setByHalves(number, classes),
            .list = list.shown(),
            .line = line.number});
    }
    return listed;
}

} // namespace

bool isCars(ContainedFiles& files)
{
    return files.find("", "anno_train.csv").found() && files.find("", "anno_test.csv").found();
}

FoundClasses readCars(ContainedFiles& files)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "Cars-196: anno_train.csv, anno_test.csv, names.csv";
    const auto names = readNames(files);
    auto listed = readAnnotations(files, "train", names);
    auto more = readAnnotations(files, "test", names);
    listed.insert(
        listed.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    addListedPictures(files, "", listed, names, found);
    return found;
}

} // namespace hardlens

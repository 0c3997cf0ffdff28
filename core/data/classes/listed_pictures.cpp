#include "core/data/classes/listed_pictures.h"

#include "core/basics/error.h"

#include <unordered_set>

namespace hardlens {

namespace {

/// Classes by number.
std::map<int64_t, int32_t> addCategories(const std::vector<ListedPicture>& listed,
    const std::map<int64_t, std::string>& names, FoundClasses& found)
{
    std::map<int64_t, int32_t> categories;
    for (const auto& [number, name] : names)
        categories[number] = 0;
    for (const ListedPicture& picture : listed)
        categories[picture.classNumber] = 0;
    for (auto& [number, category] : categories) {
        category = int32_t(found.categories.size());
        const auto name = names.find(number);
        found.categories.push_back(name == names.end() ? std::to_string(number) : name->second);
    }
    return categories;
}

} // namespace

SetWord setByHalves(int64_t classNumber, int64_t last)
{
    return classNumber * 2 <= last ? SetWord::Train : SetWord::Test;
}

void addListedPictures(ContainedFiles& files, std::string_view folder,
    const std::vector<ListedPicture>& listed, const std::map<int64_t, std::string>& names,
    FoundClasses& found)
{
    const auto categories = addCategories(listed, names, found);
    std::unordered_set<std::string> known;
    for (const ListedPicture& picture : listed) {
        const auto say = [&](const std::string& what, ProblemKind kind) {
            found.problems.add(
                {picture.list, picture.line, concat('"', picture.name, "\" ", what), kind});
        };
        ++found.listed;
        const auto file = files.find(folder, picture.name);
        if (!file.refusal.empty())
            say(file.refusal + ": never opened, picture left out", ProblemKind::Refused);
        else if (!file.found())
            say("is absent: picture left out", ProblemKind::PictureLeftOut);
        else if (!known.insert(file.shown).second)
            say("is listed twice: used as the first line says", ProblemKind::PictureLeftOut);
        else
            found.pictures.push_back({.file = file.path,
                .shown = file.shown,
                .category = categories.at(picture.classNumber),
                .set = picture.set});
    }
}

} // namespace hardlens

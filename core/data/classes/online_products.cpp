#include "core/data/classes/online_products.h"

#include "core/data/classes/list_file.h"
#include "core/data/classes/listed_pictures.h"

namespace hardlens {

namespace {

constexpr const char* trainList = "Ebay_train.txt";
constexpr const char* testList = "Ebay_test.txt";
constexpr int64_t mostIds = 100'000'000;

void readList(ContainedFiles& files, const std::string& folder, const char* name, SetWord set,
    std::vector<ListedPicture>& listed)
{
    const ListFile list = ListFile::in(files, folder, name);
    for (const ListLine& line : list.lines()) {
        if (line.text.starts_with("image_id"))
            continue;
        const auto fields = blankFields(line.text, 4);
        if (fields.size() < 4)
            list.fail(line, line.text, "\"image_id class_id super_class_id path\"");
        listed.push_back({.name = fields[3],
            .classNumber = list.wholeNumber(line, fields[1], 1, mostIds, "a class_id"),
            .set = set,
            .list = list.shown(),
            .line = line.number});
    }
}

} // namespace

std::optional<std::string> findOnlineProducts(ContainedFiles& files)
{
    for (const char* folder : {"", "Info_Files"})
        if (files.find(folder, trainList).found() && files.find(folder, testList).found())
            return folder;
    return std::nullopt;
}

FoundClasses readOnlineProducts(ContainedFiles& files, const std::string& lists)
{
    FoundClasses found;
    found.root = files.root();
    found.layout = "Stanford Online Products: Ebay_train.txt, Ebay_test.txt";
    std::vector<ListedPicture> listed;
    readList(files, lists, trainList, SetWord::Train, listed);
    readList(files, lists, testList, SetWord::Test, listed);
    const bool below = !listed.empty() && !files.find("", listed.front().name).found()
        && files.list("images").exists;
    addListedPictures(files, below ? "images" : "", listed, {}, found);
    return found;
}

} // namespace hardlens

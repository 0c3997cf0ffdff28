#include "core/data/classes/class_data.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/classes/cars.h"
#include "core/data/classes/cars_published.h"
#include "core/data/classes/class_folders.h"
#include "core/data/classes/class_lists.h"
#include "core/data/classes/class_settling.h"
#include "core/data/classes/cub.h"
#include "core/data/classes/idx_pictures.h"
#include "core/data/classes/labelled_faces.h"
#include "core/data/classes/online_products.h"

#include <algorithm>
#include <array>
#include <optional>

namespace hardlens {

namespace {

namespace fs = std::filesystem;
using Options = ClassDataOptions;

/// Reads what was recognised in some folder.
using Reader = std::function<ClassPictures(const Options&)>;

template <typename Read> Reader settling(Read read)
{
    return [read](const Options& o) { return settledClasses(read(o), o.split, o.toCheck); };
}

Reader asCub(ContainedFiles& files)
{
    if (!isCub(files))
        return {};
    return settling([&files](const Options&) { return readCub(files); });
}

Reader asCars(ContainedFiles& files)
{
    if (!isCars(files))
        return {};
    return settling([&files](const Options&) { return readCars(files); });
}

Reader asPublishedCars(ContainedFiles& files)
{
    if (!isPublishedCars(files))
        return {};
    return settling([&files](const Options&) { return readPublishedCars(files); });
}

Reader asOnlineProducts(ContainedFiles& files)
{
    const auto lists = findOnlineProducts(files);
    if (!lists)
        return {};
    return settling(
        [&files, lists = *lists](const Options&) { return readOnlineProducts(files, lists); });
}

Reader asLabelledFaces(ContainedFiles& files)
{
    const auto people = findLabelledFaces(files);
    if (!people)
        return {};
    return settling(
        [&files, people = *people](const Options&) { return readLabelledFaces(files, people); });
}

Reader asIdx(ContainedFiles& files)
{
    auto names = findIdx(files);
    if (names.empty())
        return {};
    return [&files, names = std::move(names)](
               const Options& o) { return readIdxPictures(files, names, o.split); };
}

Reader asLists(ContainedFiles& files)
{
    auto lists = findClassLists(files);
    if (lists.empty())
        return {};
    return settling([&files, lists = std::move(lists)](
                        const Options& o) { return readClassLists(files, lists, o.classLevel); });
}

Reader asFolders(ContainedFiles& files)
{
    if (!hasPictureFolders(files))
        return {};
    return settling([&files](const Options& o) { return readClassFolders(files, o.classLevel); });
}

/// A layout that is read. Adding one is one line.
struct Layout
{
    const char* lookedFor;
    Reader (*recognise)(ContainedFiles&); // empty where the folder is not of this layout
    int depth;                            // levels below the root where it may lie
};

constexpr std::array layouts {
    Layout {"CUB-200-2011: images.txt, image_class_labels.txt, images/", asCub, 2},
    Layout {"Cars-196: anno_train.csv, anno_test.csv, names.csv", asCars, 2},
    Layout {"Cars-196: cars_annos.mat, car_ims/; or devkit/, cars_train/, cars_test/",
        asPublishedCars, 2},
    Layout {"Stanford Online Products: Ebay_train.txt, Ebay_test.txt", asOnlineProducts, 2},
    Layout {"LFW: pairs.txt, a folder per person", asLabelledFaces, 2},
    Layout {"IDX: *-images-idx3-ubyte, *-labels-idx1-ubyte, .gz or not", asIdx, 1},
    Layout {"lists: train.txt, test.txt of \"path label\"", asLists, 0},
    Layout {"a folder of pictures per class", asFolders, 0},
};

std::optional<ClassPictures> readAs(
    const Layout& layout, ContainedFiles& files, const Options& options)
{
    std::vector<std::string> folders = files.foldersBelow(layout.depth);
    constexpr size_t mostTried = 100; // somebody may open a folder of thousands of classes
    folders.resize(std::min(folders.size(), mostTried));
    for (const std::string& folder : folders) {
        ContainedFiles below(files.pathOf(folder));
        if (const Reader reader = layout.recognise(folder.empty() ? files : below))
            return reader(options);
    }
    return std::nullopt;
}

ClassPictures listFile(const fs::path& path, const Options& options)
{
    ContainedFiles files(path.has_parent_path() ? path.parent_path() : fs::path("."));
    FoundClasses found = readClassLists(files, {path.filename().string()}, options.classLevel);
    ClassPictures data = settledClasses(std::move(found), options.split, options.toCheck);
    data.path = path.string();
    return data;
}

} // namespace

void ClassDataOptions::validate() const
{
    constexpr int deepest = 8;
    if (!(classLevel >= 0 && classLevel <= deepest))
        throw ConfigError(
            concat("data.classLevel = ", classLevel, ": must be in [0, ", deepest, "]"));
}

ClassPictures openClassData(const fs::path& path, const ClassDataOptions& options)
{
    options.validate();
    std::error_code problem;
    if (fs::is_regular_file(path, problem))
        return listFile(path, options);
    ContainedFiles files(path);
    for (const Layout& layout : layouts)
        if (auto data = readAs(layout, files, options))
            return std::move(*data);
    std::string text = concat(path.string(), ": no pictures with classes found. Looked for");
    for (const Layout& layout : layouts)
        text += concat("\n  ", layout.lookedFor);
    throw DataError(text);
}

} // namespace hardlens

#include "core/data/detection_folder.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/contained_files.h"
#include "core/data/coco/coco_reader.h"
#include "core/data/voc/voc_reader.h"
#include "core/data/yolo/yolo_reader.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace hardlens {

namespace {

namespace fs = std::filesystem;
using EntryKind = ContainedFiles::EntryKind;
using Options = DetectionFolderOptions;

/// Reads what was recognised in some folder.
using Reader = std::function<FoundData(const Options&)>;

Reader asVoc(ContainedFiles& files)
{
    const auto folders = findVoc(files);
    if (!folders)
        return {};
    return [&files, folders = *folders](const Options& o) {
        return readVoc(files, folders, {o.trainSet, o.testSet, o.splitSeed}, o.toCheck);
    };
}

Reader asCoco(ContainedFiles& files)
{
    auto annotations = findCoco(files);
    if (annotations.empty())
        return {};
    return [&files, annotations = std::move(annotations)](
               const Options& o) { return readCoco(files, annotations, o.splitSeed); };
}

Reader asYolo(ContainedFiles& files)
{
    auto folders = findYolo(files);
    if (folders.labelled.empty())
        return {};
    return [&files, folders = std::move(folders)](
               const Options& o) { return readYolo(files, folders, o.splitSeed); };
}

Reader asXmlBeside(ContainedFiles& files)
{
    auto folders = findXmlBeside(files);
    if (folders.empty())
        return {};
    return [&files, folders = std::move(folders)](
               const Options& o) { return readXmlBeside(files, folders, o.splitSeed); };
}

/// A layout that is read. Adding one is one line.
struct Layout
{
    const char* lookedFor;
    Reader (*recognise)(ContainedFiles&); // empty where the folder is not of this layout
};

constexpr std::array layouts {
    Layout {"PASCAL VOC: Annotations/*.xml with JPEGImages/ or images/", asVoc},
    Layout {"COCO: *.json with \"images\" and \"annotations\", in annotations/, in the folder, in "
            "train/, valid/, test/",
        asCoco},
    Layout {"YOLO: *.txt of \"class x y w h\", in labels/ with images/, or beside the pictures",
        asYolo},
    Layout {"PASCAL VOC: *.xml beside the pictures", asXmlBeside},
};

Reader recognised(ContainedFiles& files)
{
    for (const Layout& layout : layouts)
        if (Reader reader = layout.recognise(files))
            return reader;
    return {};
}

/// "12 pictures, 3 other files, folders a, b".
std::string contentOf(ContainedFiles& files)
{
    int64_t pictures = 0;
    int64_t others = 0;
    std::string folders;
    std::string refused;
    for (const auto& entry : files.list("").entries)
        if (entry.kind == EntryKind::Folder)
            folders += (folders.empty() ? ", folders " : ", ") + entry.name;
        else if (entry.kind == EntryKind::Link && !files.list(entry.name).refusal.empty())
            refused += concat("; ", entry.name, " ", files.list(entry.name).refusal);
        else
            ++(isPictureName(entry.name) ? pictures : others);
    constexpr size_t longEnough = 300;
    if (folders.size() > longEnough)
        folders = folders.substr(0, longEnough) + " …";
    return concat(
        counted(pictures, "picture"), ", ", counted(others, "other file"), folders, refused);
}

[[noreturn]] void sayNothingFits(ContainedFiles& files)
{
    std::string text
        = concat(files.root().string(), ": no pictures with annotations found. Looked for");
    for (const Layout& layout : layouts)
        text += concat("\n  ", layout.lookedFor);
    text += concat("\nin it and up to two levels below. There: ", contentOf(files), ".");
    const fs::path parent = fs::canonical(files.root()).parent_path();
    ContainedFiles above(parent);
    if (findVoc(above))
        text += concat(" What is above it looks like PASCAL VOC: open ", parent.string(), ".");
    throw NoBoxesError(text);
}

/// The first folder that is recognised, from the root to two levels below; the others that are, but
/// do not lie within it, are named in a remark.
FoundData firstFound(const fs::path& root, const Options& options)
{
    ContainedFiles files(root);
    std::optional<FoundData> found;
    std::string foundIn;
    std::string others;
    std::vector<std::string> folders = files.foldersBelow(2);
    constexpr size_t mostTried = 100; // somebody may open the root of a disk
    folders.resize(std::min(folders.size(), mostTried));
    for (const std::string& folder : folders) {
        if (found && folder.starts_with(foundIn + "/"))
            continue;
        ContainedFiles below(files.pathOf(folder));
        const Reader reader = recognised(below);
        if (!reader)
            continue;
        if (found) {
            others += (others.empty() ? "" : ", ") + folder;
            continue;
        }
        found = reader(options);
        foundIn = folder;
        if (folder.empty())
            return std::move(*found);
    }
    if (!found)
        sayNothingFits(files);
    if (!others.empty())
        found->problems.add({".", 0,
            concat(foundIn, " was opened; there are also ", others, ": open them by themselves")});
    return std::move(*found);
}

FoundData cocoFile(const fs::path& path, const Options& options)
{
    fs::path root = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::string name = path.filename().string();
    if (fs::absolute(root).lexically_normal().filename() == "annotations") {
        name = "annotations/" + name;
        root = root.has_parent_path() ? root.parent_path() : root / "..";
    }
    ContainedFiles files(root);
    return readCoco(files, {name}, options.splitSeed);
}

} // namespace

DetectionData openDetectionFolder(const fs::path& path, const DetectionFolderOptions& options)
{
    std::error_code problem;
    if (!fs::is_regular_file(path, problem))
        return settled(firstFound(path, options), options.difficult, options.toCheck);
    if (path.extension() != ".json")
        throw NoBoxesError(concat(path.string(), ": neither a folder nor a COCO file (.json)"));
    DetectionData data = settled(cocoFile(path, options), options.difficult, options.toCheck);
    data.path = path.string();
    return data;
}

} // namespace hardlens

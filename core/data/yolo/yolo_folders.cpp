#include "core/data/yolo/yolo_folders.h"

#include "core/data/annotations/test_split.h"
#include "core/data/yolo/yolo_labels.h"

namespace hardlens {

namespace {

/// What lies in a folder of pictures.
struct FolderLook
{
    bool hasPictures = false;
    bool hasLabels = false; // of any of its pictures
    bool isYolo = false;    // one of the first labels with something in it says so
};

FolderLook lookAt(ContainedFiles& files, const std::string& folder)
{
    constexpr int probes = 50; // label files that are opened
    const auto places = yoloLabelFolders(folder);
    FolderLook look;
    int opened = 0;
    for (const auto& entry : files.list(folder).entries) {
        if (!isYoloPicture(entry))
            continue;
        look.hasPictures = true;
        const auto label = yoloLabelFile(files, places, stemOf(entry.name));
        if (!label.found())
            continue;
        look.hasLabels = true;
        look.isYolo = looksLikeYolo(label.path);
        if (look.isYolo || ++opened == probes)
            break;
    }
    return look;
}

/// Whether a folder can belong to a data set that lies in the root, not to one that lies below:
/// "images/…", "train/…", "obj_train_data".
bool isOfThisRoot(const std::string& folder)
{
    const std::string first = folder.substr(0, folder.find('/'));
    return first.empty() || first == "images" || first.starts_with("obj")
        || setWordOf(first) != SetWord::None;
}

} // namespace

std::vector<std::string> yoloLabelFolders(const std::string& folder)
{
    std::vector<std::string> folders;
    // The last "images" among the folder's parts becomes "labels".
    const std::string padded = "/" + folder + "/";
    const auto at = padded.rfind("/images/");
    if (at != padded.npos) {
        std::string labels = padded;
        labels.replace(at, 8, "/labels/");
        folders.push_back(labels.substr(1, labels.size() - 2));
    }
    folders.push_back(joined(folder, "labels"));
    folders.push_back(folder);
    return folders;
}

ContainedFiles::Answer yoloLabelFile(
    ContainedFiles& files, const std::vector<std::string>& folders, std::string_view stem)
{
    for (const std::string& folder : folders) {
        auto answer = files.find(folder, std::string(stem) + ".txt");
        if (answer.found() || !answer.refusal.empty())
            return answer;
    }
    return {};
}

bool isYoloPicture(const ContainedFiles::Entry& entry)
{
    return isPictureName(entry.name) && !entry.name.starts_with('.')
        && entry.kind != ContainedFiles::EntryKind::Folder;
}

YoloFolders findYolo(ContainedFiles& files)
{
    YoloFolders found;
    bool isYolo = false;
    for (const std::string& folder : files.foldersBelow(3)) {
        if (!isOfThisRoot(folder))
            continue;
        const FolderLook look = lookAt(files, folder);
        isYolo = isYolo || look.isYolo;
        if (look.hasPictures)
            (look.hasLabels ? found.labelled : found.unlabelled).push_back(folder);
    }
    return isYolo ? found : YoloFolders {};
}

} // namespace hardlens

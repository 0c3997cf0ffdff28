#include "core/data/classes/class_folders.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>

namespace hardlens {

namespace {

using EntryKind = ContainedFiles::EntryKind;

constexpr int deepest = 8;
constexpr std::array<std::string_view, 4> gatheringFolders {"images", "img", "data", "pictures"};

std::vector<std::string> foldersOf(std::string_view picture)
{
    std::vector<std::string> folders;
    for (size_t start = 0;;) {
        const auto slash = picture.find('/', start);
        if (slash == picture.npos)
            return folders;
        if (const auto folder = picture.substr(start, slash - start); folder != ".")
            folders.emplace_back(folder);
        start = slash + 1;
    }
}

/// Of a folder whose whole name is such a word, as "train" and "val2017" are; None of "test tube".
SetWord setOfFolder(const std::string& folder)
{
    const auto isWord = [](unsigned char c) { return std::isalnum(c) != 0; };
    return std::all_of(folder.begin(), folder.end(), isWord) ? setWordOf(folder) : SetWord::None;
}

SetWord setOfPicture(std::string_view picture)
{
    for (const std::string& folder : foldersOf(picture))
        if (const SetWord word = setOfFolder(folder); word != SetWord::None)
            return word;
    return SetWord::None;
}

/// Without those that gather pictures of all classes.
std::vector<std::string> classFolders(std::string_view picture)
{
    const auto folders = foldersOf(picture);
    std::vector<std::string> kept;
    for (size_t i = 0; i < folders.size(); ++i) {
        const bool gathers = kept.empty()
            && std::find(gatheringFolders.begin(), gatheringFolders.end(), folders[i])
                != gatheringFolders.end();
        const bool isSet
            = setOfFolder(folders[i]) != SetWord::None && (i == 0 || i + 1 < folders.size());
        if (!gathers && !isSet)
            kept.push_back(folders[i]);
    }
    return kept;
}

/// Calls visit with every folder below, itself included, in the order of their paths; until it says
/// false.
bool walk(ContainedFiles& files, const std::string& folder, int depth,
    const std::function<bool(const std::string&)>& visit)
{
    if (!visit(folder))
        return false;
    if (depth == 0)
        return true;
    for (const auto& entry : files.list(folder).entries)
        if (entry.kind == EntryKind::Folder && !entry.name.starts_with('.')
            && !walk(files, joined(folder, entry.name), depth - 1, visit))
            return false;
    return true;
}

bool isPicture(const ContainedFiles::Entry& entry)
{
    return isPictureName(entry.name) && !entry.name.starts_with('.')
        && entry.kind != EntryKind::Folder;
}

class FolderReader
{
public:
    FolderReader(ContainedFiles& files, int level, FoundClasses& found)
        : m_files(files)
        , m_level(level)
        , m_found(found)
    {
    }

    void read()
    {
        walk(m_files, "", deepest, [&](const std::string& folder) {
            for (const auto& entry : m_files.list(folder).entries)
                if (isPicture(entry))
                    add(folder, entry.name);
            return true;
        });
        nameCategories();
    }

private:
    void add(const std::string& folder, const std::string& name)
    {
        ++m_found.listed;
        const auto file = m_files.find(folder, name);
        const auto itsClass = classFolder(joined(folder, name), m_level);
        if (!file.found()) {
            m_found.problems.add({joined(folder, name), 0,
                file.refusal + ": never opened, picture left out", ProblemKind::Refused});
        } else if (!itsClass) {
            m_found.problems.add({file.shown, 0,
                m_level > 1 ? concat("does not lie in ", m_level, " folders: picture left out")
                            : "lies in no folder of a class: picture left out",
                ProblemKind::PictureLeftOut});
        } else {
            m_classes.emplace(*itsClass, 0);
            m_classOf.push_back(*itsClass);
            m_found.pictures.push_back(
                {.file = file.path, .shown = file.shown, .set = setOfPicture(file.shown)});
        }
    }

    void nameCategories()
    {
        std::vector<std::string> folders;
        for (auto& [folder, category] : m_classes) {
            category = int32_t(folders.size());
            folders.push_back(folder);
        }
        m_found.categories = shortFolderNames(folders);
        for (size_t i = 0; i < m_classOf.size(); ++i)
            m_found.pictures[i].category = m_classes.at(m_classOf[i]);
    }

    ContainedFiles& m_files;
    int m_level = 0;
    FoundClasses& m_found;
    std::map<std::string, int32_t> m_classes {};
    std::vector<std::string> m_classOf {}; // per found picture
};

} // namespace

std::optional<std::string> classFolder(std::string_view picture, int level)
{
    const auto folders = classFolders(picture);
    const size_t wanted = level > 0 ? size_t(level) : folders.size();
    if (folders.empty() || folders.size() < wanted)
        return std::nullopt;
    std::string path;
    for (size_t i = 0; i < wanted; ++i)
        path = joined(path, folders[i]);
    return path;
}

std::vector<std::string> shortFolderNames(const std::vector<std::string>& folders)
{
    const auto last
        = [](const std::string& folder) { return folder.substr(folder.rfind('/') + 1); };
    std::map<std::string, int64_t> uses;
    for (const std::string& folder : folders)
        ++uses[last(folder)];
    std::vector<std::string> names;
    for (const std::string& folder : folders)
        names.push_back(uses[last(folder)] == 1 ? last(folder) : folder);
    return names;
}

bool hasPictureFolders(ContainedFiles& files)
{
    return !walk(files, "", deepest - 1, [&](const std::string& folder) {
        const auto& entries = files.list(folder).entries;
        return folder.empty() || !std::any_of(entries.begin(), entries.end(), isPicture);
    });
}

FoundClasses readClassFolders(ContainedFiles& files, int level)
{
    FoundClasses found;
    found.root = files.root();
    FolderReader(files, level, found).read();
    found.layout = concat(
        "a folder per class: ", counted(int64_t(found.categories.size()), "class", "classes"));
    return found;
}

} // namespace hardlens

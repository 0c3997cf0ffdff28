#include "core/data/annotations/contained_files.h"

#include "core/basics/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace hardlens {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> pictureEndings {
    "jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp"};
constexpr size_t mostFolders = 2000;

/// Its place in pictureEndings; nothing where it is none.
std::optional<size_t> pictureEnding(std::string_view ending)
{
    const auto same
        = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
    for (size_t i = 0; i < pictureEndings.size(); ++i)
        if (std::equal(ending.begin(), ending.end(), pictureEndings[i].begin(),
                pictureEndings[i].end(), same))
            return i;
    return std::nullopt;
}

ContainedFiles::EntryKind kindOf(const fs::directory_entry& entry)
{
    std::error_code problem;
    switch (entry.symlink_status(problem).type()) {
    case fs::file_type::regular:
        return ContainedFiles::EntryKind::File;
    case fs::file_type::directory:
        return ContainedFiles::EntryKind::Folder;
    case fs::file_type::symlink:
        return ContainedFiles::EntryKind::Link;
    default:
        return ContainedFiles::EntryKind::Other;
    }
}

std::string kindText(fs::file_type type)
{
    switch (type) {
    case fs::file_type::directory:
        return "is a folder";
    case fs::file_type::fifo:
        return "is a FIFO";
    case fs::file_type::socket:
        return "is a socket";
    case fs::file_type::character:
    case fs::file_type::block:
        return "is a device";
    default:
        return "is not a file";
    }
}

bool byName(const ContainedFiles::Entry& entry, std::string_view name)
{
    return entry.name < name;
}

} // namespace

std::string whyRefused(std::string_view name)
{
    if (name.empty())
        return "is empty";
    const bool drive
        = name.size() > 1 && std::isalpha(static_cast<unsigned char>(name[0])) && name[1] == ':';
    const std::string_view outside = "leads outside the data folder";
    if (name[0] == '/' || drive || name.find_first_of(std::string_view("\\\0", 2)) != name.npos)
        return std::string(outside);
    for (size_t start = 0; start <= name.size();) {
        const size_t end = std::min(name.find('/', start), name.size());
        if (name.substr(start, end - start) == "..")
            return std::string(outside);
        start = end + 1;
    }
    return {};
}

bool isPictureName(std::string_view name)
{
    const auto dot = name.rfind('.');
    return dot != name.npos && pictureEnding(name.substr(dot + 1));
}

std::string_view stemOf(std::string_view name)
{
    const auto dot = name.rfind('.');
    return dot == name.npos || dot == 0 ? name : name.substr(0, dot);
}

std::string joined(std::string_view folder, std::string_view name)
{
    std::string path(folder);
    if (!folder.empty() && !name.empty())
        path += '/';
    return path.append(name);
}

ContainedFiles::ContainedFiles(const fs::path& root)
    : m_root(root)
{
    std::error_code problem;
    m_canonicalRoot = fs::canonical(root, problem).string();
    if (problem || !fs::is_directory(m_canonicalRoot, problem))
        throw DataError(concat(root.string(), ": not a folder"));
}

fs::path ContainedFiles::pathOf(std::string_view shown) const
{
    return shown.empty() ? m_root : m_root / shown;
}

bool ContainedFiles::isInside(const fs::path& canonical) const
{
    const std::string& text = canonical.native();
    return text == m_canonicalRoot
        || (text.starts_with(m_canonicalRoot)
            && (m_canonicalRoot.back() == '/' || text[m_canonicalRoot.size()] == '/'));
}

ContainedFiles::Answer ContainedFiles::answer(std::string_view folder, const Entry& entry) const
{
    Answer answer {.shown = joined(folder, entry.name)};
    const fs::path path = pathOf(answer.shown);
    std::error_code problem;
    if (entry.kind == EntryKind::File) {
        answer.path = path.string();
    } else if (entry.kind == EntryKind::Link) {
        const fs::path target = fs::canonical(path, problem);
        if (problem)
            answer.refusal = "is a symbolic link to nothing";
        else if (!isInside(target))
            answer.refusal = "is a symbolic link that leads outside the data folder";
        else if (!fs::is_regular_file(target, problem))
            answer.refusal = kindText(fs::status(target, problem).type());
        else
            answer.path = path.string();
    } else {
        answer.refusal = kindText(fs::symlink_status(path, problem).type());
    }
    return answer;
}

ContainedFiles::Answer ContainedFiles::find(std::string_view folder, std::string_view name)
{
    if (std::string refusal = whyRefused(name); !refusal.empty())
        return {.shown = std::string(name), .refusal = std::move(refusal)};
    while (name.starts_with("./"))
        name.remove_prefix(2);
    const auto slash = name.rfind('/');
    const std::string below
        = slash == name.npos ? std::string(folder) : joined(folder, name.substr(0, slash));
    const std::string_view last = slash == name.npos ? name : name.substr(slash + 1);
    const Listing& listing = list(below);
    if (!listing.refusal.empty())
        return {.shown = joined(folder, name), .refusal = listing.refusal};
    const auto at = std::lower_bound(listing.entries.begin(), listing.entries.end(), last, byName);
    return at != listing.entries.end() && at->name == last ? answer(below, *at) : Answer {};
}

ContainedFiles::Answer ContainedFiles::findPicture(std::string_view folder, std::string_view stem)
{
    const std::string start = std::string(stem) + ".";
    const Listing& listing = list(folder);
    if (!listing.refusal.empty())
        return {.shown = joined(folder, stem), .refusal = listing.refusal};
    const Entry* best = nullptr;
    size_t bestPlace = pictureEndings.size();
    auto at = std::lower_bound(
        listing.entries.begin(), listing.entries.end(), std::string_view(start), byName);
    for (; at != listing.entries.end() && at->name.starts_with(start); ++at)
        if (const auto place = pictureEnding(std::string_view(at->name).substr(start.size()));
            place && *place < bestPlace) {
            best = &*at;
            bestPlace = *place;
        }
    return best ? answer(folder, *best) : Answer {};
}

const ContainedFiles::Listing& ContainedFiles::list(std::string_view folder)
{
    if (const auto known = m_listings.find(folder); known != m_listings.end())
        return known->second;
    Listing& listing = m_listings[std::string(folder)];
    std::error_code problem;
    const fs::path canonical = fs::canonical(pathOf(folder), problem);
    if (problem || !fs::is_directory(canonical, problem))
        return listing;
    if (!isInside(canonical)) {
        listing.refusal = "is a symbolic link that leads outside the data folder";
        return listing;
    }
    fs::directory_iterator entries(canonical, problem);
    listing.exists = !problem;
    if (problem)
        listing.refusal = concat("lies in a folder that cannot be listed: ", problem.message());
    for (; !problem && entries != fs::directory_iterator(); entries.increment(problem))
        listing.entries.push_back({entries->path().filename().string(), kindOf(*entries)});
    std::sort(listing.entries.begin(), listing.entries.end(),
        [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return listing;
}

std::vector<std::string> ContainedFiles::foldersBelow(int depth)
{
    std::vector<std::string> folders {""};
    size_t levelStart = 0;
    for (int level = 0; level < depth; ++level) {
        const size_t levelEnd = folders.size();
        for (size_t i = levelStart; i < levelEnd; ++i)
            for (const Entry& entry : list(folders[i]).entries)
                if (entry.kind == EntryKind::Folder && folders.size() < mostFolders
                    && !entry.name.starts_with('.'))
                    folders.push_back(joined(folders[i], entry.name));
        levelStart = levelEnd;
    }
    return folders;
}

} // namespace hardlens

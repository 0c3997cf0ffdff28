#include "core/data/coco/coco_pictures.h"

#include <algorithm>

namespace hardlens {

namespace {

/// "train2017" of "annotations/instances_train2017.json": what follows the last underscore.
std::string partName(std::string_view annotationFile)
{
    std::string_view name = annotationFile.substr(annotationFile.rfind('/') + 1);
    name = stemOf(name);
    const auto underscore = name.rfind('_');
    return std::string(underscore == name.npos ? name : name.substr(underscore + 1));
}

/// Without the year: "train" of "train2017".
std::string withoutDigits(std::string name)
{
    while (!name.empty() && name.back() >= '0' && name.back() <= '9')
        name.pop_back();
    return name;
}

std::vector<std::string> candidates(std::string_view annotationFile)
{
    const auto slash = annotationFile.rfind('/');
    const std::string own(slash == annotationFile.npos ? "" : annotationFile.substr(0, slash));
    const std::string part = partName(annotationFile);
    std::vector<std::string> folders {own, joined(own, "images"), ""};
    for (const std::string& name : {part, withoutDigits(part)})
        if (!name.empty())
            folders.insert(folders.end(), {name, "images/" + name, name + "/images"});
    for (const char* name : {"images", "Images", "JPEGImages", "data", "img"})
        folders.emplace_back(name);
    return folders;
}

} // namespace

CocoPictures::CocoPictures(
    ContainedFiles& files, const std::string& annotationFile, const CocoFile& content)
    : m_files(files)
{
    constexpr size_t probes = 50;
    const size_t count = std::min(content.images.size(), probes);
    size_t most = 0;
    for (const std::string& folder : candidates(annotationFile)) {
        const bool known = std::find(m_folders.begin(), m_folders.end(), folder) != m_folders.end();
        const auto& listing = files.list(folder);
        if (known || (!listing.exists && listing.refusal.empty()))
            continue;
        size_t hits = 0;
        for (size_t i = 0; i < count; ++i)
            hits += files.find(folder, content.images[i].fileName).found();
        m_folders.insert(hits > most ? m_folders.begin() : m_folders.end(), folder);
        most = std::max(most, hits);
    }
}

std::string CocoPictures::lookedAt() const
{
    std::string text;
    for (const std::string& folder : m_folders)
        text += (text.empty() ? "" : ", ") + (folder.empty() ? "the folder itself" : folder);
    return text;
}

ContainedFiles::Answer CocoPictures::find(const std::string& fileName) const
{
    ContainedFiles::Answer refused;
    for (const std::string& folder : m_folders) {
        auto answer = m_files.find(folder, fileName);
        if (answer.found())
            return answer;
        if (refused.refusal.empty())
            refused = std::move(answer);
    }
    return refused;
}

} // namespace hardlens

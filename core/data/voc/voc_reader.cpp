#include "core/data/voc/voc_reader.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/test_split.h"
#include "core/data/voc/voc_pictures.h"

#include <algorithm>
#include <unordered_map>

namespace hardlens {

namespace {

using Names = std::vector<std::string>;
using EntryKind = ContainedFiles::EntryKind;

bool isXmlName(std::string_view name)
{
    return name.ends_with(".xml") && !name.starts_with('.');
}

/// Stems of the .xml files in a folder, sorted.
Names xmlStems(ContainedFiles& files, std::string_view folder)
{
    Names names;
    for (const auto& entry : files.list(folder).entries)
        if (isXmlName(entry.name) && entry.kind != EntryKind::Folder)
            names.emplace_back(stemOf(entry.name));
    std::sort(names.begin(), names.end());
    return names;
}

bool hasPicture(ContainedFiles& files, std::string_view folder)
{
    const auto& entries = files.list(folder).entries;
    return std::any_of(entries.begin(), entries.end(),
        [](const auto& entry) { return isPictureName(entry.name); });
}

/// Says which pictures of the folder have none of these stems, which are sorted.
void sayUnannotated(
    ContainedFiles& files, const std::string& folder, const Names& stems, ProblemList& problems)
{
    Names names;
    for (const auto& entry : files.list(folder).entries)
        if (isPictureName(entry.name) && !entry.name.starts_with('.')
            && !std::binary_search(stems.begin(), stems.end(), stemOf(entry.name)))
            names.push_back(entry.name);
    if (!names.empty())
        problems.add({folder.empty() ? "." : folder, 0,
            concat(counted(int64_t(names.size()), "picture has", "pictures have"),
                " no annotation: not used: ", listed(names, 10))});
}

/// Indices of the pictures that were not left out.
std::vector<int64_t> present(
    const Names& names, const std::unordered_map<std::string, int64_t>& pictures)
{
    std::vector<int64_t> indices;
    for (const std::string& name : names)
        if (const auto at = pictures.find(name); at != pictures.end() && at->second >= 0)
            indices.push_back(at->second);
    return indices;
}

} // namespace

std::optional<VocFolders> findVoc(ContainedFiles& files)
{
    for (const char* annotations : {"Annotations", "annotations", "annotations/xmls", "xmls"}) {
        const bool usual = annotations == std::string_view("Annotations");
        if (!files.list(annotations).exists || (!usual && xmlStems(files, annotations).empty()))
            continue;
        for (const char* pictures : {"JPEGImages", "images", "Images", "img", ""})
            if (hasPicture(files, pictures))
                return VocFolders {annotations, pictures};
        if (usual)
            return VocFolders {annotations, "JPEGImages"};
    }
    return std::nullopt;
}

FoundData readVoc(
    ContainedFiles& files, const VocFolders& folders, const VocSets& sets, bool unlisted)
{
    FoundData found;
    found.root = files.root();
    found.layout = concat("PASCAL VOC: ", folders.annotations, "/*.xml with pictures in ",
        folders.pictures.empty() ? "the same folder" : folders.pictures);
    const Names annotated = xmlStems(files, folders.annotations);
    const VocSplit split = readVocSplit(files, annotated, sets, found.problems);
    Names wanted;
    std::unordered_map<std::string, int64_t> places;
    const auto want = [&](const Names& names) {
        for (const std::string& name : names)
            if (places.try_emplace(name, -1).second)
                wanted.push_back(name);
    };
    want(split.train);
    want(split.test);
    if (unlisted)
        want(annotated);
    std::vector<VocEntry> entries;
    for (const std::string& name : wanted)
        entries.push_back({joined(folders.annotations, name), folders.pictures});
    const auto pictures = readVocPictures(files, entries, found);
    for (size_t i = 0; i < wanted.size(); ++i)
        places[wanted[i]] = pictures[i];
    found.train = present(split.train, places);
    found.test = present(split.test, places);
    sayUnannotated(files, folders.pictures, annotated, found.problems);
    return found;
}

std::vector<std::string> findXmlBeside(ContainedFiles& files)
{
    std::vector<std::string> folders;
    for (const std::string& folder : files.foldersBelow(2))
        if (hasPicture(files, folder) && !xmlStems(files, folder).empty())
            folders.push_back(folder);
    return folders;
}

FoundData readXmlBeside(
    ContainedFiles& files, const std::vector<std::string>& folders, uint64_t seed)
{
    FoundData found;
    found.root = files.root();
    found.layout = "PASCAL VOC annotations beside their pictures";
    if (folders != Names {""})
        found.layout += concat(", in ", counted(int64_t(folders.size()), "folder"));
    std::vector<VocEntry> entries;
    for (const std::string& folder : folders) {
        const Names stems = xmlStems(files, folder);
        for (const std::string& stem : stems)
            entries.push_back({joined(folder, stem), folder});
        sayUnannotated(files, folder, stems, found.problems);
    }
    std::vector<int64_t> indices;
    std::vector<SetWord> words;
    Names names;
    const auto pictures = readVocPictures(files, entries, found);
    for (size_t i = 0; i < entries.size(); ++i)
        if (pictures[i] >= 0) {
            indices.push_back(pictures[i]);
            words.push_back(setWordOf(entries[i].pictureFolder));
            names.push_back(entries[i].annotation);
        }
    SetSplit split = splitBySetWords(words, names, seed);
    for (const int64_t i : split.train)
        found.train.push_back(indices[size_t(i)]);
    for (const int64_t i : split.test)
        found.test.push_back(indices[size_t(i)]);
    if (!split.remark.empty())
        found.problems.add({".", 0, std::move(split.remark)});
    return found;
}

} // namespace hardlens

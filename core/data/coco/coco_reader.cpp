#include "core/data/coco/coco_reader.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/annotations/test_split.h"
#include "core/data/coco/coco_file.h"
#include "core/data/coco/coco_pictures.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace hardlens {

namespace {

using EntryKind = ContainedFiles::EntryKind;

std::string_view lastPart(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// What a file's name, or else its folders' say about its part of the data.
SetWord wordOf(std::string_view annotationFile)
{
    const SetWord word = setWordOf(lastPart(annotationFile));
    return word != SetWord::None ? word : setWordOf(annotationFile);
}

class CocoReader
{
public:
    CocoReader(ContainedFiles& files, FoundData& found)
        : m_files(files)
        , m_found(found)
    {
    }

    void read(const std::string& annotationFile)
    {
        const auto answer = m_files.find("", annotationFile);
        if (!answer.found()) {
            m_found.problems.add({annotationFile, 0,
                (answer.refusal.empty() ? "absent" : answer.refusal) + ": left out",
                ProblemKind::Refused});
            return;
        }
        try {
            m_file = readCocoFile(answer.path, annotationFile, m_found.problems);
        } catch (const AnnotationFileError& error) {
            m_found.problems.add({error.problem.file, error.problem.line,
                error.problem.text + ": file left out", ProblemKind::Unreadable});
            return;
        }
        m_shown = annotationFile;
        m_word = wordOf(annotationFile);
        numberCategories();
        const CocoPictures places(m_files, annotationFile, m_file);
        addPictures(places);
        addObjects();
        m_found.layout += concat(m_found.layout.empty() ? "COCO: " : "; ", annotationFile,
            " with pictures in ", places.folder().empty() ? "the same folder" : places.folder());
        m_file = {};
    }

    void split(uint64_t seed)
    {
        SetSplit split = splitBySetWords(m_words, m_names, seed);
        m_found.train = std::move(split.train);
        m_found.test = std::move(split.test);
        if (!split.remark.empty())
            say(".", std::move(split.remark));
    }

private:
    void say(std::string file, std::string text)
    {
        m_found.problems.add({std::move(file), 0, std::move(text)});
    }

    /// Labels follow the categories by rising id; names that another file brought keep theirs.
    void numberCategories()
    {
        if (m_file.categories.empty() && !m_file.annotations.empty()) {
            std::set<int64_t> ids;
            for (const CocoAnnotation& annotation : m_file.annotations)
                ids.insert(annotation.category);
            for (const int64_t id : ids)
                m_file.categories.push_back({id, std::to_string(id)});
            say(m_shown, "no categories: classes are called by their numbers");
        }
        m_categories.clear();
        std::set<std::string> own;
        for (const CocoCategory& category : m_file.categories) {
            const auto [at, isNew]
                = m_labels.try_emplace(category.name, int32_t(m_found.categories.size()));
            if (isNew)
                m_found.categories.push_back(category.name);
            if (!own.insert(category.name).second)
                say(m_shown,
                    concat("two categories are called \"", category.name, "\": taken as one"));
            m_categories[category.id] = at->second;
        }
    }

    void addPictures(const CocoPictures& places)
    {
        m_pictures.clear();
        std::unordered_map<std::string, int64_t> known; // files of this list
        for (const CocoImage& image : m_file.images) {
            const auto answer = places.find(image.fileName);
            if (!answer.found()) {
                leaveOut(image, answer);
                continue;
            }
            const auto [at, isNew]
                = known.try_emplace(answer.shown, int64_t(m_found.pictures.size()));
            m_pictures[image.id] = at->second;
            if (!isNew) {
                say(m_shown,
                    concat("images[", image.place, "].file_name: ", image.fileName,
                        " comes twice: used once, with the objects of both"));
                continue;
            }
            m_found.pictures.push_back({.file = answer.path,
                .shown = answer.shown,
                .annotation = m_shown,
                .annotatedSize = image.size,
                .place = image.place});
            m_words.push_back(m_word);
            m_names.push_back(answer.shown);
        }
        if (m_pictures.empty() && !m_file.images.empty())
            say(m_shown,
                concat("none of its ", m_file.images.size(), " pictures was found in ",
                    places.lookedAt()));
    }

    void leaveOut(const CocoImage& image, const ContainedFiles::Answer& answer)
    {
        const bool absent = answer.refusal.empty();
        m_found.problems.add({m_shown, 0,
            concat("images[", image.place, "].file_name: \"", image.fileName, "\" ",
                absent ? "is absent" : answer.refusal, ": picture left out"),
            absent ? ProblemKind::PictureLeftOut : ProblemKind::Refused});
        ++m_found.lost.picturesLeftOut;
        m_lostPictures.insert(image.id);
    }

    void addObjects()
    {
        AnnotationCounts& lost = m_found.lost;
        lost.objects += m_file.lost.objects;
        lost.dropped += m_file.lost.dropped;
        lost.picturesLeftOut += m_file.lost.picturesLeftOut;
        for (const CocoAnnotation& annotation : m_file.annotations) {
            const auto category = m_categories.find(annotation.category);
            const auto picture = m_pictures.find(annotation.image);
            const int32_t label = category == m_categories.end() ? -1 : category->second;
            if (label < 0)
                drop(annotation, "category_id", annotation.category, "category");
            if (picture == m_pictures.end()) {
                if (label >= 0 && !m_lostPictures.contains(annotation.image))
                    drop(annotation, "image_id", annotation.image, "picture");
                ++lost.objects;
                ++lost.dropped;
                lost.marked += annotation.crowd || annotation.ignored;
                if (label >= 0)
                    ++lost.perClass[m_found.categories[size_t(label)]];
                continue;
            }
            m_found.pictures[size_t(picture->second)].objects.push_back({.box = annotation.box,
                .category = label,
                .marked = annotation.crowd || annotation.ignored,
                .crowd = annotation.crowd,
                .area = annotation.area,
                .unusable = annotation.unusable || label < 0,
                .place = annotation.place});
        }
        m_lostPictures.clear();
    }

    void drop(const CocoAnnotation& annotation, const char* field, int64_t id, const char* what)
    {
        m_found.problems.add({m_shown, 0,
            concat("annotations[", annotation.place, "].", field, ": there is no ", what, " ", id,
                ": object dropped"),
            ProblemKind::ObjectDropped});
    }

    ContainedFiles& m_files;
    FoundData& m_found;
    std::unordered_map<std::string, int32_t> m_labels {}; // of found.categories
    std::vector<SetWord> m_words {};                      // per picture
    std::vector<std::string> m_names {};                  // per picture

    // Of the file that is being read.
    CocoFile m_file {};
    std::string m_shown {};
    SetWord m_word = SetWord::None;
    std::unordered_map<int64_t, int32_t> m_categories {};
    std::unordered_map<int64_t, int64_t> m_pictures {}; // by id: index into found.pictures
    std::unordered_set<int64_t> m_lostPictures {};      // ids of those that were left out
};

/// Hidden files and settings of tools are no annotations.
bool isJsonName(std::string_view name)
{
    return name.ends_with(".json") && !name.starts_with('.');
}

} // namespace

std::vector<std::string> findCoco(ContainedFiles& files)
{
    std::vector<std::string> found;
    for (const std::string& folder : files.foldersBelow(1)) {
        if (!folder.empty() && folder != "annotations" && setWordOf(folder) == SetWord::None)
            continue; // it may hold a data set of its own
        for (const auto& entry : files.list(folder).entries) {
            if (!isJsonName(entry.name))
                continue;
            const auto answer = files.find(folder, entry.name);
            const bool byName
                = entry.name.starts_with("instances") || entry.name.find("coco") != entry.name.npos;
            // A broken file of such a name is to be named, not passed over.
            if (byName || (answer.found() && isCocoFile(answer.path)))
                found.push_back(joined(folder, entry.name));
        }
    }
    const auto isInstances
        = [](const std::string& file) { return lastPart(file).starts_with("instances"); };
    if (std::any_of(found.begin(), found.end(), isInstances))
        std::erase_if(found, [&](const std::string& file) { return !isInstances(file); });
    return found;
}

FoundData readCoco(
    ContainedFiles& files, const std::vector<std::string>& annotationFiles, uint64_t seed)
{
    FoundData found;
    found.root = files.root();
    found.places = FoundData::Places::Entries;
    found.categoriesAreClasses = true;
    CocoReader reader(files, found);
    for (const std::string& file : annotationFiles)
        reader.read(file);
    if (found.layout.empty())
        found.layout = "COCO";
    reader.split(seed);
    return found;
}

} // namespace hardlens

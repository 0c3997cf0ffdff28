#include "core/data/voc/voc_pictures.h"

#include "core/basics/error.h"
#include "core/basics/parallel_items.h"
#include "core/data/voc/voc_annotation.h"

#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace hardlens {

namespace {

using Answer = ContainedFiles::Answer;

/// Folder and last part of "Annotations/a".
std::pair<std::string_view, std::string_view> split(std::string_view path)
{
    const auto slash = path.rfind('/');
    return slash == path.npos ? std::pair(std::string_view {}, path)
                              : std::pair(path.substr(0, slash), path.substr(slash + 1));
}

/// An entry while it is read.
struct Reading
{
    Answer xml {};
    Answer picture {};
    VocAnnotation annotation {};
    std::optional<DataProblem> failure {};
};

class VocPictures
{
public:
    VocPictures(ContainedFiles& files, FoundData& found)
        : m_files(files)
        , m_found(found)
    {
        for (size_t c = 0; c < found.categories.size(); ++c)
            m_categories[found.categories[c]] = int32_t(c);
    }

    std::vector<int64_t> read(const std::vector<VocEntry>& entries)
    {
        std::vector<Reading> readings(entries.size());
        for (size_t i = 0; i < entries.size(); ++i) {
            const auto [folder, name] = split(entries[i].annotation);
            readings[i].xml = m_files.find(folder, std::string(name) + ".xml");
            readings[i].picture = m_files.findPicture(entries[i].pictureFolder, name);
        }
        forEachInParallel(int64_t(readings.size()), [&](int64_t i) {
            Reading& reading = readings[size_t(i)];
            if (!reading.xml.found())
                return;
            try {
                reading.annotation = readVocAnnotation(reading.xml.path, reading.xml.shown);
            } catch (const AnnotationFileError& error) {
                reading.failure = error.problem;
            }
        });
        std::vector<int64_t> indices;
        for (size_t i = 0; i < entries.size(); ++i)
            indices.push_back(add(entries[i], readings[i]));
        return indices;
    }

private:
    int64_t add(const VocEntry& entry, Reading& reading)
    {
        const std::string shown = entry.annotation + ".xml";
        if (!reading.xml.refusal.empty())
            return leftOut({shown, 0, reading.xml.refusal, ProblemKind::Refused});
        if (!reading.xml.found())
            return leftOut({shown, 0, "absent", ProblemKind::PictureLeftOut});
        if (reading.failure)
            return leftOut(*reading.failure);
        if (!reading.picture.found() && reading.picture.refusal.empty())
            reading.picture = namedPicture(entry, reading.annotation.fileName);
        else
            sayRefusedName(shown, reading.annotation.fileName);
        FoundPicture picture {.file = reading.picture.path,
            .shown = reading.picture.shown,
            .annotation = shown,
            .annotatedSize = reading.annotation.size,
            .place = reading.annotation.sizeLine,
            .objects = objectsOf(reading.annotation)};
        m_found.problems.add(std::move(reading.annotation.problems));
        if (!reading.picture.refusal.empty())
            return lost(picture,
                {shown, 0,
                    concat("its picture \"", reading.picture.shown, "\" ", reading.picture.refusal),
                    ProblemKind::Refused});
        if (!reading.picture.found())
            return lost(picture,
                {shown, 0,
                    concat(joined(entry.pictureFolder, split(entry.annotation).second),
                        ".jpg is absent"),
                    ProblemKind::PictureLeftOut});
        m_found.pictures.push_back(std::move(picture));
        return int64_t(m_found.pictures.size()) - 1;
    }

    /// The picture that <filename> names, where it names one that no other annotation has.
    Answer namedPicture(const VocEntry& entry, const std::string& fileName)
    {
        if (fileName.empty())
            return {};
        Answer answer = m_files.find(entry.pictureFolder, fileName);
        if (!answer.found())
            return answer;
        const std::string own = std::string(stemOf(split(fileName).second)) + ".xml";
        const bool isAnothers = m_files.find(split(entry.annotation).first, own).found()
            || !m_named.insert(answer.shown).second;
        return isAnothers || !isPictureName(fileName) ? Answer {} : answer;
    }

    /// A name that is not needed, and could not be followed.
    void sayRefusedName(const std::string& shown, const std::string& fileName)
    {
        if (const std::string why = whyRefused(fileName); !fileName.empty() && !why.empty())
            m_found.problems.add({shown, 0,
                concat("<filename> \"", fileName, "\" ", why, ": refused; the picture of the ",
                    "annotation's own name is used"),
                ProblemKind::Refused});
    }

    std::vector<FoundObject> objectsOf(const VocAnnotation& annotation)
    {
        std::vector<FoundObject> objects;
        objects.reserve(annotation.objects.size());
        for (const VocObject& object : annotation.objects)
            objects.push_back({.box = object.box,
                .category = object.className.empty() ? -1 : categoryOf(object.className),
                .marked = object.difficult,
                .unusable = object.unusable,
                .place = object.line});
        return objects;
    }

    int32_t categoryOf(const std::string& name)
    {
        const auto [at, isNew] = m_categories.try_emplace(name, int32_t(m_found.categories.size()));
        if (isNew)
            m_found.categories.push_back(name);
        return at->second;
    }

    int64_t leftOut(DataProblem problem)
    {
        problem.text += ": picture left out";
        m_found.problems.add(std::move(problem));
        ++m_found.lost.picturesLeftOut;
        return -1;
    }

    /// The same, for a picture whose objects are known.
    int64_t lost(const FoundPicture& picture, DataProblem problem)
    {
        AnnotationCounts& lost = m_found.lost;
        lost.objects += int64_t(picture.objects.size());
        lost.dropped += int64_t(picture.objects.size());
        for (const FoundObject& object : picture.objects) {
            lost.marked += object.marked;
            if (object.category >= 0)
                ++lost.perClass[m_found.categories[size_t(object.category)]];
        }
        return leftOut(std::move(problem));
    }

    ContainedFiles& m_files;
    FoundData& m_found;
    std::unordered_map<std::string, int32_t> m_categories {};
    std::unordered_set<std::string> m_named {}; // pictures that a <filename> gave
};

} // namespace

std::vector<int64_t> readVocPictures(
    ContainedFiles& files, const std::vector<VocEntry>& entries, FoundData& found)
{
    return VocPictures(files, found).read(entries);
}

} // namespace hardlens

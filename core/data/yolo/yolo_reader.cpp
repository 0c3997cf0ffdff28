#include "core/data/yolo/yolo_reader.h"

#include "core/basics/error.h"
#include "core/basics/parallel_items.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/annotations/test_split.h"
#include "core/data/yolo/yolo_labels.h"
#include "core/data/yolo/yolo_names.h"

#include <optional>
#include <set>
#include <utility>

namespace hardlens {

namespace {

using Answer = ContainedFiles::Answer;

/// A picture and its labels while they are read.
struct Reading
{
    Answer picture {}; // neither found nor refused: a label file without its picture
    Answer label {};
    YoloLabels labels {};
    std::optional<DataProblem> failure {};
};

class YoloReader
{
public:
    YoloReader(ContainedFiles& files, FoundData& found)
        : m_files(files)
        , m_found(found)
    {
    }

    void read(const std::vector<std::string>& folders, uint64_t seed)
    {
        m_names = findYoloNames(m_files, folders, m_found.problems);
        m_found.layout = concat("YOLO: label files in ", counted(int64_t(folders.size()), "folder"),
            m_names.file.empty() ? ", no class names" : ", class names in " + m_names.file);
        std::vector<Reading> readings = readingsOf(folders);
        forEachInParallel(
            int64_t(readings.size()), [&](int64_t i) { readLabels(readings[size_t(i)]); });
        nameCategories(readings);
        for (Reading& reading : readings)
            add(reading);
        sayUnlabelled();
        SetSplit split = splitBySetWords(m_words, m_pictureNames, seed);
        m_found.train = std::move(split.train);
        m_found.test = std::move(split.test);
        if (!split.remark.empty())
            m_found.problems.add({".", 0, std::move(split.remark)});
    }

private:
    std::vector<Reading> readingsOf(const std::vector<std::string>& folders)
    {
        std::vector<Reading> readings;
        for (const std::string& folder : folders) {
            const auto places = yoloLabelFolders(folder);
            for (const auto& entry : m_files.list(folder).entries)
                if (isYoloPicture(entry))
                    readings.push_back({.picture = m_files.find(folder, entry.name),
                        .label = yoloLabelFile(m_files, places, stemOf(entry.name))});
        }
        addLabelsWithoutPicture(folders, readings);
        return readings;
    }

    void addLabelsWithoutPicture(
        const std::vector<std::string>& folders, std::vector<Reading>& readings)
    {
        std::set<std::string> known;
        for (const Reading& reading : readings)
            known.insert(reading.label.shown);
        for (const std::string& folder : folders)
            for (const std::string& place : yoloLabelFolders(folder))
                for (const auto& entry : m_files.list(place).entries) {
                    if (!entry.name.ends_with(".txt") || isYoloNameList(entry.name)
                        || known.contains(joined(place, entry.name)))
                        continue;
                    Answer label = m_files.find(place, entry.name);
                    known.insert(joined(place, entry.name));
                    if (label.found() && looksLikeYolo(label.path))
                        readings.push_back({.label = std::move(label)});
                }
    }

    static void readLabels(Reading& reading)
    {
        if (!reading.label.found())
            return;
        try {
            reading.labels = readYoloLabels(reading.label.path, reading.label.shown);
        } catch (const AnnotationFileError& error) {
            reading.failure = error.problem;
        }
    }

    /// The names there are, or else the numbers that occur.
    void nameCategories(const std::vector<Reading>& readings)
    {
        m_found.categoriesAreClasses = true;
        if (!m_names.names.empty()) {
            m_found.categories = m_names.names;
            for (size_t i = 0; i < m_names.names.size(); ++i)
                m_categories[int32_t(i)] = int32_t(i);
            return;
        }
        std::set<int32_t> numbers;
        for (const Reading& reading : readings)
            for (const YoloObject& object : reading.labels.objects)
                if (object.classNumber >= 0)
                    numbers.insert(object.classNumber);
        for (const int32_t number : numbers) {
            m_categories[number] = int32_t(m_found.categories.size());
            m_found.categories.push_back(std::to_string(number));
        }
    }

    void add(Reading& reading)
    {
        const Answer& label = reading.label;
        if (reading.failure)
            return leaveOut(reading, *reading.failure);
        if (!label.refusal.empty())
            return leaveOut(reading, {label.shown, 0, label.refusal, ProblemKind::Refused});
        if (!reading.picture.refusal.empty())
            return leaveOut(
                reading, {reading.picture.shown, 0, reading.picture.refusal, ProblemKind::Refused});
        if (!reading.picture.found())
            return leaveOut(
                reading, {label.shown, 0, "its picture is absent", ProblemKind::PictureLeftOut});
        if (!reading.label.found())
            m_unlabelled.push_back(reading.picture.shown);
        m_found.problems.add(std::move(reading.labels.problems));
        FoundPicture picture {.file = reading.picture.path,
            .shown = reading.picture.shown,
            .annotation = reading.label.shown};
        for (const YoloObject& object : reading.labels.objects)
            picture.objects.push_back(objectOf(object, reading.label.shown));
        m_words.push_back(setWordOf(picture.shown.substr(0, picture.shown.rfind('/') + 1)));
        m_pictureNames.push_back(picture.shown);
        m_found.pictures.push_back(std::move(picture));
    }

    FoundObject objectOf(const YoloObject& object, const std::string& file)
    {
        FoundObject found {.box = object.box, .unusable = object.unusable, .place = object.line};
        if (const auto at = m_categories.find(object.classNumber); at != m_categories.end()) {
            found.category = at->second;
        } else if (!found.unusable) {
            m_found.problems.add({file, object.line,
                concat("class ", object.classNumber, ", but ", m_names.file, " names only ",
                    m_names.names.size(), ": object dropped"),
                ProblemKind::ObjectDropped});
            found.unusable = true;
        }
        return found;
    }

    void leaveOut(const Reading& reading, DataProblem problem)
    {
        problem.text += ": picture left out";
        m_found.problems.add(std::move(problem));
        AnnotationCounts& lost = m_found.lost;
        ++lost.picturesLeftOut;
        lost.objects += int64_t(reading.labels.objects.size());
        lost.dropped += int64_t(reading.labels.objects.size());
        for (const YoloObject& object : reading.labels.objects)
            if (const auto at = m_categories.find(object.classNumber); at != m_categories.end())
                ++lost.perClass[m_found.categories[size_t(at->second)]];
    }

    void sayUnlabelled()
    {
        if (!m_unlabelled.empty())
            m_found.problems.add({".", 0,
                concat(counted(int64_t(m_unlabelled.size()), "picture has", "pictures have"),
                    " no label file: taken as showing no objects: ", listed(m_unlabelled, 10))});
        if (m_names.file.empty())
            m_found.problems.add({".", 0,
                "no class names (data.yaml, classes.txt, obj.names): classes are called by their "
                "numbers"});
    }

    ContainedFiles& m_files;
    FoundData& m_found;
    YoloNames m_names {};
    std::map<int32_t, int32_t> m_categories {}; // by class number
    std::vector<std::string> m_unlabelled {};   // pictures
    std::vector<SetWord> m_words {};            // per picture
    std::vector<std::string> m_pictureNames {};
};

} // namespace

FoundData readYolo(ContainedFiles& files, const YoloFolders& folders, uint64_t seed)
{
    FoundData found;
    found.root = files.root();
    found.fractions = true;
    found.rounding = .5f; // fractions are often written with few decimals
    YoloReader(files, found).read(folders.labelled, seed);
    for (const std::string& folder : folders.unlabelled)
        found.problems.add({folder.empty() ? "." : folder, 0,
            "none of its pictures has a label file: folder not used"});
    return found;
}

} // namespace hardlens

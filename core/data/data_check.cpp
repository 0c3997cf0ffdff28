#include "core/data/data_check.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/problem_list.h"
#include "core/data/data_forecast.h"
#include "core/data/picture_loading.h"
#include "core/data/picture_trial.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <thread>
#include <unordered_map>

namespace hardlens {

namespace {

template <typename Numbers> Spread spreadOf(Numbers numbers)
{
    if (numbers.empty())
        return {};
    std::sort(numbers.begin(), numbers.end());
    return {
        double(numbers.front()), double(numbers[(numbers.size() - 1) / 2]), double(numbers.back())};
}

double areaOf(const GroundTruth& object)
{
    return object.area >= 0 ? double(object.area) : double(object.box.area());
}

class Checking
{
public:
    Checking(const DetectionData& data, const DataCheckOptions& options,
        const std::function<void(int64_t, int64_t)>& progress)
        : m_data(data)
        , m_progress(progress)
    {
        m_check.options = options;
    }

    DataCheck check()
    {
        gatherPictures();
        m_check.name = m_data.name;
        m_check.path = m_data.path;
        m_check.layout = m_data.layout;
        m_check.train = int64_t(m_data.train.size());
        m_check.test = int64_t(m_data.test.size());
        m_check.unlisted = int64_t(m_data.unlisted.size());
        m_check.pictures = int64_t(m_pictures.size());
        m_check.inBoth = m_check.train + m_check.test + m_check.unlisted - m_check.pictures;
        m_check.annotated = m_data.annotated;
        m_problems.add(m_data.problems);
        m_check.forecast = forecastOf(m_data);
        countObjects();
        measurePictures();
        findCopies();
        decodePictures();
        m_check.proposalSeconds = m_check.coverage.pictures > 0
            ? m_check.coverage.secondsPerPicture * double(m_check.pictures - m_check.unlisted)
            : proposalSeconds(m_data, m_check.options.proposals);
        m_check.cores = std::max(1u, std::thread::hardware_concurrency());
        m_check.problems = m_problems.take();
        m_check.unreadable = m_pictures.empty();
        for (const DataProblem& problem : m_check.problems)
            m_check.unreadable = m_check.unreadable || problem.kind == ProblemKind::Unreadable;
        return std::move(m_check);
    }

private:
    /// Pictures of several lists are taken once.
    void gatherPictures()
    {
        std::set<std::string> files;
        for (const auto* split : {&m_data.train, &m_data.test, &m_data.unlisted})
            for (const AnnotatedPicture& picture : *split)
                if (picture.file.empty() || files.insert(picture.file.native()).second)
                    m_pictures.push_back(&picture);
    }

    void countObjects()
    {
        AnnotationCounts& counts = m_check.annotated;
        if (m_data.layout.empty()) // built-in: annotated is what there is
            for (const AnnotatedPicture* picture : m_pictures)
                for (const GroundTruth& object : picture->objects) {
                    ++counts.objects;
                    ++counts.perClass[m_data.classNames[size_t(object.label)]];
                }
        for (size_t label = 1; label < m_data.classNames.size(); ++label)
            if (!counts.perClass.contains(m_data.classNames[label]))
                m_check.emptyClasses.push_back(m_data.classNames[label]);
    }

    void measurePictures()
    {
        std::vector<int64_t> objects;
        std::vector<float> sides;
        std::vector<const PictureReference*> bySize;
        for (const AnnotatedPicture* picture : m_pictures) {
            objects.push_back(int64_t(picture->objects.size()));
            bySize.push_back(&picture->reference);
            for (const GroundTruth& object : picture->objects) {
                sides.push_back(std::sqrt(object.box.area()));
                m_check.smallObjects += areaOf(object) < 32 * 32;
                m_check.largeObjects += areaOf(object) >= 96 * 96;
            }
        }
        m_check.objectsPerPicture = spreadOf(std::move(objects));
        m_check.objectSides = spreadOf(std::move(sides));
        if (bySize.empty())
            return;
        const auto area = [](const PictureReference* p) { return int64_t(p->width) * p->height; };
        std::sort(bySize.begin(), bySize.end(),
            [&](const auto* a, const auto* b) { return area(a) < area(b); });
        const auto size = [](const PictureReference* p) {
            return PictureSize {p->width, p->height};
        };
        m_check.smallest = size(bySize.front());
        m_check.medianSize = size(bySize[(bySize.size() - 1) / 2]);
        m_check.largest = size(bySize.back());
    }

    /// Files of the same content: each copy is named after the first of them.
    void findCopies()
    {
        std::unordered_map<uint64_t, const AnnotatedPicture*> first;
        for (const AnnotatedPicture* picture : m_pictures) {
            const auto [at, isNew] = first.try_emplace(picture->reference.contentId, picture);
            if (isNew)
                continue;
            const bool acrossSplits = at->second->reference.isTest != picture->reference.isTest;
            m_problems.add({shownName(m_data.root, *picture), 0,
                concat("the same picture as ", shownName(m_data.root, *at->second),
                    acrossSplits ? ", which is in the other split: what is tested was learned"
                                 : "")});
        }
    }

    void decodePictures()
    {
        PictureTrial trial = tryPictures(m_data, m_pictures, m_check.options, m_progress);
        m_check.decoded = trial.decoded;
        m_check.coverage = trial.coverage;
        m_problems.add(std::move(trial.problems));
    }

    const DetectionData& m_data;
    const std::function<void(int64_t, int64_t)>& m_progress;
    std::vector<const AnnotatedPicture*> m_pictures {}; // each once
    ProblemList m_problems {};
    DataCheck m_check {};
};

} // namespace

void DataCheckOptions::validate() const
{
    proposals.validate();
    if (proposalPictures < 0)
        throw ConfigError(
            concat("check.proposalPictures = ", proposalPictures, ": must be at least 0"));
    if (decodedPictures < 0)
        throw ConfigError(
            concat("check.decodedPictures = ", decodedPictures, ": must be at least 0"));
}

DataCheck checkData(const DetectionData& data, const DataCheckOptions& options,
    const std::function<void(int64_t, int64_t)>& progress)
{
    options.validate();
    return Checking(data, options, progress).check();
}

DataSummary summaryOf(const DataCheck& check)
{
    const AnnotationCounts& counts = check.annotated;
    DataSummary summary {.layout = check.layout,
        .trainPictures = check.train,
        .testPictures = check.test,
        .picturesLeftOut = counts.picturesLeftOut,
        .objects = counts.objects,
        .dropped = counts.dropped,
        .clipped = counts.clipped,
        .problems = int64_t(check.problems.size()),
        .unreadable = check.unreadable,
        .proposalSeconds = check.proposalSeconds / double(check.cores),
        .forecast = check.forecast};
    for (const auto& [name, objects] : counts.perClass)
        summary.classes.push_back({name, objects});
    for (const std::string& name : check.emptyClasses)
        summary.classes.push_back({name, 0});
    std::stable_sort(summary.classes.begin(), summary.classes.end(),
        [](const auto& a, const auto& b) { return a.objects > b.objects; });
    return summary;
}

DataCheck failedCheck(const std::string& path, const std::string& why)
{
    DataCheck check;
    check.path = path;
    const size_t own = why.starts_with(path + ": ") ? path.size() + 2 : 0; // said by `file`
    check.problems = {{path, 0, why.substr(own), ProblemKind::Unreadable}};
    check.unreadable = true;
    check.forecast = "There is nothing to train on.";
    return check;
}

} // namespace hardlens

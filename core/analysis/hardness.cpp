#include "core/analysis/hardness.h"

#include "core/basics/error.h"

#include <algorithm>
#include <limits>

namespace hardlens {

namespace {

constexpr int64_t leastSteps = 30;
constexpr size_t leastObjects = 8;
constexpr int64_t leastVisits = 3;
constexpr double medians = 2;
constexpr double quartileDistances = 3;
constexpr double leastPartOfEarly = .8;

std::string classNameOf(int32_t label, const std::vector<std::string>& names)
{
    return size_t(label) < names.size() ? names[size_t(label)] : concat("class ", label);
}

/// The object of a picture; made where it is new. Steps mostly have the same objects in the same
/// places.
template <typename Objects> auto& objectOf(Objects& objects, const ObjectChoices& of, size_t place)
{
    if (place < objects.size() && objects[place].object == of.object)
        return objects[place];
    for (auto& object : objects)
        if (object.object == of.object)
            return object;
    return objects.emplace_back(of.object, of.box, of.label);
}

} // namespace

bool Hardness::read(const History& history)
{
    const auto& choices = history.choices;
    const bool goesOn = m_read == 0 || (m_read <= choices.size() && choices[m_read - 1] == m_last);
    if (!goesOn)
        *this = {};
    const size_t from = m_read;
    for (; m_read < choices.size(); ++m_read)
        add(*choices[m_read]);
    if (m_read > 0)
        m_last = choices[m_read - 1];
    return m_read > from || !goesOn;
}

void Hardness::add(const StepChoices& choices)
{
    const int64_t step = choices.step;
    m_run.reach(step);
    for (const PictureChoices& p : choices.pictures) {
        Picture& picture = pictureOf(p.picture);
        picture.tally.add(step, m_run, p.rois, p.selected, p.meanLoss);
        for (size_t i = 0; i < p.objects.size(); ++i) {
            const ObjectChoices& o = p.objects[i];
            objectOf(picture.objects, o, i).tally.add(step, m_run, o.rois, o.selected, o.meanLoss);
            m_classes[o.label].add(step, m_run, o.rois, o.selected, o.meanLoss);
        }
    }
}

Hardness::Picture& Hardness::pictureOf(const PictureReference& reference)
{
    const auto [at, isNew] = m_places.try_emplace(reference.contentId, m_pictures.size());
    if (isNew)
        m_pictures.push_back({.picture = reference});
    return m_pictures[at->second];
}

std::vector<HardnessRow> Hardness::rows(
    HardnessOf of, const std::vector<std::string>& classNames) const
{
    switch (of) {
    case HardnessOf::Picture:
        return pictureRows();
    case HardnessOf::Object:
        return objectRows(classNames);
    case HardnessOf::Class:
        break;
    }
    return classRows(classNames);
}

HardnessRow Hardness::rowOf(HardnessOf of, const HardnessTally& tally) const
{
    return {.of = of,
        .visits = tally.visits(),
        .rois = tally.rois(),
        .selected = tally.selected(),
        .meanLoss = tally.meanLoss(),
        .latestLoss = tally.latestLoss(),
        .curve = tally.curve(m_run)};
}

std::vector<HardnessRow> Hardness::pictureRows() const
{
    std::vector<HardnessRow> rows;
    for (const Picture& picture : m_pictures) {
        HardnessRow& row = rows.emplace_back(rowOf(HardnessOf::Picture, picture.tally));
        row.name = picture.picture.name;
        row.picture = picture.picture;
    }
    return rows;
}

std::vector<HardnessRow> Hardness::objectRows(const std::vector<std::string>& classNames) const
{
    const double beyond = stayingHardBeyond();
    std::vector<HardnessRow> rows;
    for (const Picture& picture : m_pictures)
        for (const Object& object : picture.objects) {
            HardnessRow& row = rows.emplace_back(rowOf(HardnessOf::Object, object.tally));
            row.name = concat(classNameOf(object.label, classNames), ' ', object.object + 1, " of ",
                picture.picture.name);
            row.picture = picture.picture;
            row.object = object.object;
            row.box = object.box;
            row.label = object.label;
            row.staysHard = staysHard(object.tally, beyond);
        }
    return rows;
}

std::vector<HardnessRow> Hardness::classRows(const std::vector<std::string>& classNames) const
{
    std::vector<HardnessRow> rows;
    for (const auto& [label, tally] : m_classes) {
        HardnessRow& row = rows.emplace_back(rowOf(HardnessOf::Class, tally));
        row.name = classNameOf(label, classNames);
        row.label = label;
    }
    return rows;
}

/// The loss in the run's last third beyond which an object is far harder than the others; infinite
/// where that cannot be said.
double Hardness::stayingHardBeyond() const
{
    const int64_t count = m_run.count();
    std::vector<double> losses;
    for (const Picture& picture : m_pictures)
        for (const Object& object : picture.objects)
            if (const auto loss = object.tally.meanWithin(m_run, count - count / 3, count))
                losses.push_back(*loss);
    if (m_run.steps() < leastSteps || losses.size() < leastObjects)
        return std::numeric_limits<double>::infinity();
    std::ranges::sort(losses);
    const auto quartile = [&](size_t k) { return losses[(losses.size() - 1) * k / 4]; };
    return std::max(
        medians * quartile(2), quartile(3) + quartileDistances * (quartile(3) - quartile(1)));
}

bool Hardness::staysHard(const HardnessTally& tally, double beyond) const
{
    const int64_t count = m_run.count();
    const auto early = tally.meanWithin(m_run, 0, count / 3);
    const auto late = tally.meanWithin(m_run, count - count / 3, count);
    return tally.visitsWithLoss() >= leastVisits && early && late && *late > beyond
        && *late >= leastPartOfEarly * *early;
}

} // namespace hardlens

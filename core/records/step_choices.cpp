#include "core/records/step_choices.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

/// Mean and highest of losses as they come; those that were not computed do not count.
class LossTally
{
public:
    void add(float loss)
    {
        if (!std::isfinite(loss))
            return;
        m_sum += double(loss);
        m_highest = m_count ? std::max(m_highest, loss) : loss;
        ++m_count;
    }

    template <typename Choices> void writeTo(Choices& choices) const
    {
        if (m_count == 0)
            return;
        choices.meanLoss = float(m_sum / double(m_count));
        choices.highestLoss = m_highest;
    }

private:
    double m_sum = 0;
    float m_highest = 0;
    int64_t m_count = 0;
};

PictureChoices choicesOf(const PictureRecord& picture, const MiningConfig& mining)
{
    PictureChoices choices {.picture = picture.picture};
    std::vector<ObjectChoices> objects(picture.groundTruth.size());
    std::vector<LossTally> objectLosses(objects.size());
    LossTally losses;
    for (const RoiRecord& roi : picture.rois) {
        if (roi.decision.fate == Fate::Ignored)
            continue;
        const bool selected = roi.decision.fate == Fate::Selected;
        const float loss = rankingLoss(roi, mining);
        ++choices.rois;
        choices.selected += selected;
        choices.selectedForeground += selected && roi.label > 0;
        losses.add(loss);
        if (roi.label <= 0 || size_t(roi.matched) >= objects.size()) // -1: beyond every list
            continue;
        ObjectChoices& object = objects[size_t(roi.matched)];
        ++object.rois;
        object.selected += selected;
        objectLosses[size_t(roi.matched)].add(loss);
    }
    losses.writeTo(choices);
    choices.objects.reserve(
        size_t(std::ranges::count(picture.groundTruth, false, &GroundTruth::ignored)));
    for (size_t i = 0; i < objects.size(); ++i) {
        if (picture.groundTruth[i].ignored)
            continue;
        objects[i].object = int32_t(i);
        objects[i].label = picture.groundTruth[i].label;
        objects[i].box = picture.groundTruth[i].box;
        objectLosses[i].writeTo(objects[i]);
        choices.objects.push_back(objects[i]);
    }
    return choices;
}

} // namespace

StepChoices choicesOf(const Step& step)
{
    StepChoices choices {.step = step.header.step};
    if (step.isEmbedding())
        return choices;
    const DetectionStep& body = step.detection();
    choices.pictures.reserve(body.pictures.size());
    for (const PictureRecord& picture : body.pictures)
        choices.pictures.push_back(choicesOf(picture, body.mining));
    return choices;
}

} // namespace hardlens

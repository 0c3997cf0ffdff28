#include "core/analysis/chosen_loss.h"

#include <cmath>

namespace hardlens {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

} // namespace

double ChosenLoss::share() const
{
    return all > 0 ? chosen / all : none;
}

double ChosenLoss::mean() const
{
    return weight > 0 ? chosen / weight : none;
}

ChosenLoss chosenLoss(const PictureRecord& picture)
{
    ChosenLoss sums;
    for (const RoiRecord& roi : picture.rois) {
        const double loss = double(roi.classLoss) + double(roi.boxLoss);
        if (roi.decision.fate == Fate::Ignored || !std::isfinite(loss))
            continue;
        sums.all += loss;
        if (roi.decision.fate != Fate::Selected)
            continue;
        sums.chosen += loss * double(roi.decision.weight);
        sums.weight += double(roi.decision.weight);
    }
    return sums;
}

ChosenLoss chosenLoss(const DetectionStep& step)
{
    ChosenLoss sums;
    for (const PictureRecord& picture : step.pictures) {
        const ChosenLoss one = chosenLoss(picture);
        sums.all += one.all;
        sums.chosen += one.chosen;
        sums.weight += one.weight;
    }
    return sums;
}

} // namespace hardlens

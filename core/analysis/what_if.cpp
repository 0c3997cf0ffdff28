#include "core/analysis/what_if.h"

#include <algorithm>
#include <tuple>

namespace hardlens {

namespace {

bool isChosen(const RoiRecord& roi)
{
    return roi.decision.fate == Fate::Selected;
}

ChoiceMark markOf(bool before, bool now)
{
    if (before == now)
        return ChoiceMark::Same;
    return now ? ChoiceMark::Gained : ChoiceMark::Lost;
}

/// Marks and counts one picture of the record. again: null where it is out of use.
void comparePicture(
    const PictureRecord& record, const PictureRecord* again, int32_t index, WhatIf& result)
{
    std::vector<ChoiceMark> marks(record.rois.size(), ChoiceMark::Same);
    ChoiceCounts counts;
    for (size_t i = 0; i < marks.size(); ++i) {
        const bool before = isChosen(record.rois[i]);
        const bool now = again && isChosen(again->rois[i]);
        marks[i] = markOf(before, now);
        counts.before += before;
        counts.now += now;
        counts.kept += before && now;
        if (marks[i] == ChoiceMark::Gained)
            result.gained.push_back({index, int32_t(i)});
        else if (marks[i] == ChoiceMark::Lost)
            result.lost.push_back({index, int32_t(i)});
    }
    counts.gained = counts.now - counts.kept;
    counts.lost = counts.before - counts.kept;
    result.marks.push_back(std::move(marks));
    result.byPicture.push_back(counts);
}

ChoiceCounts sumOf(const std::vector<ChoiceCounts>& pictures)
{
    ChoiceCounts sum;
    for (const ChoiceCounts& c : pictures) {
        sum.before += c.before;
        sum.now += c.now;
        sum.kept += c.kept;
        sum.gained += c.gained;
        sum.lost += c.lost;
    }
    return sum;
}

/// The RoI of the same picture that suppressed this one and has the mark; -1: there is none.
int32_t suppressorMarked(
    const RoiDecision& decision, const std::vector<ChoiceMark>& marks, ChoiceMark mark)
{
    const int32_t by = decision.suppressedBy;
    return by >= 0 && size_t(by) < marks.size() && marks[size_t(by)] == mark ? by : -1;
}

std::vector<Replacement> replacementsOf(const DetectionStep& step, const WhatIf& result)
{
    std::vector<Replacement> found;
    for (const auto& [picture, roi] : result.lost) {
        if (picture >= result.picturesUsed)
            continue;
        const RoiDecision& now = result.body.pictures[size_t(picture)].rois[size_t(roi)].decision;
        const int32_t by = suppressorMarked(now, result.marks[size_t(picture)], ChoiceMark::Gained);
        if (by >= 0)
            found.push_back({picture, roi, by, now.suppressedIou});
    }
    for (const auto& [picture, roi] : result.gained) {
        const RoiDecision& then = step.pictures[size_t(picture)].rois[size_t(roi)].decision;
        const int32_t by = suppressorMarked(then, result.marks[size_t(picture)], ChoiceMark::Lost);
        if (by >= 0)
            found.push_back({picture, by, roi, then.suppressedIou});
    }
    const auto place = [](const Replacement& r) { return std::tie(r.picture, r.lost, r.gained); };
    std::sort(found.begin(), found.end(),
        [&](const Replacement& a, const Replacement& b) { return place(a) < place(b); });
    found.erase(
        std::unique(found.begin(), found.end(),
            [&](const Replacement& a, const Replacement& b) { return place(a) == place(b); }),
        found.end());
    return found;
}

} // namespace

MiningConfig settingsOfFirst(int64_t pictures, MiningConfig mining)
{
    int64_t rois = 0;
    for (int64_t i = 0; i < pictures; ++i)
        rois += quotaOf(i, mining.picturesPerStep, mining.roisPerStep);
    mining.picturesPerStep = pictures;
    mining.roisPerStep = std::max<int64_t>(1, rois);
    return mining;
}

WhatIf whatIf(const DetectionStep& step, const MiningConfig& mining)
{
    mining.validate();
    WhatIf result;
    if (needsLosses(mining.sampler) && !step.hasLosses) {
        result.impossible = "This sampler chooses by loss, and the losses of all RoIs were not"
                            " computed in this step.";
        return result;
    }
    result.picturesPresent = int64_t(step.pictures.size());
    result.picturesUsed = std::min(result.picturesPresent, mining.picturesPerStep);
    result.needsNewStep = mining.picturesPerStep > result.picturesPresent;
    const MiningConfig applied = settingsOfFirst(std::max<int64_t>(1, result.picturesUsed), mining);
    result.selection = chooseAgain(step, applied, step.key);
    result.body = withSelection(step, applied, result.selection);
    for (size_t p = 0; p < step.pictures.size(); ++p)
        comparePicture(step.pictures[p],
            int64_t(p) < result.picturesUsed ? &result.body.pictures[p] : nullptr, int32_t(p),
            result);
    result.total = sumOf(result.byPicture);
    result.replaced = replacementsOf(step, result);
    result.lossBefore = chosenLoss(step);
    result.lossNow = chosenLoss(result.body);
    return result;
}

} // namespace hardlens

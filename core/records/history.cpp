#include "core/records/history.h"

#include "core/records/embedding_scalars.h"

#include <cmath>

namespace hardlens {

namespace {

/// Sums over a step's RoIs, from which the row's means are made.
struct Sums
{
    double all = 0, selectedOfAll = 0, classLearned = 0, boxLearned = 0;
    int64_t counted = 0;
};

void add(const RoiRecord& roi, Sums& sums, StepRow& row)
{
    const double loss = double(roi.classLoss) + double(roi.boxLoss);
    const bool selected = roi.decision.fate == Fate::Selected;
    if (roi.decision.fate != Fate::Ignored) {
        sums.all += loss;
        ++sums.counted;
        if (selected)
            sums.selectedOfAll += loss * double(roi.decision.weight);
    }
    row.suppressed += roi.decision.fate == Fate::Suppressed;
    if (!selected)
        return;
    ++row.selected;
    row.selectedForeground += roi.label > 0;
    ++row.keptByCause[size_t(keptCause(roi))];
    sums.classLearned += double(roi.learnedClassLoss);
    sums.boxLearned += double(roi.learnedBoxLoss);
}

/// Suppressed RoIs of a picture that would have been taken without the suppressing box: their loss
/// is above the cut.
int32_t decisiveOf(const PictureRecord& picture, const Quota& quota, const MiningConfig& mining)
{
    if (!quota.cut)
        return 0;
    int32_t count = 0;
    for (const RoiRecord& roi : picture.rois)
        count += roi.decision.fate == Fate::Suppressed && rankingLoss(roi, mining) > *quota.cut;
    return count;
}

void addScalars(const DetectionStep& body, StepRow& row)
{
    Sums sums;
    for (size_t p = 0; p < body.pictures.size(); ++p) {
        const PictureRecord& picture = body.pictures[p];
        for (const RoiRecord& roi : picture.rois)
            add(roi, sums, row);
        row.rois += int32_t(picture.rois.size());
        if (!body.quotas.empty())
            row.decisive += decisiveOf(
                picture, body.quotas[std::min(p, body.quotas.size() - 1)], body.mining);
    }
    for (const Quota& q : body.quotas) {
        row.quota += int32_t(q.quota);
        row.duplicatesOfTop += int32_t(q.duplicatesOfTop);
    }
    const float none = std::numeric_limits<float>::quiet_NaN();
    const double n = double(row.selected);
    row.meanLossAll
        = body.hasLosses && sums.counted ? float(sums.all / double(sums.counted)) : none;
    row.lossShareSelected
        = body.hasLosses && sums.all > 0 ? float(sums.selectedOfAll / sums.all) : none;
    row.meanClassLossSelected = row.selected ? float(sums.classLearned / n) : none;
    row.meanBoxLossSelected = row.selected ? float(sums.boxLearned / n) : none;
    row.meanLossSelected = row.meanClassLossSelected + row.meanBoxLossSelected;
}

} // namespace

KeptCause keptCause(const RoiRecord& roi)
{
    if (roi.label > 0) {
        const int32_t called = roi.top[0].label;
        if (called == roi.label)
            return KeptCause::BoxOnly;
        return called <= 0 ? KeptCause::MissedObject : KeptCause::WrongClass;
    }
    return roi.iou >= 0.3f ? KeptCause::NearThreshold : KeptCause::FarBackground;
}

std::shared_ptr<const Evaluation> evaluationUpTo(const History& history, int64_t step)
{
    std::shared_ptr<const Evaluation> newest;
    for (size_t i = 0; i < history.evaluations.size() && history.evaluations[i]->step <= step; ++i)
        newest = history.evaluations[i];
    return newest;
}

double headline(const Evaluation& evaluation)
{
    if (!evaluation.retrieval)
        return evaluation.meanAveragePrecision;
    const auto& recall = evaluation.retrieval->recall;
    return recall.empty() ? RetrievalEvaluation::none : recall.front();
}

History forked(const History& history)
{
    return {.steps = history.steps.forked(),
        .choices = history.choices.forked(),
        .evaluations = history.evaluations.forked(),
        .events = history.events.forked()};
}

StepRow rowOf(const Step& step, double trainSeconds)
{
    const StepHeader& h = step.header;
    StepRow row;
    row.step = h.step;
    row.epoch = h.epoch;
    row.wallSeconds = h.wallSeconds;
    row.trainSeconds = trainSeconds;
    row.stepMs = h.phases.total();
    row.watchingMs = h.phases.watching;
    row.phases = h.phases;
    row.bytesPeak = h.bytesPeak;
    row.learningRate = float(h.learningRate);
    if (step.isEmbedding())
        row.embedding = scalarsOf(step.embedding());
    else
        addScalars(step.detection(), row);
    return row;
}

} // namespace hardlens

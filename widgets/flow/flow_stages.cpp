#include "widgets/flow/flow_stages.h"

#include "widgets/roi/overlay_style.h"

#include <algorithm>
#include <numeric>

namespace hardlens {

namespace {

using Role = FlowStage::Role;

const QString widestPerPicture = QStringLiteral("00 × 0 000");
const QString widestCount = QStringLiteral("00 000");

FlowStage convolutions(const StepFlow& flow)
{
    const size_t n = flow.roisOfPictures.size();
    return {.name = QStringLiteral("conv"),
        .count = QStringLiteral("%1 %2").arg(n).arg(n == 1 ? "picture" : "pictures"),
        .widest = QStringLiteral("00 pictures"),
        .meaning = QStringLiteral("The convolutions run once over every picture; all RoIs share "
                                  "their feature maps.")};
}

FlowStage ranking(StepForm form, const StepFlow& flow)
{
    const bool readOnly = form == StepForm::TwoPasses;
    return {.name = readOnly ? QStringLiteral("read-only head") : QStringLiteral("head"),
        .count = flow.lossesOfAll ? perPicture(flow.roisOfPictures) : QStringLiteral("not run"),
        .widest = widestPerPicture,
        .meaning = readOnly
            ? QStringLiteral("All R RoIs go through the head without keeping anything for a "
                             "backward pass: cheap in memory, and enough to know their losses.")
            : QStringLiteral("All R RoIs go through the head, and everything that a backward pass "
                             "needs is kept: this is what implementation B saves."),
        .role = readOnly ? Role::ReadOnly : Role::Plain,
        .used = flow.lossesOfAll};
}

FlowStage losses(const StepFlow& flow)
{
    return {.name = QStringLiteral("loss"),
        .count = flow.lossesOfAll ? groupedCount(flow.rois) : QStringLiteral("–"),
        .widest = widestCount,
        .meaning = QStringLiteral("Each RoI's loss is its rank: the larger, the harder."),
        .used = flow.lossesOfAll};
}

FlowStage suppression(const StepFlow& flow)
{
    return {.name = QStringLiteral("NMS"),
        .count = flow.usesNms ? QStringLiteral("−") + groupedCount(flow.suppressed)
                              : QStringLiteral("off"),
        .widest = QStringLiteral("−00 000"),
        .meaning = flow.usesNms
            ? QStringLiteral("A RoI that overlaps a harder one too much is a duplicate of it and "
                             "goes: %1 go, %2 are left.")
                  .arg(groupedCount(flow.suppressed), groupedCount(flow.left))
            : QStringLiteral("No RoI is suppressed: NMS is off, or the sampler does without it."),
        .role = Role::Suppressed,
        .used = flow.usesNms};
}

FlowStage quota(const StepFlow& flow)
{
    return {.name = QStringLiteral("B/N"),
        .count = perPicture(flow.chosenOfPictures),
        .widest = QStringLiteral("00 × 000"),
        .meaning = QStringLiteral("Of what is left each picture gives its share of B."),
        .role = Role::Chosen};
}

FlowStage secondHead(StepForm form, const StepFlow& flow)
{
    if (form == StepForm::TwoPasses)
        return {.name = QStringLiteral("head"),
            .count = groupedCount(flow.chosen),
            .widest = widestCount,
            .meaning = QStringLiteral("The chosen RoIs alone go through the head again, now to be "
                                      "learned from."),
            .role = Role::Chosen};
    return {.name = QStringLiteral("zero the rest"),
        .count = groupedCount(flow.rois - flow.chosen),
        .widest = widestCount,
        .meaning = QStringLiteral("The losses of the RoIs that were not chosen are multiplied by "
                                  "zero; their rows still go through the backward pass.")};
}

FlowStage backward(StepForm form, const StepFlow& flow)
{
    const bool chosen = form == StepForm::TwoPasses;
    return {.name = QStringLiteral("backward"),
        .count = groupedCount(chosen ? flow.chosen : flow.rois),
        .widest = widestCount,
        .meaning = QStringLiteral("Gradients of the head for these RoIs, and of the convolutions."),
        .role = chosen ? Role::Chosen : Role::Plain};
}

FlowStage update()
{
    return {.name = QStringLiteral("update"),
        .count = QStringLiteral("SGD"),
        .widest = QStringLiteral("SGD"),
        .meaning = QStringLiteral("The optimiser moves the weights.")};
}

} // namespace

FlowRow flowRow(StepForm form, const StepFlow& flow)
{
    const PhaseTimes& t = flow.milliseconds;
    FlowRow row {
        .stages = {convolutions(flow), ranking(form, flow), losses(flow), suppression(flow),
            quota(flow), secondHead(form, flow), backward(form, flow), update()},
        .times = {{{0, 0, t.backbone, 0}, {1, 2, t.readOnly, 0}, {3, 4, t.select, 0},
            {5, 6, t.learn, 0}, {7, 7, t.update, 0}}},
        .bytes = bytesText(flow.bytesPeak)};
    for (const FlowTime& time : row.times)
        row.milliseconds += time.milliseconds;
    for (FlowTime& time : row.times)
        time.share = row.milliseconds > 0 ? time.milliseconds / row.milliseconds : 0;
    return row;
}

QString formLetter(StepForm form)
{
    return form == StepForm::OneHead ? QStringLiteral("A") : QStringLiteral("B");
}

QString formText(StepForm form)
{
    return form == StepForm::OneHead
        ? QStringLiteral("one head, forward and backward through all R")
        : QStringLiteral("a read-only pass over all R, then the chosen ones alone");
}

QString perPicture(const std::vector<int64_t>& counts)
{
    if (counts.empty())
        return QStringLiteral("0");
    if (std::ranges::count(counts, counts.front()) == std::ptrdiff_t(counts.size()))
        return QStringLiteral("%1 × %2").arg(counts.size()).arg(groupedCount(counts.front()));
    if (counts.size() == 2)
        return groupedCount(counts[0]) + QStringLiteral(" + ") + groupedCount(counts[1]);
    return groupedCount(std::accumulate(counts.begin(), counts.end(), int64_t(0)));
}

QString bytesText(double bytes)
{
    constexpr double mega = 1e6, giga = 1e9;
    return bytes < giga ? QStringLiteral("%1 MB").arg(bytes / mega, 0, 'f', 0)
                        : QStringLiteral("%1 GB").arg(bytes / giga, 0, 'f', 1);
}

} // namespace hardlens

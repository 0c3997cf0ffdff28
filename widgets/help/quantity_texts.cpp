#include "widgets/help/quantity_texts.h"

namespace hardlens {

namespace {

const char* textOf(Quantity quantity)
{
    switch (quantity) {
    case Quantity::Rank:
        return "Place by loss among the RoIs of its picture, before NMS; 1 is the hardest.";
    case Quantity::SurvivorRank:
        return "Place by loss among the RoIs that NMS left; up to the picture's share B/N they are "
               "learned from.";
    case Quantity::Cut:
        return "Loss of the last RoI that was taken: what NMS left and lies above it was learned "
               "from. There is none where NMS left fewer RoIs than may be taken.";
    case Quantity::ClassLoss:
        return "−ln p, where p is the probability that the network gives to the RoI's label.";
    case Quantity::BoxLoss:
        return "Σ smoothL1(predicted − wanted) over dx, dy, dw, dh, where smoothL1(x) is x²/2 for "
               "|x| < 1 and |x| − ½ elsewhere; background has none.";
    case Quantity::RankingLoss:
        return "What RoIs are ranked by: class loss + box loss, or the class loss alone where the "
               "controls say so.";
    case Quantity::Probability:
        return "p = exp(z) / Σ exp(z), the softmax over the classes and background.";
    case Quantity::Iou:
        return "Shared area / joint area of two boxes: 1 where they are the same, 0 where they do "
               "not touch. From 0.5 on a RoI is foreground.";
    case Quantity::Label:
        return "The class of the object that the RoI overlaps most, where their IoU is 0.5 or "
               "more; otherwise background.";
    case Quantity::Selected:
        return "The step learned from these: the hardest B/N of each picture that NMS left, or "
               "what the sampler drew.";
    case Quantity::Suppressed:
        return "A harder RoI overlaps them by more than the NMS IoU. Strong lines: without NMS "
               "they would have been taken; pale ones: they would not.";
    case Quantity::BelowCut:
        return "NMS left them, but their loss is below that of the last RoI that was taken.";
    case Quantity::NotDrawn:
        return "The sampler draws at random: they could have been drawn, and were not.";
    case Quantity::GroundTruth:
        return "What people annotated; in grey what is difficult or a crowd, which nothing is "
               "learned from.";
    case Quantity::Decisive:
        return "A suppressed RoI whose loss lies above the cut: without NMS it would have been "
               "taken.";
    case Quantity::Duplicates:
        return "Of the B RoIs with the highest loss before NMS, those that NMS suppressed: one "
               "mistake that would have been learned several times.";
    case Quantity::Divisor:
        return "The gradient is that of Σ L / divisor over the chosen RoIs; the divisor is their "
               "number, B, or R of all pictures.";
    case Quantity::Quota:
        return "B/N: each of the N pictures of a step gives ⌊B/N⌋ RoIs, the first B mod N one "
               "more.";
    case Quantity::MeanLossAll:
        return "Σ L / R over all RoIs of the step but ignored ones, also those under bg_lo, so "
               "that samplers compare.";
    case Quantity::MeanLossSelected:
        return "Σ L / n over the n RoIs that the step learned from.";
    case Quantity::AveragePrecision:
        return "Area under the precision-recall curve, made monotone: Σ (rᵢ − rᵢ₋₁) · max over "
               "j ≥ i of pⱼ. mAP is the mean over the classes that have objects.";
    case Quantity::TimesSelected:
        return "How often one of its RoIs was learned from, summed over all steps that it was in. "
               "Every RoI counts once in each step.";
    case Quantity::ShareSelected:
        return "RoIs of it that were learned from / RoIs of it, over all steps that it was in.";
    case Quantity::StaysHard:
        return "Still among the hardest of its kind when the others have become easy. Often the "
               "label is wrong or missing: look at it before you blame the network.";
    case Quantity::StepsPerSecond:
        return "Training steps per second";
    case Quantity::FrameTime:
        return "Time the window needs for a frame; it should stay under 15 ms";
    case Quantity::WatchingCost:
        return "Share of the training time that goes into what only this window asks for";
    case Quantity::PhaseTimes:
        return "Where the time of the newest step went: convolutions, losses of all RoIs, choice, "
               "forward and backward of the chosen ones with the update.";
    case Quantity::Machine:
        break;
    }
    return "What it trains on. The number of threads decides the last bits of a run.";
}

} // namespace

QString quantityText(Quantity quantity)
{
    return QString::fromUtf8(textOf(quantity));
}

} // namespace hardlens

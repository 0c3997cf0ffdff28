#pragma once

#include <QString>

#include <cstdint>

namespace hardlens {

/// What the views show as a number or a name.
enum class Quantity : uint8_t
{
    Rank,
    SurvivorRank,
    Cut,
    ClassLoss,
    BoxLoss,
    RankingLoss,
    Probability,
    Iou,
    Label,
    Selected,
    Suppressed,
    BelowCut,
    NotDrawn,
    GroundTruth,
    Decisive,
    Duplicates,
    Divisor,
    Quota,
    MeanLossAll,
    MeanLossSelected,
    AveragePrecision,
    TimesSelected,
    ShareSelected,
    StaysHard,
    StepsPerSecond,
    FrameTime,
    WatchingCost,
    PhaseTimes,
    Machine,
};
inline constexpr size_t quantityCount = size_t(Quantity::Machine) + 1;

/// What a quantity is, in one sentence, with its formula where it has one: for tooltips.
QString quantityText(Quantity quantity);

} // namespace hardlens

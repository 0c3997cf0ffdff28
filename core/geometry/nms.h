#pragma once

#include "core/geometry/box.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Which of two equal scores goes first. torchvision: the lower index; the OHEM authors' reversed
/// ascending sort: the higher one.
enum class TieOrder
{
    LowerIndexFirst,
    HigherIndexFirst
};

struct NmsOptions
{
    double iouThreshold
        = 0.7; // a box is suppressed when its IoU with a kept one is greater, in [0, 1]
    TieOrder ties = TieOrder::LowerIndexFirst;
    PixelConvention convention = PixelConvention::Continuous;
    int64_t maxKept = -1; // stop after so many kept boxes; -1: no limit
};

/// Who suppressed a box, and at what IoU. {-1, 0} for boxes that were kept or not reached
/// (maxKept).
struct Suppression
{
    int32_t by = -1;
    float iou = 0;
};

struct NmsResult
{
    std::vector<int32_t> kept;             // indices, falling score
    std::vector<Suppression> suppressedBy; // one per box
};

/// Indices by falling score; ties as asked; NaN scores are left out.
std::vector<int32_t> orderByFallingScore(std::span<const float> scores, TieOrder ties);

/// Greedy non-maximum suppression: take the best remaining box, drop what overlaps it by more than
/// the threshold, repeat. Equal to torchvision.ops.nms for LowerIndexFirst and Continuous.
///
/// Each suppressed box names the *first* kept box (highest score) that suppressed it.
/// boxes, scores: the same length; scores of any sign. A box with a NaN score is neither kept nor
/// suppresses. Throws std::invalid_argument where lengths differ or the threshold is not in [0, 1].
NmsResult nms(std::span<const Box> boxes, std::span<const float> scores, const NmsOptions& options);

/// NMS within each group alone: boxes of different groups never suppress each other.
/// groups: one number per box.
NmsResult groupedNms(std::span<const Box> boxes, std::span<const float> scores,
    std::span<const int32_t> groups, const NmsOptions& options);

} // namespace hardlens

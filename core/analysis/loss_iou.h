#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace hardlens {

struct LossIouOptions
{
    float floor = 1e-3f; // losses below it are drawn at it, > 0
    int bins = 20;       // of equal width over IoU [0, 1], >= 1
};

/// One RoI of the scatter of ranking loss over IoU.
struct LossIouPoint
{
    StepRoi at {};
    float iou = 0;     // with the best ground truth
    float loss = 0;    // ranking loss
    float logLoss = 0; // log10 of the loss, or of the floor where that is greater
    Fate fate = Fate::NotDrawn;
    bool foreground = false;
};

/// RoIs with an IoU in [from, to); the last bin holds 1 too.
struct LossIouBin
{
    float from = 0;
    float to = 0;
    int64_t rois = 0;               // that may be learned from and have a loss
    std::optional<float> median {}; // of their ranking losses; none: there are none
};

struct LossIou
{
    std::vector<LossIouPoint> points {}; // by picture and RoI
    std::vector<LossIouBin> bins {};
    int64_t withoutLoss = 0; // RoIs with no finite ranking loss: no point
    int64_t atFloor = 0;     // points whose loss is below the floor
};

/// log10 of a loss >= 0 on an axis that ends at a floor > 0.
float logLoss(float loss, float floor);

/// The ranking loss of all RoIs of a step over their IoU, and its median per bin of IoU as a
/// guiding line. Ignored RoIs have points, but no part in the medians. Of an even number of losses
/// the median is the mean of the middle two. Throws std::invalid_argument for options out of range.
LossIou lossByIou(const DetectionStep& step, const LossIouOptions& options = {});

} // namespace hardlens

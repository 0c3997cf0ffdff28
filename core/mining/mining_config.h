#pragma once

#include "core/geometry/nms.h"

#include <cstdint>
#include <string_view>

namespace hardlens {

/// Which RoIs of a step are learned from.
///  Ohem: NMS by loss, then the hardest B/N of each picture. Shrivastava et al., arXiv:1604.03540,
///  §4. Heuristic: random, a fixed foreground fraction, background from IoU in [bgLo,
///  foregroundIou). Girshick, Fast
///    R-CNN, arXiv:1504.08083, §2.3.
///  All: every RoI.
///  HardEasyMix: part of the quota as under Ohem, the rest drawn uniformly from the other survivors
///  of NMS. Focal: every RoI, weighted (1 - p)^gamma. Lin et al., arXiv:1708.02002, here as a soft
///  selection.
enum class SamplerKind
{
    Ohem,
    Heuristic,
    All,
    HardEasyMix,
    Focal
};

/// Which RoIs may suppress each other. Image: all of a picture (the paper's text). ImageAndLabel:
/// only those of the same picture and label (the authors' code).
enum class NmsGrouping
{
    Image,
    ImageAndLabel
};

/// PerImage: every picture has its quota B/N. Pooled: the hardest B of all pictures together.
enum class SelectionScope
{
    PerImage,
    Pooled
};

/// What a RoI is ranked by: class loss + box loss, or class loss alone.
enum class RankingLoss
{
    ClassAndBox,
    ClassOnly
};

/// What the sum of the learned losses is divided by: RoIs kept, B, or R of all pictures together.
/// For Focal, Kept is the sum of the weights.
enum class LossDivisor
{
    Kept,
    RoisPerStep,
    AllRois
};

struct MiningConfig
{
    SamplerKind sampler = SamplerKind::Ohem;
    int64_t picturesPerStep = 2; // N, pictures in a step, in [1, 64]
    int64_t roisPerStep = 128;   // B, RoIs learned from in a step, in [1, 100000]
    bool useNms = true;
    double nmsIou = 0.7; // a RoI is suppressed at a greater IoU with a harder one, in [0, 1]
    NmsGrouping grouping = NmsGrouping::Image;
    SelectionScope scope = SelectionScope::PerImage;
    RankingLoss rankingLoss = RankingLoss::ClassAndBox;
    LossDivisor divisor = LossDivisor::Kept;
    double foregroundIou = 0.5; // IoU at or above it is foreground, in (0, 1]
    double backgroundLow
        = 0; // bg_lo: background below this IoU is no candidate, in [0, foregroundIou]
    double foregroundFraction = 0.25;          // of the quota, for Heuristic, in [0, 1]
    double hardFraction = 0.5;                 // of the quota, for HardEasyMix, in [0, 1]
    double focalGamma = 2;                     // for Focal, in [0, 10]
    TieOrder ties = TieOrder::LowerIndexFirst; // between equal losses
    PixelConvention convention = PixelConvention::Continuous; // of the IoU inside NMS

    /// Throws ConfigError for the first field that breaks its rule: "mining.nmsIou = 1.5: must be
    /// in [0, 1]".
    void validate() const;

    friend bool operator==(const MiningConfig&, const MiningConfig&) = default;
};

/// OHEM as the paper's text has it: N = 2, B = 128, NMS 0.7 over each picture, per-picture quota.
MiningConfig paperPreset();
/// OHEM as its authors released it: NMS per picture and label with inclusive pixels, pooled over
/// the blob, the higher index first among equals.
MiningConfig originalCodePreset();
/// The baseline: fixed foreground fraction 0.25, bg_lo 0.1.
MiningConfig fastRcnnPreset();

/// The settings under which `pictures` pictures each get the quota that one of N gets, however many
/// they are: N = pictures, B in proportion, at least 1. pictures: at least 1.
MiningConfig withQuotaFor(int64_t pictures, MiningConfig mining);

/// bg_lo as the papers have it for a sampler: 0.1 for Heuristic, otherwise 0.
double usualBackgroundLow(SamplerKind sampler);

/// Whether a sampler cannot choose without the losses of all RoIs.
bool needsLosses(SamplerKind sampler);

} // namespace hardlens

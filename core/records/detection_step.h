#pragma once

#include "core/mining/selection.h"
#include "core/records/picture.h"

#include <array>
#include <compare>
#include <limits>

namespace hardlens {

/// An annotated object.
struct GroundTruth
{
    Box box {};           // pixels of the stored picture
    int32_t label = 0;    // class, from 1
    bool ignored = false; // difficult or crowd, and the data set is read with "ignore"
    bool crowd = false;   // ignored, and many objects in one box
    float area
        = -1; // of its outline, in pixels, where that is annotated; negative: that of its box
};

/// How much a box lies on an ignored object, in [0, 1]: their IoU, or with a crowd the part of the
/// box that is in it. (A box around one of many has a small IoU with all of them.)
float ignoredOverlap(const Box& box, const GroundTruth& object);

struct ClassBelief
{
    int32_t label = 0; // 0: background
    float probability = 0;
};

/// One RoI of a step: what it is, what the network believed, what was decided. Losses are NaN where
/// they were not computed (heuristic sampler between its k-th steps).
struct RoiRecord
{
    int32_t proposal = -1; // index among its picture's proposals; -1: jittered
    Box box {};            // pixels of the stored picture
    int32_t label = 0;     // 0 background, k class, ignoredLabel
    int32_t matched = -1;  // ground truth of the largest IoU, -1: the picture has none
    float iou = 0;         // IoU with it
    float classLoss = std::numeric_limits<float>::quiet_NaN(); // as ranked, nats
    float boxLoss = std::numeric_limits<float>::quiet_NaN();   // as ranked; 0 for background
    float learnedClassLoss
        = std::numeric_limits<float>::quiet_NaN(); // as learned; NaN: not learned from
    float learnedBoxLoss = std::numeric_limits<float>::quiet_NaN();
    float probability = 0;             // softmax probability of `label`
    std::array<ClassBelief, 3> top {}; // the three most probable classes, falling; label -1 where
                                       // there are fewer; shortened()
    Box decoded {};          // the most probable object class's box, pixels of the stored picture;
                             // shortened()
    RoiDecision decision {}; // suppressedBy: index into the same picture's RoIs
};

/// One picture of a step.
struct PictureRecord
{
    PictureReference picture {};
    std::vector<GroundTruth> groundTruth {};
    std::vector<RoiRecord> rois {};
};

/// What a detector's step did.
struct DetectionStep
{
    MiningConfig mining {}; // as used
    RandomKey key {};       // of the choice
    bool hasLosses = false; // whether the losses of all RoIs were computed
    std::vector<PictureRecord> pictures {};
    std::vector<Quota> quotas {}; // one per picture, or one when pooled
    double divisor = 0;
};

/// A RoI of a step by its place.
struct StepRoi
{
    int32_t picture = -1; // index among the step's pictures
    int32_t roi = -1;     // index among that picture's RoIs

    friend auto operator<=>(const StepRoi&, const StepRoi&) = default;
};

/// The ranking loss of a RoI under the config that the step used; NaN where it was not computed.
float rankingLoss(const RoiRecord& roi, const MiningConfig& mining);

/// The object class that the network believes in most, as far as the record's three classes say.
/// {0, 0}: none of them is an object.
ClassBelief objectBelief(const RoiRecord& roi);

/// The quota that a picture's RoIs were taken under: its own, or that of all pictures where the
/// choice was pooled. None where the record has none, and for a picture that is not in the step.
std::optional<Quota> quotaOfPicture(const DetectionStep& step, int picture);

/// Chooses again from the record's own inputs with other (or the same) settings: the what-if, and
/// with step.mining and step.key the invariant that every record must keep. Uses the first min(N,
/// present) pictures. Throws std::invalid_argument where the sampler needs losses that the record
/// does not hold.
Selection chooseAgain(const DetectionStep& step, const MiningConfig& mining, const RandomKey& key);

/// The selection that the record itself holds, in the form that chooseAgain returns. Order of
/// `selected` is by picture and RoI.
Selection recordedSelection(const DetectionStep& step);

/// The record as it would be had `selection`, which chooseAgain made of it with these settings and
/// its own key, been the choice: the first min(N, present) pictures with new decisions, quotas and
/// divisor. Learned losses stay only where a RoI is still chosen; what is newly chosen was never
/// learned from and has none. Throws std::invalid_argument where the selection has not one decision
/// for each of these RoIs.
DetectionStep withSelection(
    const DetectionStep& step, const MiningConfig& mining, const Selection& selection);

} // namespace hardlens

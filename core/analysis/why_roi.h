#pragma once

#include "core/records/detection_step.h"

#include <optional>

namespace hardlens {

/// The harder RoI that covers a suppressed one.
struct Suppressor
{
    int32_t roi = -1; // index among the RoIs of the same picture
    int32_t rank = 0; // as RoiDecision::rank
    float loss = 0;   // its ranking loss
    float iou = 0;    // IoU of the two
};

enum class IgnoredReason : uint8_t
{
    NotIgnored,
    OnIgnoredObject, // it lies on a difficult object or a crowd, and on no other as much
    LossNotFinite,
};

/// The difficult object or crowd that an ignored RoI lies on most.
struct IgnoredObject
{
    int32_t object = -1; // index among the ground truth of the picture
    int32_t label = 0;   // its class
    float iou = 0;       // with a crowd: the part of the RoI that lies in it
};

/// Why a RoI was learned from, or was not: all that the card of one RoI says.
struct WhyRoi
{
    Fate fate = Fate::NotDrawn;
    SamplerKind sampler = SamplerKind::Ohem;
    float weight = 0; // its loss counts this much; 0: not learned from

    int32_t label = 0;           // 0 background, k class, ignoredLabel
    int32_t matched = -1;        // ground truth of the largest IoU, -1: the picture has none
    int32_t matchedLabel = -1;   // its class, -1: none
    bool matchedIgnored = false; // it is difficult or a crowd
    float iou = 0;               // IoU with it

    IgnoredReason ignoredReason = IgnoredReason::NotIgnored;
    std::optional<IgnoredObject> ignoredObject {}; // where the reason is OnIgnoredObject

    float probability = 0;             // of `label`; NaN where it is ignoredLabel
    std::array<ClassBelief, 3> top {}; // label -1 where there are fewer
    int32_t predictedLabel = -1;       // the most probable object class, -1: none among `top`
    float predictedProbability = 0;
    Box predicted {}; // its box, pixels of the stored picture

    bool lossesComputed = false; // of the step; false between the k-th steps of a random sampler
    float classLoss = 0;         // NaN where not computed, or where there is no label
    float boxLoss = 0;
    float rankingLoss = 0; // what it was ranked by
    RankingLoss rankedBy = RankingLoss::ClassAndBox;

    int64_t roisOfPicture = 0;
    int32_t rank = 0;         // before NMS, in its picture, from 1; 0: not ranked
    int64_t ranked = 0;       // RoIs of the picture that have a rank
    int32_t survivorRank = 0; // after NMS, from 1; 0: none

    bool pooled = false;           // the quota is of all pictures together
    std::optional<Quota> quota {}; // of its picture; none where the record has none
    std::optional<float> cut {}; // none: fewer survivors than the quota, or a sampler without a cut
    std::optional<float> aboveCut {}; // ranking loss - cut; negative below it

    std::optional<Suppressor> suppressor {};
    bool wouldHaveBeenTaken
        = false; // suppressed, and without NMS taken: its loss is above the cut, or there is none
    int64_t suppresses = 0; // RoIs that this one suppresses
    int64_t decisive = 0;   // of them, those that would have been taken
};

/// Explains RoI `roi` of picture `picture`. References inside the record that lead nowhere count as
/// absent. Throws std::invalid_argument where the picture or the RoI is not in the step.
WhyRoi explainRoi(const DetectionStep& step, int picture, int roi);

/// Whether a suppressed RoI would have been taken without NMS: its ranking loss is above the cut of
/// its picture, or there is no cut. False for RoIs that are not suppressed. Throws as explainRoi.
bool wouldHaveBeenTaken(const DetectionStep& step, int picture, int roi);

} // namespace hardlens

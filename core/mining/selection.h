#pragma once

#include "core/basics/random.h"
#include "core/mining/mining_config.h"

#include <optional>
#include <span>
#include <vector>

namespace hardlens {

/// What became of a RoI in a step.
enum class Fate : uint8_t
{
    Selected,   // learned from
    BelowCut,   // survived NMS, but its loss is below the last one that was kept
    Suppressed, // by NMS: a harder RoI covers it
    Ignored,    // lies on a difficult or crowd object, or has no finite loss; never learned from
    NotDrawn,   // could have been drawn, was not (random samplers)
    Excluded,   // background with an IoU under bg_lo
};

/// Label of a RoI that must not be learned from.
inline constexpr int32_t ignoredLabel = -1;

/// All RoIs of a step, a column per quantity, pictures one after the other. Columns have the same
/// length; the loss columns may be empty for samplers that do not need them, `probability` for all
/// but Focal.
struct RoiCandidates
{
    std::span<const int64_t>
        firstOfPicture {};              // N + 1 offsets: picture i holds [first[i], first[i + 1])
    std::span<const Box> boxes {};      // pixels, any scale, the same for all RoIs of a picture
    std::span<const int32_t> labels {}; // 0 background, k class, ignoredLabel
    std::span<const float> ious {};     // IoU with the best ground-truth box, in [0, 1]
    std::span<const float> classLosses {};   // >= 0
    std::span<const float> boxLosses {};     // >= 0, 0 for background
    std::span<const float> probabilities {}; // softmax probability of the RoI's label
};

struct RoiDecision
{
    Fate fate = Fate::NotDrawn;
    int32_t rank = 0; // place by ranking loss in its picture before NMS, from 1; 0: not ranked
    int32_t survivorRank
        = 0; // place among the survivors of NMS that the quota is taken from, from 1; 0: none
    int32_t suppressedBy = -1; // RoI of the same columns, -1: not suppressed
    float suppressedIou = 0;   // IoU with that RoI
    float weight = 0;          // its loss counts this much; 0 where not learned from

    friend bool operator==(const RoiDecision&, const RoiDecision&) = default;
};

/// What was taken of one picture, or of all of them together where the scope is pooled.
struct Quota
{
    int64_t quota = 0;      // RoIs that may be taken
    int64_t candidates = 0; // RoIs that were ranked
    int64_t survivors = 0;  // of them, after NMS
    int64_t kept = 0;
    std::optional<float>
        cut {}; // ranking loss of the last kept survivor; none where fewer survive than the quota
    int64_t duplicatesOfTop
        = 0; // of the `quota` RoIs with the highest loss before NMS, those that NMS suppressed

    friend bool operator==(const Quota&, const Quota&) = default;
};

struct Selection
{
    std::vector<RoiDecision> decisions; // one per RoI
    std::vector<int32_t>
        selected;              // RoIs learned from, picture by picture (pooled: by falling loss)
    std::vector<Quota> quotas; // one per picture, or one when pooled
    double divisor = 0;        // the sum of weighted losses is divided by this; 0: nothing was kept

    friend bool operator==(const Selection&, const Selection&) = default;
};

/// RoIs of B that picture `index` of N gets: floor(B / N), the first B mod N one more.
int64_t quotaOf(int64_t index, int64_t pictures, int64_t roisPerStep);

/// Chooses the RoIs of a step. A pure function: the same columns, settings and key give the same
/// selection, which is what the trainer does and what the window repeats.
///
/// Ranking loss ties are broken by config.ties; RoIs without a finite loss are Ignored and never
/// taken. N of the config is not read: the columns say how many pictures there are. Throws
/// std::invalid_argument where columns do not fit together, ConfigError where the config is out of
/// range.
Selection selectRois(
    const RoiCandidates& candidates, const MiningConfig& config, const RandomKey& key);

} // namespace hardlens

#pragma once

#include "core/analysis/chosen_loss.h"
#include "core/records/detection_step.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hardlens {

/// What other settings do to one RoI of a recorded choice: chosen (or not) in both, only now, only
/// then.
enum class ChoiceMark : uint8_t
{
    Same,
    Gained,
    Lost
};

/// Chosen RoIs of a picture, or of all of them.
struct ChoiceCounts
{
    int64_t before = 0; // in the record
    int64_t now = 0;    // under the other settings
    int64_t kept = 0;   // in both
    int64_t gained = 0;
    int64_t lost = 0;

    friend bool operator==(const ChoiceCounts&, const ChoiceCounts&) = default;
};

/// One RoI took another's place and covers the same thing: the gained one suppresses the lost one
/// now, or the lost one suppressed the gained one in the record.
struct Replacement
{
    int32_t picture = 0;
    int32_t lost = 0;   // RoI of that picture
    int32_t gained = 0; // RoI of the same picture
    float iou = 0;      // of the two

    friend bool operator==(const Replacement&, const Replacement&) = default;
};

/// A recorded step, chosen again with other settings, and what that changes.
struct WhatIf
{
    /// Why there is no answer, a sentence for people; everything else is empty then. Empty: there
    /// is one.
    std::string impossible {};

    int64_t picturesPresent = 0; // in the record
    int64_t picturesUsed = 0;    // its first min(N, present)
    /// N is greater than the pictures that are present: each of them has the quota that it would
    /// get among N, and how the others would fare takes a new step.
    bool needsNewStep = false;

    Selection selection {}; // of the pictures in use, as chooseAgain gives it
    /// The pictures in use with the new decisions, quotas and settings (N and B as they apply to
    /// these pictures): what views paint. A record like any other; choosing again from it gives
    /// `selection`.
    DetectionStep body {};

    std::vector<std::vector<ChoiceMark>>
        marks {}; // all pictures and RoIs of the record, those out of use included
    std::vector<ChoiceCounts> byPicture {}; // all pictures of the record
    ChoiceCounts total {};
    std::vector<StepRoi> gained {};       // by picture and RoI
    std::vector<StepRoi> lost {};         // by picture and RoI
    std::vector<Replacement> replaced {}; // by picture, lost and gained RoI
    ChosenLoss lossBefore {}, lossNow {}; // mean() and share() of the two choices
};

/// The settings under which the first `pictures` of N get what they would get among all N: N =
/// pictures, and B is the sum of their quotas, at least 1. pictures: in [1,
/// mining.picturesPerStep].
MiningConfig settingsOfFirst(int64_t pictures, MiningConfig mining);

/// Chooses again from a record with other settings and compares. The random key is the record's, so
/// that random samplers draw as that step would have drawn.
///
/// A sampler that needs losses which the record does not hold makes it `impossible`, which is no
/// error. Throws ConfigError where the settings are out of range.
WhatIf whatIf(const DetectionStep& step, const MiningConfig& mining);

} // namespace hardlens

#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

namespace hardlens {

/// The closed interval [low, high]; either end may be infinite.
struct ValueRange
{
    double low = 0;
    double high = 0;

    bool contains(double value) const { return value >= low && value <= high; } // NaN: false
    friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// Some of the fates that a RoI may meet.
class FateSet
{
public:
    FateSet() = default;
    FateSet(std::initializer_list<Fate> fates)
    {
        for (const Fate fate : fates)
            m_bits = uint8_t(m_bits | 1U << unsigned(fate));
    }

    bool contains(Fate fate) const { return (m_bits >> unsigned(fate) & 1U) != 0; }
    friend bool operator==(const FateSet&, const FateSet&) = default;

private:
    uint8_t m_bits = 0;
};

/// Which RoIs of a step one wants to see: those that meet every condition that is set. Without a
/// condition all pass.
struct RoiFilter
{
    std::optional<ValueRange> loss {}; // ranking loss; a RoI without a finite one fails
    std::optional<int32_t> label {};   // 0 background, k class: its label or its predicted class
    std::optional<FateSet> fates {};
    std::optional<ValueRange> iou {}; // with its best ground truth
    bool labelMissing = false;        // only what looksUnlabelled

    bool isEmpty() const { return *this == RoiFilter {}; }
    friend bool operator==(const RoiFilter&, const RoiFilter&) = default;
};

/// The most probable class, which may be background; label -1 where the record has no belief.
ClassBelief predictedClass(const RoiRecord& roi);

/// picture: the one that the RoI is of.
bool passes(const PictureRecord& picture, const RoiRecord& roi, const MiningConfig& mining,
    const RoiFilter& filter);

/// One flag per RoI of the step, pictures one after the other: 1 where it passes.
std::vector<uint8_t> roiMask(const DetectionStep& step, const RoiFilter& filter);

/// The RoIs that pass, of all pictures together, by falling ranking loss; equal losses by picture
/// and index, those without a finite loss last.
std::vector<StepRoi> passingRois(const DetectionStep& step, const RoiFilter& filter);

} // namespace hardlens

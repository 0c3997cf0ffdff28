#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace hardlens {

/// A chosen RoI that had been easy at an earlier choice of its picture.
struct ReturnedRoi
{
    int32_t roi = -1;   // index among the picture's RoIs
    float lossThen = 0; // ranking loss, below the cut of then
    float lossNow = 0;

    friend bool operator==(const ReturnedRoi&, const ReturnedRoi&) = default;
};

/// A picture's choice beside the earlier ones of the same picture.
struct PickComparison
{
    int64_t previousStep = 0;             // of the last choice that is remembered; 0: none is
    std::vector<ReturnedRoi> returned {}; // by RoI
    std::optional<double> overlap {};     // pickOverlap with the last choice; none: no choice is
                                          // remembered, or both are empty
};

/// Remembers, for each picture that it is shown, which proposals were easy, to tell which RoIs come
/// back: were easy once and are hard again.
///
/// A RoI is easy where its ranking loss lies below the cut of its picture, whether or not NMS
/// suppressed it. A choice without a cut (random samplers, fewer survivors than the quota) says of
/// no RoI that it is easy, and leaves what is remembered. Pictures are told apart by content and
/// flip, RoIs by proposal; jittered RoIs are not remembered.
///
/// State per picture: for each proposal up to the highest one seen, its loss at the last choice
/// with a cut that held it, where that was easy; the proposals of the last pick; the step of that
/// pick. At most `maxNumbers` losses and picked proposals are held altogether: beyond that, the
/// pictures that were not seen for longest are forgotten.
class ChoiceMemory
{
public:
    /// maxNumbers: of four bytes each. The default is 32 MB: some 7,500 pictures of 1,000
    /// proposals.
    explicit ChoiceMemory(size_t maxNumbers = 8'000'000);

    /// Compares each picture of the step with what is remembered of it, then remembers the step.
    /// stepNumber: from 1, rising.
    std::vector<PickComparison> add(const DetectionStep& step, int64_t stepNumber);
    void clear();

    size_t pictures() const { return m_pictures.size(); }
    size_t numbers() const { return m_numbers; }

private:
    struct Remembered
    {
        std::vector<float> easyLosses {}; // by proposal; NaN: not easy, or not seen
        std::vector<int32_t> lastPick {};
        int64_t step = 0; // 0: new

        size_t numbers() const { return easyLosses.size() + lastPick.size(); }
    };
    using Key = std::pair<uint64_t, bool>; // content, flip

    static PickComparison compare(
        const DetectionStep& step, size_t picture, const Remembered& memory);
    static void remember(const DetectionStep& step, size_t picture, Remembered& memory);
    void forgetOldest();

    size_t m_maxNumbers;
    size_t m_numbers = 0;
    std::map<Key, Remembered> m_pictures {};
};

} // namespace hardlens

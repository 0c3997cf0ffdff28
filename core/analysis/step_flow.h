#pragma once

#include "core/records/step.h"

#include <array>
#include <optional>
#include <vector>

namespace hardlens {

/// How RoIs and time went through a step: the figure of the OHEM paper, with numbers.
struct StepFlow
{
    int64_t step = 0;                       // the newest one of this form, which the counts are of
    std::vector<int64_t> roisOfPictures {}; // R of each picture
    std::vector<int64_t> chosenOfPictures {}; // learned from
    int64_t rois = 0;                         // of all pictures
    int64_t suppressed = 0;                   // by NMS
    int64_t left = 0;                         // ranked, less the suppressed ones
    int64_t chosen = 0;
    bool usesNms = false;       // the sampler looks at losses, and NMS is on
    bool lossesOfAll = false;   // of all R, in this step
    PhaseTimes milliseconds {}; // means over the newest `steps` steps of this form
    double bytesPeak = 0;       // mean; tensors, beyond what they held before the step
    int64_t steps = 0;
};

/// The two ways through a step. TwoPasses: a read-only pass over all R, then the chosen ones alone
/// (implementation B). OneHead: one pass over all R, forward and backward (implementation A, and
/// samplers that learn from every RoI).
enum class StepForm : uint8_t
{
    TwoPasses,
    OneHead
};
StepForm stepForm(const Step& step);

/// The newest flow of each form, its times averaged so that they can be read while it trains.
class StepFlows
{
public:
    static constexpr int64_t meanOver = 10; // steps

    /// The same step again changes nothing; an earlier one belongs to another run and begins anew.
    void add(const Step& step);
    void clear();

    /// None: no step of this form was seen.
    const std::optional<StepFlow>& of(StepForm form) const { return m_forms[size_t(form)].flow; }

private:
    struct Form
    {
        std::vector<StepHeader> newest {}; // at most meanOver, oldest first
        std::optional<StepFlow> flow {};
    };

    std::array<Form, 2> m_forms {};
    int64_t m_lastStep = 0;
};

} // namespace hardlens

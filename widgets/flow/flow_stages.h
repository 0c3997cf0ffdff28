#pragma once

#include "core/analysis/step_flow.h"

#include <QString>

#include <array>

namespace hardlens {

/// A place that RoIs pass in a step.
struct FlowStage
{
    enum class Role
    {
        Plain,
        ReadOnly,   // keeps nothing for a backward pass
        Suppressed, // its count is of what NMS took away
        Chosen      // its count is of what is learned from
    };

    QString name {};
    QString count {};
    QString widest {}; // a count as wide as they get, so that growing numbers move nothing
    QString meaning {};
    Role role = Role::Plain;
    bool used = true; // false: this step went past it
};

/// Neighbouring stages whose time was measured together.
struct FlowTime
{
    size_t first = 0; // stages [first, last]
    size_t last = 0;
    double milliseconds = 0;
    double share = 0; // of all of them, in [0, 1]
};

/// A step of one form from left to right.
struct FlowRow
{
    static constexpr size_t stageCount = 8;
    static constexpr size_t timeCount = 5;

    std::array<FlowStage, stageCount> stages {};
    std::array<FlowTime, timeCount> times {};
    double milliseconds = 0; // of all times together
    QString bytes {};        // "412 MB"
};

FlowRow flowRow(StepForm form, const StepFlow& flow);

/// "A" or "B".
QString formLetter(StepForm form);
/// What the form does, in a few words.
QString formText(StepForm form);

/// "2 × 64" where all are equal, "64 + 51" for two that are not, otherwise their sum.
QString perPicture(const std::vector<int64_t>& counts);

/// "412 MB", "1.3 GB".
QString bytesText(double bytes);

} // namespace hardlens

#pragma once

#include "core/records/history.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// Something that every time axis shows.
struct TimeMark
{
    enum class Kind
    {
        Control,
        Evaluation,
        Warning,
        Checkpoint
    };

    Kind kind = Kind::Control;
    int64_t step = 0; // it happened at the boundary after this step
    double trainSeconds = 0;
    std::string text {}; // "B 64 → 128", "mAP 0.71", the warning, "checkpoint"
    std::string key {};  // of a control change
    std::string from {};
};

/// The marks of a history, read as it grows. Changes of one option within a few steps (a slider
/// that is dragged) are one mark, from the first value to the last; where they end where they began
/// there is none.
class TimeMarks
{
public:
    static constexpr int64_t joinedSteps = 5;

    /// Option keys as people call them ("mining.roisPerStep" -> "B"); others are shown by what
    /// follows their last dot.
    void setLabels(std::map<std::string, std::string> labels);

    /// Reads what is new; true where that changed the marks.
    bool read(const History& history);
    void clear();

    const std::vector<TimeMark>& marks() const
    {
        return m_marks;
    } // by step, within controls and within evaluations

    /// The step of the nearest mark after or before a step; none: there is no further one.
    std::optional<int64_t> next(int64_t step) const;
    std::optional<int64_t> previous(int64_t step) const;

private:
    void addControl(const Event& event);
    std::string labelOf(const std::string& key) const;

    std::map<std::string, std::string> m_labels {};
    std::vector<TimeMark> m_marks {};
    size_t m_events = 0;
    size_t m_evaluations = 0;
};

} // namespace hardlens

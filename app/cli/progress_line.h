#pragma once

#include "core/records/published.h"

#include <string>

namespace hardlens {

/// One line of a terminal that shows how a run is going: a bar where the end is known, steps/s,
/// losses, mAP, what is being waited for. Where the output is not a terminal, plain lines every few
/// seconds.
class ProgressLine
{
public:
    ProgressLine();

    /// stepsWanted, secondsWanted: of training; 0: no end.
    void show(const Published& published, int64_t stepsWanted, double secondsWanted);
    void show(const std::string& text, int64_t done, int64_t total);
    /// Ends the line, so that other text may follow.
    void finish();

private:
    void draw(const std::string& text);

    bool m_terminal = false;
    double m_lastDrawn = -1e9;
    size_t m_lastWidth = 0;
};

/// The evaluation as a small table.
std::string tableOf(const Evaluation& evaluation);

} // namespace hardlens

#pragma once

namespace hardlens {

/// How often views are renewed: as often as the eye gains from it while somebody uses the window,
/// else so seldom that painting takes only a small part of one processor. The threads of a step
/// wait for the slowest of them: what painting takes from one processor the whole step loses,
/// however many there are.
class FramePace
{
public:
    static constexpr int shortest = 33; // milliseconds
    static constexpr int longest = 400;
    static constexpr double share = 0.04;     // of one processor
    static constexpr double handsOnMs = 1500; // so long after the last input somebody uses it

    /// Milliseconds to the next renewal. busyMs: what the main thread worked since the one before;
    /// msSinceInput: since a key, a button, the wheel or the mouse moved.
    int next(double busyMs, double msSinceInput);

private:
    double m_busy = 0; // smoothed: single frames differ much
};

} // namespace hardlens

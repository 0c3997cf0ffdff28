#include "app/window/frame_pace.h"

#include <algorithm>

namespace hardlens {

FramePace::FramePace(int processors)
    : m_processors(std::max(1, processors))
{
}

int FramePace::next(double busyMs, double msSinceInput)
{
    m_busy += 0.3 * (busyMs - m_busy);
    if (msSinceInput < handsOnMs)
        return shortest;
    return std::clamp(int(m_busy / (share * m_processors)), shortest, longest);
}

} // namespace hardlens

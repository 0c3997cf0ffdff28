#include "app/window/frame_pace.h"

#include <algorithm>

namespace hardlens {

int FramePace::next(double busyMs, double msSinceInput)
{
    m_busy += 0.3 * (busyMs - m_busy);
    if (msSinceInput < handsOnMs)
        return shortest;
    return std::clamp(int(m_busy / share), shortest, longest);
}

} // namespace hardlens

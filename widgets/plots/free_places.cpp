#include "widgets/plots/free_places.h"

#include <algorithm>

namespace hardlens {

bool FreePlaces::isFree(const QRect& place) const
{
    return m_room.contains(place)
        && std::none_of(m_taken.begin(), m_taken.end(),
            [&](const QRect& other) { return other.intersects(place); });
}

std::optional<QRect> FreePlaces::takeFirst(const std::vector<QRect>& wanted)
{
    const auto found = std::find_if(
        wanted.begin(), wanted.end(), [this](const QRect& place) { return isFree(place); });
    if (found == wanted.end())
        return std::nullopt;
    take(*found);
    return *found;
}

} // namespace hardlens

#pragma once

#include <QRect>

#include <optional>
#include <vector>

namespace hardlens {

/// Finds places for words in a room so that none of them overlap.
class FreePlaces
{
public:
    explicit FreePlaces(const QRect& room)
        : m_room(room)
    {
    }

    /// Whether `place` lies in the room, off everything that was taken.
    bool isFree(const QRect& place) const;
    /// Keeps `place` from others, whether it was free or not.
    void take(const QRect& place) { m_taken.push_back(place); }
    /// Takes the first of `wanted` that is free; none: no one is.
    std::optional<QRect> takeFirst(const std::vector<QRect>& wanted);

private:
    QRect m_room;
    std::vector<QRect> m_taken {};
};

} // namespace hardlens

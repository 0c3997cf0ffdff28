#include "widgets/export/cut_polyline.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hardlens {

namespace {

struct Segment
{
    QPointF from {}, to {};
};

bool isFinite(QPointF p)
{
    return std::isfinite(p.x()) && std::isfinite(p.y());
}

std::optional<Segment> inside(const Segment& s, const QRectF& r)
{
    const QPointF d = s.to - s.from;
    // Beyond a border lies what has t · step > room.
    const double step[] = {-d.x(), d.x(), -d.y(), d.y()};
    const double room[] = {s.from.x() - r.left(), r.right() - s.from.x(), s.from.y() - r.top(),
        r.bottom() - s.from.y()};
    double enter = 0, leave = 1;
    for (int i = 0; i < 4; ++i) {
        if (step[i] == 0) {
            if (room[i] < 0)
                return {};
        } else if (step[i] < 0) {
            enter = std::max(enter, room[i] / step[i]);
        } else {
            leave = std::min(leave, room[i] / step[i]);
        }
    }
    if (enter > leave)
        return {};
    // Ends that are not cut stay the points themselves, so that pieces join.
    return Segment {enter > 0 ? s.from + enter * d : s.from, leave < 1 ? s.from + leave * d : s.to};
}

} // namespace

std::vector<QPolygonF> cutPolyline(const QPolygonF& line, const QRectF& rect)
{
    std::vector<QPolygonF> pieces;
    for (qsizetype i = 1; i < line.size(); ++i) {
        if (!isFinite(line[i - 1]) || !isFinite(line[i]))
            continue;
        const auto part = inside({line[i - 1], line[i]}, rect);
        if (!part)
            continue;
        // Exact: a piece goes on only where the line itself did not leave.
        const bool goesOn = !pieces.empty() && pieces.back().last().x() == part->from.x()
            && pieces.back().last().y() == part->from.y();
        if (!goesOn)
            pieces.push_back({part->from});
        pieces.back().append(part->to);
    }
    return pieces;
}

} // namespace hardlens

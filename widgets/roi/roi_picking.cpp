#include "widgets/roi/roi_picking.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

bool holds(const DetectionStep& step, RoiPick pick)
{
    return pick.picture >= 0 && size_t(pick.picture) < step.pictures.size() && pick.roi >= 0
        && size_t(pick.roi) < step.pictures[size_t(pick.picture)].rois.size();
}

bool samePicture(const PictureReference& a, const PictureReference& b)
{
    return a.contentId == b.contentId && a.name == b.name;
}

RoiPick samePick(const DetectionStep& before, RoiPick pick, const DetectionStep& now)
{
    if (!holds(before, pick))
        return {};
    const PictureRecord& record = before.pictures[size_t(pick.picture)];
    const int32_t proposal = record.rois[size_t(pick.roi)].proposal;
    if (proposal < 0)
        return {};
    for (size_t p = 0; p < now.pictures.size(); ++p) {
        if (!samePicture(now.pictures[p].picture, record.picture))
            continue;
        const auto& rois = now.pictures[p].rois;
        const auto it = std::ranges::find(rois, proposal, &RoiRecord::proposal);
        if (it != rois.end())
            return {int(p), int(it - rois.begin())};
    }
    return {};
}

double distanceToBorder(const QRectF& r, QPointF p)
{
    const double dx = std::max({r.left() - p.x(), 0., p.x() - r.right()});
    const double dy = std::max({r.top() - p.y(), 0., p.y() - r.bottom()});
    if (dx > 0 || dy > 0)
        return std::hypot(dx, dy);
    return std::min({p.x() - r.left(), r.right() - p.x(), p.y() - r.top(), r.bottom() - p.y()});
}

std::vector<int> roisNear(const PictureRecord& picture, std::span<const int32_t> shown,
    const PictureFrame& frame, QPointF point, double reach)
{
    std::vector<int> near;
    for (const int32_t i : shown)
        // Written so that a box with a NaN is not near.
        if (distanceToBorder(frame.toWidget(picture.rois[size_t(i)].box), point) <= reach)
            near.push_back(i);
    return near;
}

int roiAt(const PictureRecord& picture, std::span<const int32_t> shown, const PictureFrame& frame,
    QPointF point, double reach)
{
    constexpr double steadiness = 2; // pixels that a hand does not tell apart
    const auto near = roisNear(picture, shown, frame, point, reach);
    const auto distance = [&](int i) {
        return distanceToBorder(frame.toWidget(picture.rois[size_t(i)].box), point);
    };
    double nearest = std::numeric_limits<double>::infinity();
    for (const int i : near)
        nearest = std::min(nearest, distance(i));
    int best = -1;
    const auto kind = [&](int i) { return overlayKindOf(picture.rois[size_t(i)].decision.fate); };
    for (const int i : near)
        if (distance(i) <= nearest + steadiness && (best < 0 || kind(i) < kind(best)))
            best = i;
    return best;
}

} // namespace hardlens

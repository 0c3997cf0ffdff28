#include "widgets/roi/overlay_layer.h"

#include "core/analysis/why_roi.h"
#include "widgets/theme.h"

#include <cmath>
#include <ranges>

namespace hardlens {

namespace {

/// Far outside every layer, and far inside what int can hold.
constexpr double farAway = 1e6;

/// The RoIs of a picture as rectangles of its layer.
class Boxes
{
public:
    Boxes(const DetectionStep& step, int picture, std::span<const int32_t> byFallingLoss,
        const PictureFrame& frame, const OverlayFilter& filter, double pixelRatio)
    {
        const PictureRecord& record = step.pictures[size_t(picture)];
        const QRect layer(QPoint(), (frame.viewport.size() * pixelRatio).toSize());
        for (const int32_t i : byFallingLoss | std::views::reverse) {
            const RoiRecord& roi = record.rois[size_t(i)];
            if (!filter.shows(roi, step.mining))
                continue;
            const QRect box = deviceRect(roi.box, frame, pixelRatio);
            if (box.isEmpty() || !box.adjusted(-8, -8, 8, 8).intersects(layer))
                continue;
            const OverlayKind kind = overlayKindOf(roi.decision.fate);
            if (kind == OverlayKind::Suppressed && !wouldHaveBeenTaken(step, picture, i))
                m_indecisive.push_back(box);
            else
                m_boxes[size_t(kind)].push_back(box);
        }
    }

    std::span<const QRect> of(OverlayKind kind) const { return m_boxes[size_t(kind)]; }
    std::span<const QRect> indecisive() const { return m_indecisive; }

private:
    std::array<std::vector<QRect>, 4> m_boxes {};
    std::vector<QRect> m_indecisive {};
};

void drawGroundTruth(OverlayPainter& painter, const PictureRecord& picture,
    const PictureFrame& frame, double pixelRatio)
{
    const Theme& theme = Theme::instance();
    const auto length = [&](int v) { return std::max(1, int(theme.px(v) * pixelRatio)); };
    std::vector<QRect> counted, ignored;
    for (const GroundTruth& object : picture.groundTruth) {
        const QRect box = deviceRect(object.box, frame, pixelRatio);
        if (!box.isEmpty())
            (object.ignored ? ignored : counted).push_back(box);
    }
    QColor hatching = theme.palette().ignored;
    hatching.setAlphaF(0.45F);
    for (const QRect& box : ignored)
        painter.hatch(box, length(7), length(1), hatching);
    painter.drawCorners(ignored, length(12), ignoredLine(pixelRatio));
    painter.drawCorners(counted, length(12), overlayLine(OverlayKind::GroundTruth, pixelRatio));
}

} // namespace

QRect deviceRect(const Box& box, const PictureFrame& frame, double pixelRatio)
{
    const QRectF r = frame.toWidget(box).translated(-frame.viewport.topLeft());
    const double edges[] = {r.left(), r.top(), r.right(), r.bottom()};
    int device[4];
    for (int k = 0; k < 4; ++k) {
        if (!std::isfinite(edges[k]))
            return {};
        device[k] = int(std::lround(std::clamp(edges[k] * pixelRatio, -farAway, farAway)));
    }
    // A box thinner than a device pixel is still there.
    return {device[0], device[1], std::max(1, device[2] - device[0]),
        std::max(1, device[3] - device[1])};
}

QImage paintOverlay(const DetectionStep& step, int picture, std::span<const int32_t> byFallingLoss,
    const PictureFrame& frame, const OverlayFilter& filter, double pixelRatio)
{
    const QSize size = (frame.viewport.size() * pixelRatio).toSize();
    if (size.isEmpty())
        return {};
    QImage layer(size, QImage::Format_ARGB32_Premultiplied);
    layer.fill(Qt::transparent);
    OverlayPainter painter(layer);
    const Boxes boxes(step, picture, byFallingLoss, frame, filter, pixelRatio);
    const auto draw = [&](OverlayKind kind) {
        painter.drawBoxes(boxes.of(kind), overlayLine(kind, pixelRatio));
    };
    draw(OverlayKind::BelowCut);
    painter.drawBoxes(boxes.indecisive(), indecisiveLine(pixelRatio));
    draw(OverlayKind::Suppressed);
    if (filter.shows(OverlayKind::GroundTruth))
        drawGroundTruth(painter, step.pictures[size_t(picture)], frame, pixelRatio);
    draw(OverlayKind::Selected);
    layer.setDevicePixelRatio(pixelRatio);
    return layer;
}

} // namespace hardlens

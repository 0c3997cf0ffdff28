#include "widgets/roi/overlay_layer.h"

#include "core/analysis/why_roi.h"
#include "widgets/roi/overlay_stamps.h"
#include "widgets/theme.h"

#include <cmath>
#include <ranges>

namespace hardlens {

namespace {

/// Far outside every layer, and far inside what int can hold.
constexpr double farAway = 1e6;

/// What is drawn in one go, from the bottom.
enum class Level
{
    BelowCut,
    Indecisive,
    Suppressed,
    Selected,
    Lost,
    Gained,
    count
};

Level levelOf(const OverlayLooks& looks, const OverlayLook& look, int roi)
{
    if (look.mark != ChoiceMark::Same)
        return look.mark == ChoiceMark::Gained ? Level::Gained : Level::Lost;
    switch (look.line) {
    case OverlayKind::Selected:
        return Level::Selected;
    case OverlayKind::Suppressed:
        return wouldHaveBeenTaken(looks.step(), looks.picture(), roi) ? Level::Suppressed
                                                                      : Level::Indecisive;
    case OverlayKind::BelowCut:
    case OverlayKind::GroundTruth:
        break;
    }
    return Level::BelowCut;
}

OverlayLine lineOf(Level level, double pixelRatio)
{
    switch (level) {
    case Level::BelowCut:
        return overlayLine(OverlayKind::BelowCut, pixelRatio);
    case Level::Indecisive:
        return indecisiveLine(pixelRatio);
    case Level::Suppressed:
        return overlayLine(OverlayKind::Suppressed, pixelRatio);
    case Level::Lost:
        return lostLine(pixelRatio);
    case Level::Selected:
    case Level::Gained:
    case Level::count:
        break;
    }
    return overlayLine(OverlayKind::Selected, pixelRatio);
}

/// The shown RoIs of a picture as rectangles of its layer, the hardest last.
struct Boxes
{
    struct OfLevel
    {
        std::vector<QRect> boxes {};
        std::vector<QRgb> colours {};
        std::vector<int32_t> labels {};
    };
    std::array<OfLevel, size_t(Level::count)> levels {};

    Boxes(const OverlayLooks& looks, std::span<const int32_t> shown, const PictureFrame& frame,
        double pixelRatio)
    {
        const QRect layer(QPoint(), (frame.viewport.size() * pixelRatio).toSize());
        for (const int32_t i : shown | std::views::reverse) {
            const RoiRecord& roi = looks.record().rois[size_t(i)];
            const QRect box = deviceRect(roi.box, frame, pixelRatio);
            if (box.isEmpty() || !box.adjusted(-8, -8, 8, 8).intersects(layer))
                continue;
            const OverlayLook look = looks.of(i);
            OfLevel& level = levels[size_t(levelOf(looks, look, i))];
            level.boxes.push_back(box);
            level.colours.push_back(look.colour.rgb());
            level.labels.push_back(roi.label);
        }
    }

    const OfLevel& of(Level level) const { return levels[size_t(level)]; }
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

QImage paintOverlay(const OverlayLooks& looks, std::span<const int32_t> shown,
    const PictureFrame& frame, bool groundTruth, double pixelRatio)
{
    const QSize size = (frame.viewport.size() * pixelRatio).toSize();
    if (size.isEmpty())
        return {};
    QImage layer(size, QImage::Format_ARGB32_Premultiplied);
    layer.fill(Qt::transparent);
    OverlayPainter painter(layer);
    const Boxes boxes(looks, shown, frame, pixelRatio);
    const auto draw = [&](Level level) {
        painter.drawBoxes(
            boxes.of(level).boxes, boxes.of(level).colours, lineOf(level, pixelRatio));
    };
    draw(Level::BelowCut);
    draw(Level::Indecisive);
    draw(Level::Suppressed);
    if (groundTruth)
        drawGroundTruth(painter, looks.record(), frame, pixelRatio);
    draw(Level::Selected);
    const Boxes::OfLevel& selected = boxes.of(Level::Selected);
    if (looks.colouring().by == OverlayColouring::By::Class)
        stampClassShapes(layer, selected.boxes, selected.labels, pixelRatio);
    draw(Level::Lost);
    draw(Level::Gained);
    stampMarkTags(layer, boxes.of(Level::Lost).boxes, ChoiceMark::Lost, pixelRatio);
    stampMarkTags(layer, boxes.of(Level::Gained).boxes, ChoiceMark::Gained, pixelRatio);
    layer.setDevicePixelRatio(pixelRatio);
    return layer;
}

} // namespace hardlens

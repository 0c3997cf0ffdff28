#include "widgets/roi/picked_marks.h"

#include "core/analysis/why_roi.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/theme.h"

#include <QPainter>

#include <cmath>
#include <optional>
#include <vector>

namespace hardlens {

namespace {

bool isFinite(const QRectF& r)
{
    return std::isfinite(r.left()) && std::isfinite(r.top()) && std::isfinite(r.right())
        && std::isfinite(r.bottom());
}

/// Far corners of a zoomed box would cost the rasteriser dearly; beyond the frame nothing is seen
/// of them.
QRectF nearFrame(const QRectF& r, const PictureFrame& frame)
{
    const double margin = 64;
    return r.intersected(frame.viewport.adjusted(-margin, -margin, margin, margin));
}

void strokeWithHalo(QPainter& painter, const QRectF& r, const QPen& pen)
{
    if (r.isEmpty())
        return;
    QColor shade = Theme::instance().palette().halo;
    // Under dashes the halo runs through the gaps as well, where less of it is enough.
    shade.setAlphaF(pen.style() == Qt::SolidLine ? 0.55F : 0.35F);
    QPen halo(shade, pen.widthF() + 2 * Theme::instance().scale());
    halo.setJoinStyle(Qt::MiterJoin);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(halo);
    painter.drawRect(r);
    painter.setPen(pen);
    painter.drawRect(r);
}

/// Words to be set once all lines are drawn.
struct Tag
{
    QRectF box {};
    QString text {};
    QColor colour {};
};

void drawTags(QPainter& painter, const std::vector<Tag>& tags, const PictureFrame& frame)
{
    std::vector<QRectF> taken;
    for (const Tag& tag : tags) {
        if (!tag.box.intersects(frame.viewport))
            continue;
        taken.push_back(placeTagAnyway(
            tag.box.intersected(frame.viewport), tagSize(tag.text), frame.viewport, taken));
        drawTag(painter, taken.back(), tag.text, tag.colour);
    }
}

std::optional<Tag> drawPredicted(QPainter& painter, const WhyRoi& why, const PictureFrame& frame,
    const std::vector<std::string>& classNames)
{
    const QRectF box = frame.toWidget(why.predicted);
    if (why.predictedLabel < 0 || !isFinite(box) || box.isEmpty()
        || !box.intersects(frame.viewport))
        return std::nullopt;
    const Theme& theme = Theme::instance();
    QPen pen(theme.palette().focus, 2.4 * theme.scale());
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    pen.setDashPattern({5, 2, 1, 2});
    strokeWithHalo(painter, nearFrame(box, frame), pen);
    QString probability = fixedNumber(double(why.predictedProbability));
    if (probability.startsWith('0'))
        probability.remove(0, 1); // ".83"
    return Tag {box,
        QStringLiteral("predicted: %1 %2")
            .arg(labelName(classNames, why.predictedLabel), probability),
        theme.palette().focus};
}

std::optional<Tag> drawSuppressor(
    QPainter& painter, const OverlayLooks& looks, const Suppressor& by, const PictureFrame& frame)
{
    const QRectF box = frame.toWidget(looks.record().rois[size_t(by.roi)].box);
    if (!isFinite(box))
        return std::nullopt;
    const OverlayLook look = looks.of(by.roi);
    strokeWithHalo(painter, nearFrame(box, frame), look.pen(3.2));
    return Tag {box, QStringLiteral("suppresses it · IoU %1").arg(fixedNumber(double(by.iou))),
        look.colour};
}

QString pickedTag(const RoiRecord& roi, const MiningConfig& mining)
{
    const QString loss = fixedNumber(double(rankingLoss(roi, mining)));
    return roi.decision.rank > 0 ? QStringLiteral("rank %1 · %2").arg(roi.decision.rank).arg(loss)
                                 : QStringLiteral("loss %1").arg(loss);
}

} // namespace

void drawPicked(QPainter& painter, const OverlayLooks& looks, int roi, const PictureFrame& frame,
    const std::vector<std::string>& classNames)
{
    const RoiRecord& r = looks.record().rois[size_t(roi)];
    const WhyRoi why = explainRoi(looks.step(), looks.picture(), roi);
    const QRectF box = frame.toWidget(r.box);
    if (!isFinite(box))
        return;
    painter.save();
    painter.setClipRect(frame.viewport);
    const OverlayLook look = looks.of(roi);
    QColor tint = look.colour;
    tint.setAlphaF(0.22F);
    painter.fillRect(nearFrame(box, frame), tint);
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<Tag> tags {{box, pickedTag(r, looks.step().mining), look.colour}};
    if (why.suppressor)
        if (const auto tag = drawSuppressor(painter, looks, *why.suppressor, frame))
            tags.push_back(*tag);
    if (const auto tag = drawPredicted(painter, why, frame, classNames))
        tags.push_back(*tag);
    strokeWithHalo(painter, nearFrame(box, frame), look.pen(4));
    drawTags(painter, tags, frame);
    painter.restore();
}

void drawHovered(QPainter& painter, const OverlayLooks& looks, int roi, const PictureFrame& frame)
{
    const RoiRecord& r = looks.record().rois[size_t(roi)];
    const QRectF box = frame.toWidget(r.box);
    if (!isFinite(box))
        return;
    painter.save();
    painter.setClipRect(frame.viewport);
    painter.setRenderHint(QPainter::Antialiasing);
    const OverlayLook look = looks.of(roi);
    strokeWithHalo(painter, nearFrame(box, frame), look.pen(3));
    drawTags(painter, {{box, pickedTag(r, looks.step().mining), look.colour}}, frame);
    painter.restore();
}

} // namespace hardlens

#include "widgets/detections/detection_overlay.h"

#include "widgets/detections/verdict_text.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/roi/overlay_layer.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/roi/roi_picking.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

enum class Mark
{
    Found,
    False,
    Missed,
    Ignored
};

Mark markOf(DetectionVerdict verdict)
{
    switch (verdict) {
    case DetectionVerdict::TruePositive:
        return Mark::Found;
    case DetectionVerdict::Ignored:
    case DetectionVerdict::BelowScore: // not drawn
        return Mark::Ignored;
    case DetectionVerdict::Duplicate:
    case DetectionVerdict::WrongClass:
    case DetectionVerdict::PoorlyPlaced:
    case DetectionVerdict::Background:
        break;
    }
    return Mark::False;
}

QColor colourOf(Mark mark)
{
    const Palette& p = Theme::instance().palette();
    switch (mark) {
    case Mark::Found:
        return p.groundTruth;
    case Mark::False:
        return p.lost;
    case Mark::Missed:
        return p.selected;
    case Mark::Ignored:
        break;
    }
    return p.ignored;
}

QColor textColourOf(Mark mark)
{
    const Palette& p = Theme::instance().palette();
    switch (mark) {
    case Mark::Found:
        return p.groundTruthText;
    case Mark::False:
        return p.lostText;
    case Mark::Missed:
        return p.selectedText;
    case Mark::Ignored:
        break;
    }
    return p.muted;
}

/// The lines of RoIs with another meaning: solid holds, dashed fell away, dotted does not matter.
OverlayLine lineOf(Mark mark, double pixelRatio)
{
    OverlayLine line = overlayLine(OverlayKind::Selected, pixelRatio);
    if (mark == Mark::False || mark == Mark::Ignored) {
        const double width = line.width;
        line = overlayLine(
            mark == Mark::False ? OverlayKind::Suppressed : OverlayKind::BelowCut, pixelRatio);
        if (mark == Mark::False)
            line.width = width;
    }
    line.colour = colourOf(mark);
    return line;
}

QString shortScore(float score)
{
    const QString text = fixedNumber(double(score));
    return text.startsWith('0') ? text.mid(1) : text; // ".83"
}

bool isFinite(const QRectF& r)
{
    return std::isfinite(r.left()) && std::isfinite(r.top()) && std::isfinite(r.right())
        && std::isfinite(r.bottom());
}

bool isMissed(const ShownDetections& shown, size_t object)
{
    return shown.objects()[object].counts() && shown.matches.foundBy[object] < 0;
}

/// A sample of a mark, as wide as high.
void drawSample(QPainter& painter, const QRectF& place, Mark mark)
{
    const Theme& theme = Theme::instance();
    QPen pen = overlayPen(mark == Mark::False ? OverlayKind::Suppressed
            : mark == Mark::Ignored           ? OverlayKind::BelowCut
                                              : OverlayKind::Selected,
        mark == Mark::Ignored ? 1.6 : 2.4);
    if (mark == Mark::False)
        pen.setDashPattern({2.2, 1.2}); // two dashes in the little room
    pen.setColor(colourOf(mark));
    painter.setPen(pen);
    if (mark != Mark::Missed) {
        const double y = std::round(place.center().y()) + 0.5;
        painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y));
        return;
    }
    const double arm = theme.px(5);
    const QRectF r(place.left(), place.center().y() - arm, place.width(), 2 * arm);
    painter.drawPolyline(
        QPolygonF({r.topLeft() + QPointF(0, arm), r.topLeft(), r.topLeft() + QPointF(arm, 0)}));
    painter.drawPolyline(QPolygonF(
        {r.bottomRight() - QPointF(0, arm), r.bottomRight(), r.bottomRight() - QPointF(arm, 0)}));
}

QString detectionText(
    const ShownDetections& shown, size_t i, const std::vector<std::string>& classNames)
{
    const Detection& detection = shown.detections()[i];
    const DetectionMatch& match = shown.matches.detections[i];
    if (!shown.judged)
        return QStringLiteral("%1, score %2")
            .arg(labelName(classNames, detection.label), fixedNumber(double(detection.score)));
    QString text = QStringLiteral("%1, score %2: %3")
                       .arg(labelName(classNames, detection.label),
                           fixedNumber(double(detection.score)), verdictName(match.verdict));
    if (match.object >= 0)
        text += QStringLiteral(", IoU %1 with %2")
                    .arg(fixedNumber(double(match.iou)),
                        labelName(classNames, shown.objects()[size_t(match.object)].label));
    return text;
}

QString objectText(
    const TestObject& object, bool missed, const std::vector<std::string>& classNames)
{
    return QStringLiteral("%1: %2").arg(labelName(classNames, object.label),
        missed                ? QStringLiteral("missed")
            : object.counts() ? QStringLiteral("found object")
                              : QStringLiteral("object that does not count"));
}

} // namespace

bool ShownDetections::shows(const Detection& detection, const DetectionMatch& match) const
{
    return match.verdict != DetectionVerdict::BelowScore
        && (label == 0 || detection.label == label);
}

DetectionCounts ShownDetections::counts() const
{
    DetectionCounts counts;
    if (!evaluated)
        return counts;
    for (size_t i = 0; i < detections().size(); ++i)
        if (shows(detections()[i], matches.detections[i]))
            ++counts.verdicts[size_t(matches.detections[i].verdict)];
    counts.objects = std::ranges::count_if(
        objects(), [this](const TestObject& o) { return o.counts() && shows(o); });
    return counts;
}

QImage paintDetections(const ShownDetections& shown, const PictureFrame& frame, double pixelRatio)
{
    const QSize size = (frame.viewport.size() * pixelRatio).toSize();
    if (size.isEmpty())
        return {};
    QImage layer(size, QImage::Format_ARGB32_Premultiplied);
    layer.fill(Qt::transparent);
    std::array<std::vector<QRect>, 4> boxes;
    const auto add = [&](Mark mark, const Box& box) {
        if (const QRect r = deviceRect(box, frame, pixelRatio); !r.isEmpty())
            boxes[size_t(mark)].push_back(r);
    };
    const auto detections = shown.detections();
    for (size_t i = detections.size(); i-- > 0;)
        if (shown.shows(detections[i], shown.matches.detections[i]))
            add(shown.judged ? markOf(shown.matches.detections[i].verdict) : Mark::Found,
                detections[i].box);
    std::vector<QRect> uncounted;
    for (size_t i = 0; i < shown.objects().size(); ++i) {
        const TestObject& object = shown.objects()[i];
        if (!shown.shows(object))
            continue;
        if (isMissed(shown, i))
            add(Mark::Missed, object.box);
        else if (const QRect r = deviceRect(object.box, frame, pixelRatio);
                 !object.counts() && !r.isEmpty())
            uncounted.push_back(r);
    }
    const Theme& theme = Theme::instance();
    const auto length = [&](int v) { return std::max(1, int(theme.px(v) * pixelRatio)); };
    OverlayPainter painter(layer);
    painter.drawCorners(uncounted, length(12), ignoredLine(pixelRatio));
    painter.drawBoxes(boxes[size_t(Mark::Ignored)], lineOf(Mark::Ignored, pixelRatio));
    painter.drawBoxes(boxes[size_t(Mark::Found)], lineOf(Mark::Found, pixelRatio));
    painter.drawCorners(boxes[size_t(Mark::Missed)], length(14), lineOf(Mark::Missed, pixelRatio));
    painter.drawBoxes(boxes[size_t(Mark::False)], lineOf(Mark::False, pixelRatio));
    layer.setDevicePixelRatio(pixelRatio);
    return layer;
}

void drawDetectionTags(QPainter& painter, const ShownDetections& shown, const PictureFrame& frame,
    const std::vector<std::string>& classNames)
{
    std::vector<QRectF> taken;
    const auto tag = [&](const Box& box, const QString& text, Mark mark) {
        const QRectF r = frame.toWidget(box);
        if (!isFinite(r) || !r.intersects(frame.viewport))
            return;
        const auto place
            = placeTag(r.intersected(frame.viewport), tagSize(text), frame.viewport, taken);
        if (!place)
            return;
        taken.push_back(*place);
        drawTag(painter, *place, text, colourOf(mark));
    };
    for (size_t i = 0; i < shown.objects().size(); ++i)
        if (const TestObject& object = shown.objects()[i];
            shown.shows(object) && isMissed(shown, i))
            tag(object.box, QStringLiteral("missed"), Mark::Missed);
    const auto detections = shown.detections();
    for (size_t i = 0; i < detections.size(); ++i) {
        const DetectionMatch& match = shown.matches.detections[i];
        if (!shown.shows(detections[i], match))
            continue;
        if (!shown.judged)
            tag(detections[i].box,
                labelName(classNames, detections[i].label) + ' ' + shortScore(detections[i].score),
                Mark::Found);
        else if (markOf(match.verdict) == Mark::False)
            tag(detections[i].box,
                verdictName(match.verdict) + ' ' + shortScore(detections[i].score), Mark::False);
    }
}

double drawDetectionKey(QPainter* painter, QPointF topLeft, const ShownDetections& shown)
{
    const DetectionCounts counts = shown.counts();
    const Theme& theme = Theme::instance();
    const QFontMetricsF metrics(theme.smallFont());
    // Without annotations every box counts as false, and is not called so.
    const std::vector<std::pair<Mark, QString>> plain {
        {Mark::Found, QStringLiteral("%1 found").arg(counts.falsePositives())}};
    const std::vector<std::pair<Mark, QString>> judged {
        {Mark::Found, QStringLiteral("%1 found").arg(counts.found())},
        {Mark::False, QStringLiteral("%1 false").arg(counts.falsePositives())},
        {Mark::Missed, QStringLiteral("%1 missed").arg(counts.missed())},
        {Mark::Ignored, QStringLiteral("%1 ignored").arg(counts.count(DetectionVerdict::Ignored))}};
    double x = topLeft.x();
    for (const auto& [mark, text] : shown.judged ? judged : plain) {
        if (mark != Mark::Found)
            x += theme.px(14);
        const QRectF sample(x, topLeft.y(), theme.px(18), metrics.height());
        x += theme.px(24);
        const double width = metrics.horizontalAdvance(text);
        if (painter) {
            drawSample(*painter, sample, mark);
            painter->setFont(theme.smallFont());
            painter->setPen(textColourOf(mark));
            painter->drawText(QPointF(x, topLeft.y() + metrics.ascent()), text);
        }
        x += width;
    }
    return x - topLeft.x();
}

QString detectionsNear(const ShownDetections& shown, const PictureFrame& frame, QPointF point,
    double reach, const std::vector<std::string>& classNames)
{
    if (!shown.evaluated || !frame.viewport.contains(point))
        return {};
    const auto near = [&](const Box& box) {
        const QRectF r = frame.toWidget(box);
        return isFinite(r) && distanceToBorder(r, point) <= reach;
    };
    QStringList lines;
    for (size_t i = 0; i < shown.objects().size(); ++i)
        if (const TestObject& object = shown.objects()[i]; shown.shows(object) && near(object.box))
            if (isMissed(shown, i) || !object.counts())
                lines << objectText(object, isMissed(shown, i), classNames);
    for (size_t i = 0; i < shown.detections().size(); ++i)
        if (shown.shows(shown.detections()[i], shown.matches.detections[i])
            && near(shown.detections()[i].box))
            lines << detectionText(shown, i, classNames);
    return lines.join('\n');
}

} // namespace hardlens

#include "widgets/roi/overlay_style.h"

#include "widgets/colour_map.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

/// The lines of look/README.md, before the theme's scale.
struct Stroke
{
    double width = 1;
    int dash = 0;
    int gap = 0;
    double alpha = 1;
    double haloAlpha = 0.6;
};

Stroke strokeOf(OverlayKind kind)
{
    switch (kind) {
    case OverlayKind::Selected:
        return {.width = 2.4};
    case OverlayKind::Suppressed:
        return {.width = 1.6, .dash = 7, .gap = 5, .haloAlpha = 0.5};
    case OverlayKind::BelowCut:
        // Very many: paler, so that they stay a texture behind the others.
        return {.width = 1, .dash = 1, .gap = 4, .alpha = 0.6, .haloAlpha = 0.12};
    case OverlayKind::GroundTruth:
        break;
    }
    return {.width = 2.4};
}

OverlayLine lineOf(const Stroke& stroke, QColor colour, double pixelRatio)
{
    const Theme& theme = Theme::instance();
    const double unit = theme.scale() * pixelRatio;
    const auto length
        = [unit](int v) { return v == 0 ? 0 : std::max(1, int(std::lround(v * unit))); };
    QColor halo = theme.palette().halo;
    halo.setAlphaF(float(stroke.haloAlpha));
    colour.setAlphaF(float(stroke.alpha));
    return {.colour = colour,
        .halo = halo,
        .width = std::max(1., stroke.width * unit),
        .dash = length(stroke.dash),
        .gap = length(stroke.gap),
        .haloWidth = length(1)};
}

} // namespace

OverlayKind overlayKindOf(Fate fate)
{
    switch (fate) {
    case Fate::Selected:
        return OverlayKind::Selected;
    case Fate::Suppressed:
        return OverlayKind::Suppressed;
    case Fate::BelowCut:
    case Fate::Ignored:
    case Fate::NotDrawn:
    case Fate::Excluded:
        break;
    }
    return OverlayKind::BelowCut;
}

bool OverlayFilter::shows(const RoiRecord& roi, const MiningConfig& mining, ChoiceMark mark) const
{
    const OverlayKind kind
        = mark == ChoiceMark::Same ? overlayKindOf(roi.decision.fate) : OverlayKind::Selected;
    return shows(kind) && !(double(rankingLoss(roi, mining)) < minLoss);
}

QColor overlayColour(OverlayKind kind)
{
    const Palette& p = Theme::instance().palette();
    switch (kind) {
    case OverlayKind::Selected:
        return p.selected;
    case OverlayKind::Suppressed:
        return p.suppressed;
    case OverlayKind::BelowCut:
        return p.belowCut;
    case OverlayKind::GroundTruth:
        break;
    }
    return p.groundTruth;
}

QColor overlayColour(
    const RoiRecord& roi, const MiningConfig& mining, const OverlayColouring& colouring)
{
    const QColor grey = Theme::instance().palette().belowCut;
    switch (colouring.by) {
    case OverlayColouring::By::Class:
        return roi.label > 0 ? classColour(roi.label - 1) : grey;
    case OverlayColouring::By::Loss: {
        const double loss = double(rankingLoss(roi, mining));
        return std::isfinite(loss) ? cividis(loss / colouring.largestLoss) : grey;
    }
    case OverlayColouring::By::Fate:
        break;
    }
    return overlayColour(overlayKindOf(roi.decision.fate));
}

Marker classShape(int32_t label)
{
    return label > 0 ? markerOf(label - 1) : Marker::None;
}

OverlayPoint overlayPoint(OverlayKind kind)
{
    switch (kind) {
    case OverlayKind::Selected:
        return {Marker::Circle};
    case OverlayKind::Suppressed:
        return {Marker::Diamond, true};
    case OverlayKind::BelowCut:
        return {Marker::Square};
    case OverlayKind::GroundTruth:
        break;
    }
    return {Marker::Plus};
}

void drawOverlayPoint(QPainter& painter, OverlayKind kind, QPointF centre, double size)
{
    const OverlayPoint point = overlayPoint(kind);
    drawMarker(painter, point.marker, centre, size, overlayColour(kind));
    if (point.hollow)
        drawMarker(painter, point.marker, centre, size * 0.55, Theme::instance().palette().panel);
}

QColor overlayTextColour(OverlayKind kind)
{
    const Palette& p = Theme::instance().palette();
    switch (kind) {
    case OverlayKind::Selected:
        return p.selectedText;
    case OverlayKind::Suppressed:
        return p.suppressedText;
    case OverlayKind::BelowCut:
        return p.belowCutText;
    case OverlayKind::GroundTruth:
        break;
    }
    return p.groundTruthText;
}

OverlayLine overlayLine(OverlayKind kind, double pixelRatio)
{
    return lineOf(strokeOf(kind), overlayColour(kind), pixelRatio);
}

OverlayLine indecisiveLine(double pixelRatio)
{
    Stroke stroke = strokeOf(OverlayKind::Suppressed);
    stroke.width = 1;
    stroke.alpha = 0.4;
    stroke.haloAlpha = 0;
    return lineOf(stroke, overlayColour(OverlayKind::Suppressed), pixelRatio);
}

OverlayLine lostLine(double pixelRatio)
{
    Stroke stroke = strokeOf(OverlayKind::Suppressed);
    stroke.width = 2.4;
    return lineOf(stroke, Theme::instance().palette().lost, pixelRatio);
}

OverlayLine ignoredLine(double pixelRatio)
{
    return lineOf(
        strokeOf(OverlayKind::GroundTruth), Theme::instance().palette().ignored, pixelRatio);
}

QPen overlayPen(OverlayKind kind, double width)
{
    const Stroke stroke = strokeOf(kind);
    const double scale = Theme::instance().scale();
    const double w = width > 0 ? width : stroke.width;
    QPen pen(overlayColour(kind), w * scale);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    // QPen counts dashes in widths. Dots of a wide line grow with it, or they would be slits.
    if (stroke.dash > 0)
        pen.setDashPattern(
            {std::max(double(stroke.dash), w) / w, std::max(double(stroke.gap), w) / w});
    return pen;
}

QString overlayName(OverlayKind kind, SamplerKind sampler)
{
    const bool hasCut = sampler == SamplerKind::Ohem || sampler == SamplerKind::HardEasyMix;
    switch (kind) {
    case OverlayKind::Selected:
        return QStringLiteral("selected");
    case OverlayKind::Suppressed:
        return QStringLiteral("suppressed by NMS");
    case OverlayKind::BelowCut:
        return hasCut ? QStringLiteral("below the cut") : QStringLiteral("not drawn");
    case OverlayKind::GroundTruth:
        break;
    }
    return QStringLiteral("ground truth");
}

QString fateName(Fate fate)
{
    switch (fate) {
    case Fate::Selected:
        return QStringLiteral("selected");
    case Fate::BelowCut:
        return QStringLiteral("below the cut");
    case Fate::Suppressed:
        return QStringLiteral("suppressed");
    case Fate::Ignored:
        return QStringLiteral("ignored");
    case Fate::NotDrawn:
        return QStringLiteral("not drawn");
    case Fate::Excluded:
        break;
    }
    return QStringLiteral("excluded");
}

QString labelName(const std::vector<std::string>& classNames, int32_t label)
{
    if (label == ignoredLabel)
        return QStringLiteral("ignored");
    if (label >= 0 && size_t(label) < classNames.size())
        return QString::fromStdString(classNames[size_t(label)]);
    return label == 0 ? QStringLiteral("background") : QStringLiteral("class %1").arg(label);
}

QString fixedNumber(double value, int decimals)
{
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : QStringLiteral("–");
}

QString groupedCount(int64_t count)
{
    QString text = QString::number(count);
    for (qsizetype i = text.size() - 3; i > 0; i -= 3)
        text.insert(i, QChar(0x2009)); // thin space
    return text;
}

} // namespace hardlens

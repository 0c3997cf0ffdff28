#pragma once

#include "core/analysis/what_if.h"
#include "core/records/detection_step.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/roi/overlay_painter.h"

#include <QPen>
#include <QString>

#include <array>

namespace hardlens {

/// What is drawn over a picture; the order is that of the keys 1 to 4 and of the legend.
enum class OverlayKind
{
    Selected,
    Suppressed,
    BelowCut,
    GroundTruth
};
inline constexpr std::array allOverlayKinds {OverlayKind::Selected, OverlayKind::Suppressed,
    OverlayKind::BelowCut, OverlayKind::GroundTruth};

/// How a RoI of this fate is drawn. What was not drawn, excluded or ignored looks like what is
/// below the cut.
OverlayKind overlayKindOf(Fate fate);

/// What the colour of a RoI's line tells; its style always tells the fate.
struct OverlayColouring
{
    enum class By
    {
        Fate,
        Class, // its label
        Loss   // its ranking loss
    };

    By by = By::Fate;
    double largestLoss = 1; // losses from here on have the last colour, > 0

    friend bool operator==(const OverlayColouring&, const OverlayColouring&) = default;
};

/// What of the overlay is seen.
struct OverlayFilter
{
    std::array<bool, 4> shown {true, true, true, true}; // by OverlayKind
    double opacity = 0.85;                              // [0, 1]
    double minLoss
        = 0; // RoIs with a lower ranking loss are hidden; one without a finite loss never is
    bool labels = true; // "rank · loss" on the hardest selected ones

    bool shows(OverlayKind kind) const { return shown[size_t(kind)]; }
    /// What a what-if gains or loses goes with the selected ones.
    bool shows(
        const RoiRecord& roi, const MiningConfig& mining, ChoiceMark mark = ChoiceMark::Same) const;
};

/// The colour of a kind on pictures and plots, and as a word on a panel.
QColor overlayColour(OverlayKind kind);
QColor overlayTextColour(OverlayKind kind);

/// The colour of a RoI. Background, and what has no label or no loss to tell, is grey.
QColor overlayColour(
    const RoiRecord& roi, const MiningConfig& mining, const OverlayColouring& colouring);
/// The shape that goes with the colour of a class, from 1; none for others.
Marker classShape(int32_t label);

/// The line of a kind for a layer of so many device pixels per pixel.
OverlayLine overlayLine(OverlayKind kind, double pixelRatio);
/// As suppressed, paler: NMS made no difference to this one, its loss is below the cut anyway.
OverlayLine indecisiveLine(double pixelRatio);
/// What a what-if loses.
OverlayLine lostLine(double pixelRatio);
/// As ground truth, in grey.
OverlayLine ignoredLine(double pixelRatio);

/// The same line for QPainter, `width` in pixels before the theme's scale; 0: the width of the
/// kind.
QPen overlayPen(OverlayKind kind, double width = 0);

/// The shape of a kind as a point of a plot; a hollow one shows the panel inside.
struct OverlayPoint
{
    Marker marker = Marker::None;
    bool hollow = false;
};
OverlayPoint overlayPoint(OverlayKind kind);
void drawOverlayPoint(QPainter& painter, OverlayKind kind, QPointF centre, double size);

/// "selected", "suppressed by NMS", "below the cut" (or "not drawn", where the sampler has no cut),
/// "ground truth".
QString overlayName(OverlayKind kind, SamplerKind sampler);

/// "selected", "below the cut", "suppressed", "ignored", "not drawn", "excluded".
QString fateName(Fate fate);

/// "background", the class's name, "class 3" where it has none, "ignored".
QString labelName(const std::vector<std::string>& classNames, int32_t label);

/// Fixed decimals; "–" where the value is not finite.
QString fixedNumber(double value, int decimals = 2);

/// Digits in groups of three: "1 021".
QString groupedCount(int64_t count);

} // namespace hardlens

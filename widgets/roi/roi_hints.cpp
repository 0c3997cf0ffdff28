#include "widgets/roi/roi_hints.h"

#include "widgets/roi/fate_legend.h"

#include <QCoreApplication>
#include <QPainter>

namespace hardlens {

namespace {

FirstHint hint(OverlayKind kind, const char* text)
{
    return {[kind](QPainter& painter, const QRectF& place) {
                paintKindSample(painter, kind, place, overlayColour(kind));
            },
        QCoreApplication::translate("hardlens::RoiHints", text)};
}

} // namespace

std::vector<FirstHint> roiHints()
{
    return {hint(OverlayKind::Selected,
                "Solid boxes are what this step learns from: the hardest ones."),
        hint(OverlayKind::Suppressed,
            "Dashed ones lie under a harder box and were dropped; dotted ones were too easy."),
        hint(OverlayKind::GroundTruth,
            "Corners mark the objects. Click the border of a box: the card says why it was "
            "taken.")};
}

} // namespace hardlens

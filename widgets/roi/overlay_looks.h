#pragma once

#include "core/analysis/what_if.h"
#include "widgets/roi/overlay_style.h"

#include <span>

namespace hardlens {

/// How a RoI is drawn.
struct OverlayLook
{
    OverlayKind line = OverlayKind::BelowCut; // whose line style it has
    QColor colour {};
    ChoiceMark mark = ChoiceMark::Same;

    QPen pen(double width = 0) const; // as overlayPen
};

/// How the RoIs of one picture are drawn: the line by what became of them, the colour by what it is
/// asked to tell. What a what-if gains or loses has a line and a colour of its own.
class OverlayLooks
{
public:
    /// marks: one per RoI of the picture; empty: there is no what-if. Step and marks are not owned.
    OverlayLooks(const DetectionStep& step, int picture, const OverlayColouring& colouring = {},
        std::span<const ChoiceMark> marks = {});

    const DetectionStep& step() const { return m_step; }
    int picture() const { return m_picture; }
    const PictureRecord& record() const { return m_step.pictures[size_t(m_picture)]; }
    const OverlayColouring& colouring() const { return m_colouring; }
    bool hasMarks() const { return !m_marks.empty(); }

    ChoiceMark markOf(int roi) const;
    OverlayLook of(int roi) const;

private:
    const DetectionStep& m_step;
    int m_picture;
    OverlayColouring m_colouring;
    std::span<const ChoiceMark> m_marks;
};

/// "+" of the gained and "−" of the lost, as words on a filled tag.
QString markTag(ChoiceMark mark);

} // namespace hardlens

#include "widgets/roi/overlay_looks.h"

#include "widgets/theme.h"

namespace hardlens {

QPen OverlayLook::pen(double width) const
{
    QPen pen = overlayPen(line, width);
    pen.setColor(colour);
    return pen;
}

OverlayLooks::OverlayLooks(const DetectionStep& step, int picture,
    const OverlayColouring& colouring, std::span<const ChoiceMark> marks)
    : m_step(step)
    , m_picture(picture)
    , m_colouring(colouring)
    , m_marks(marks)
{
}

ChoiceMark OverlayLooks::markOf(int roi) const
{
    return m_marks.empty() ? ChoiceMark::Same : m_marks[size_t(roi)];
}

OverlayLook OverlayLooks::of(int roi) const
{
    const Palette& p = Theme::instance().palette();
    const RoiRecord& record = this->record().rois[size_t(roi)];
    switch (markOf(roi)) {
    case ChoiceMark::Gained:
        return {OverlayKind::Selected, p.gained, ChoiceMark::Gained};
    case ChoiceMark::Lost:
        return {OverlayKind::Suppressed, p.lost, ChoiceMark::Lost};
    case ChoiceMark::Same:
        break;
    }
    return {overlayKindOf(record.decision.fate), overlayColour(record, m_step.mining, m_colouring),
        ChoiceMark::Same};
}

QString markTag(ChoiceMark mark)
{
    return mark == ChoiceMark::Gained ? QStringLiteral("+") : QStringLiteral("−");
}

} // namespace hardlens

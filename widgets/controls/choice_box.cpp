#include "widgets/controls/choice_box.h"

#include "widgets/theme.h"

#include <QPainterPath>
#include <QStyleOptionComboBox>
#include <QStylePainter>

namespace hardlens {

ChoiceBox::ChoiceBox(QWidget* parent)
    : QComboBox(parent)
{
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(5);
}

void ChoiceBox::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QStyleOptionComboBox option;
    initStyleOption(&option);
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    const QRect text = rect().adjusted(theme.px(7), 0, -theme.px(20), 0);
    painter.setPen(isEnabled() ? p.text : p.muted);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(option.currentText, Qt::ElideRight, text.width()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(width() - theme.px(11), height() / 2.0);
    painter.scale(theme.scale(), theme.scale());
    QPainterPath chevron;
    chevron.moveTo(-3.5, -1.8);
    chevron.lineTo(0, 1.8);
    chevron.lineTo(3.5, -1.8);
    painter.strokePath(chevron, QPen(p.muted, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

} // namespace hardlens

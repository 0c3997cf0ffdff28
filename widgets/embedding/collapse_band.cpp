#include "widgets/embedding/collapse_band.h"

#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

namespace hardlens {

namespace {

constexpr double tint = 0.18, glyphRoom = 22;

} // namespace

CollapseBand::CollapseBand(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setToolTip(
        "All pictures are mapped to nearly the same point. Recall need not show it at once.\n"
        "Start again with a lower rate or softer negatives; under the margin loss, without "
        "learning β.");
    hide();
}

void CollapseBand::setCollapse(const std::optional<Collapse>& collapse)
{
    const QString text = collapse ? QString::fromStdString(textOf(*collapse)) : QString();
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize CollapseBand::sizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(120), QFontMetrics(theme.smallFont()).height() + theme.px(6)};
}

void CollapseBand::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), blended(p.lost, p.panel, tint));
    const int room = theme.px(glyphRoom);
    drawMarker(painter, Marker::Triangle, QPointF(room / 2., height() / 2.), theme.px(9), p.lost);
    painter.setFont(theme.smallFont());
    painter.setPen(p.text);
    const QRect words = rect().adjusted(room, 0, -theme.px(6), 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(painter.font()).elidedText(m_text, Qt::ElideRight, words.width()));
}

} // namespace hardlens

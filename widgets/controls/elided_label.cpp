#include "widgets/controls/elided_label.h"

#include <QFontMetrics>
#include <QPainter>

namespace hardlens {

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setFullText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    setToolTip(text);
    // To lay a window out takes longer than to paint a line of it.
    if (sizePolicy().horizontalPolicy() != QSizePolicy::Ignored)
        updateGeometry();
    update();
}

void ElidedLabel::setLeastLetters(int count)
{
    m_leastLetters = count;
    update();
}

QString ElidedLabel::line() const
{
    const qsizetype end = m_text.indexOf('\n');
    return end < 0 ? m_text : m_text.left(end) + QStringLiteral(" …");
}

bool ElidedLabel::isCut() const
{
    return fontMetrics().horizontalAdvance(line()) > contentsRect().width();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(line()) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {m_text.isEmpty() ? 0 : fontMetrics().horizontalAdvance("…"), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    if (isCut() && contentsRect().width() < m_leastLetters * fontMetrics().averageCharWidth())
        return;
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(contentsRect(), int(alignment()),
        fontMetrics().elidedText(line(), Qt::ElideRight, contentsRect().width()));
}

} // namespace hardlens

#include "widgets/fork/variant_tag.h"

#include "widgets/fork/variant_look.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double tint = 0.12; // of the colour behind the name, which must stay readable
constexpr double edgeShare = 0.5;
constexpr int padding = 8;
constexpr int gap = 6;

QFont nameFont()
{
    QFont font = Theme::instance().smallFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

/// Width of all but the name.
int frameWidth()
{
    return variantSignWidth() + Theme::instance().px(2 * padding + gap);
}

} // namespace

VariantTag::VariantTag(int variant, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_variant(variant)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    setVariant(variant, name);
}

void VariantTag::setVariant(int variant, const QString& name)
{
    m_variant = variant;
    m_name = name.isEmpty() ? variantLetter(variant) : name;
    setAccessibleName(QString("Variant %1: %2").arg(variant + 1).arg(m_name));
    setToolTip(m_name);
    updateGeometry();
    update();
}

QSize VariantTag::sizeHint() const
{
    const QFontMetrics metrics(nameFont());
    return {metrics.horizontalAdvance(m_name) + frameWidth() + 1,
        metrics.height() + Theme::instance().px(6)};
}

QSize VariantTag::minimumSizeHint() const
{
    const QSize size = sizeHint();
    return {std::min(size.width(), frameWidth() + Theme::instance().px(24)), size.height()};
}

void VariantTag::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const QColor colour = variantColour(m_variant);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF pill(0, 0, std::min(width(), sizeHint().width()), height());
    const double pen = theme.px(1);
    pill.adjust(pen / 2, pen / 2, -pen / 2, -pen / 2);
    painter.setPen(QPen(blended(colour, theme.palette().panel, edgeShare), pen));
    painter.setBrush(blended(colour, theme.palette().panel, tint));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    QRectF words = pill.adjusted(theme.px(padding), 0, -theme.px(padding) + pen, 0);
    words.setLeft(words.left() + drawVariantSign(painter, words, m_variant) + theme.px(gap));
    painter.setFont(nameFont());
    painter.setPen(theme.palette().text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(painter.font()).elidedText(m_name, Qt::ElideRight, words.width()));
}

} // namespace hardlens

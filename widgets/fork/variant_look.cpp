#include "widgets/fork/variant_look.h"

#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <array>

namespace hardlens {

namespace {

// Blue, vermilion, grey, purple of the classes' colours: those that stay furthest apart under
// protanopia, deuteranopia and tritanopia in both themes.
constexpr std::array classOf {1, 5, 7, 4};
static_assert(classOf.size() == size_t(mostVariants));

constexpr int signLength = 20;

} // namespace

QColor variantColour(int variant)
{
    return classColour(classOf[size_t(variant) % classOf.size()]);
}

Marker variantMarker(int variant)
{
    return markerOf(variant);
}

int variantSignWidth()
{
    return Theme::instance().px(signLength);
}

int drawVariantSign(QPainter& painter, const QRectF& place, int variant)
{
    const Theme& theme = Theme::instance();
    const double y = place.center().y(), left = place.left(), right = left + variantSignWidth();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(variantColour(variant), theme.px(2), Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(left + 1, y), QPointF(right - 1, y));
    drawMarker(painter, variantMarker(variant), {(left + right) / 2, y}, theme.px(9),
        variantColour(variant));
    painter.restore();
    return variantSignWidth();
}

QString variantLetter(int variant)
{
    return QString(QChar('A' + variant));
}

} // namespace hardlens

#include "widgets/roi/overlay_painter.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

/// Premultiplied colour `share` of the way from a to b.
QRgb between(QRgb a, QRgb b, double share)
{
    const auto mix = [share](int x, int y) { return int(std::lround(x + (y - x) * share)); };
    return qRgba(mix(qRed(a), qRed(b)), mix(qGreen(a), qGreen(b)), mix(qBlue(a), qBlue(b)),
        mix(qAlpha(a), qAlpha(b)));
}

/// First dash of a pattern that begins at `origin` and reaches beyond `from`.
int firstDash(int origin, int from, int period)
{
    return from <= origin ? origin : origin + (from - origin) / period * period;
}

} // namespace

OverlayPainter::OverlayPainter(QImage& layer)
{
    if (layer.format() != QImage::Format_ARGB32_Premultiplied)
        throw std::invalid_argument(
            "OverlayPainter: the layer must be in Format_ARGB32_Premultiplied");
    m_pixels = reinterpret_cast<QRgb*>(layer.bits());
    m_stride = layer.bytesPerLine() / qsizetype(sizeof(QRgb));
    m_width = layer.width();
    m_height = layer.height();
}

OverlayPainter::Ink OverlayPainter::inkOf(const OverlayLine& line)
{
    Ink ink;
    ink.line = qPremultiply(line.colour.rgba());
    ink.halo = line.haloWidth > 0 ? qPremultiply(line.halo.rgba()) : 0;
    ink.full = std::max(1, int(line.width));
    const double rest = line.width - ink.full;
    ink.paler = rest > 0.05;
    ink.inner = between(ink.halo, ink.line, rest);
    return ink;
}

QRect OverlayPainter::outerRect(const QRect& box, const Ink& ink)
{
    const int out = ink.full / 2;
    return box.adjusted(-out, -out, out, out);
}

void OverlayPainter::fill(Span x, Span y, QRgb pixel)
{
    x = {std::max(x.begin, 0), std::min(x.end, m_width)};
    y = {std::max(y.begin, 0), std::min(y.end, m_height)};
    if (x.begin >= x.end)
        return;
    QRgb* row = m_pixels + y.begin * m_stride;
    for (int j = y.begin; j < y.end; ++j, row += m_stride)
        for (int i = x.begin; i < x.end; ++i)
            row[i] = pixel;
}

void OverlayPainter::dashRow(Span x, Span y, const OverlayLine& line, int grow, QRgb pixel)
{
    y = {y.begin - grow, y.end + grow};
    if (line.dash <= 0) {
        fill({x.begin - grow, x.end + grow}, y, pixel);
        return;
    }
    const int period = line.dash + line.gap;
    const int last = std::min(x.end, m_width + grow);
    // A dash that ends left of the layer may still have its halo in it.
    for (int i = firstDash(x.begin, -grow, period); i < last; i += period)
        fill({i - grow, std::min(i + line.dash, x.end) + grow}, y, pixel);
}

void OverlayPainter::dashColumn(Span x, Span y, const OverlayLine& line, int grow, QRgb pixel)
{
    x = {x.begin - grow, x.end + grow};
    if (x.end <= 0 || x.begin >= m_width)
        return;
    if (line.dash <= 0) {
        fill(x, {y.begin - grow, y.end + grow}, pixel);
        return;
    }
    const int period = line.dash + line.gap;
    const int last = std::min(y.end, m_height + grow);
    for (int j = firstDash(y.begin, -grow, period); j < last; j += period)
        fill(x, {j - grow, std::min(j + line.dash, y.end) + grow}, pixel);
}

void OverlayPainter::sides(
    const QRect& outer, int inset, int thick, int grow, const OverlayLine& line, QRgb pixel)
{
    const Span x {outer.left(), outer.left() + outer.width()};
    const Span y {outer.top(), outer.top() + outer.height()};
    const Span top {y.begin + inset, y.begin + inset + thick};
    const Span bottom {y.end - inset - thick, y.end - inset};
    // A side that lies outside the layer costs nothing.
    if (top.end + grow > 0 && top.begin - grow < m_height)
        dashRow(x, top, line, grow, pixel);
    if (bottom.end + grow > 0 && bottom.begin - grow < m_height)
        dashRow(x, bottom, line, grow, pixel);
    dashColumn({x.begin + inset, x.begin + inset + thick}, y, line, grow, pixel);
    dashColumn({x.end - inset - thick, x.end - inset}, y, line, grow, pixel);
}

void OverlayPainter::drawHalos(std::span<const QRect> boxes, const OverlayLine& line)
{
    const Ink ink = inkOf(line);
    if (qAlpha(ink.halo) > 0)
        for (const QRect& box : boxes)
            sides(outerRect(box, ink), 0, ink.full, line.haloWidth, line, ink.halo);
}

void OverlayPainter::drawLine(const QRect& box, const OverlayLine& line, const Ink& ink)
{
    const QRect outer = outerRect(box, ink);
    if (ink.paler && std::min(outer.width(), outer.height()) > 2 * ink.full)
        sides(outer.adjusted(ink.full, ink.full, -ink.full, -ink.full), 0, 1, 0, line, ink.inner);
    sides(outer, 0, ink.full, 0, line, ink.line);
}

void OverlayPainter::drawBoxes(std::span<const QRect> boxes, const OverlayLine& line)
{
    drawHalos(boxes, line);
    const Ink ink = inkOf(line);
    for (const QRect& box : boxes)
        drawLine(box, line, ink);
}

void OverlayPainter::drawBoxes(
    std::span<const QRect> boxes, std::span<const QRgb> colours, const OverlayLine& line)
{
    if (boxes.size() != colours.size())
        throw std::invalid_argument(concat("OverlayPainter: ", boxes.size(), " boxes, ",
            colours.size(), " colours: expected one for each"));
    drawHalos(boxes, line);
    OverlayLine own = line;
    for (size_t i = 0; i < boxes.size(); ++i) {
        own.colour = QColor(colours[i]);
        own.colour.setAlpha(line.colour.alpha());
        drawLine(boxes[i], own, inkOf(own));
    }
}

void OverlayPainter::arms(const QRect& outer, int arm, int inset, int thick, int grow, QRgb pixel)
{
    const int width = std::clamp(outer.width() * 2 / 5, 1, arm);
    const int height = std::clamp(outer.height() * 2 / 5, 1, arm);
    const int left = outer.left();
    const int right = outer.left() + outer.width();
    const int top = outer.top();
    const int bottom = outer.top() + outer.height();
    for (const bool atRight : {false, true}) {
        for (const bool atBottom : {false, true}) {
            const Span x = atRight ? Span {right - width - grow, right - inset + grow}
                                   : Span {left + inset - grow, left + width + grow};
            const Span y = atBottom ? Span {bottom - height - grow, bottom - inset + grow}
                                    : Span {top + inset - grow, top + height + grow};
            const Span row = atBottom ? Span {bottom - inset - thick - grow, bottom - inset + grow}
                                      : Span {top + inset - grow, top + inset + thick + grow};
            const Span column = atRight ? Span {right - inset - thick - grow, right - inset + grow}
                                        : Span {left + inset - grow, left + inset + thick + grow};
            fill(x, row, pixel);
            fill(column, y, pixel);
        }
    }
}

void OverlayPainter::drawCorners(std::span<const QRect> boxes, int arm, const OverlayLine& line)
{
    const Ink ink = inkOf(line);
    if (qAlpha(ink.halo) > 0)
        for (const QRect& box : boxes)
            arms(outerRect(box, ink), arm, 0, ink.full, line.haloWidth, ink.halo);
    for (const QRect& box : boxes) {
        if (ink.paler)
            arms(outerRect(box, ink), arm, ink.full, 1, 0, ink.inner);
        arms(outerRect(box, ink), arm, 0, ink.full, 0, ink.line);
    }
}

void OverlayPainter::hatch(const QRect& box, int spacing, int thickness, const QColor& colour)
{
    const QRgb pixel = qPremultiply(colour.rgba());
    const int period = std::max(2, spacing);
    const int left = std::max(box.left(), 0);
    const int right = std::min(box.left() + box.width(), m_width);
    const int bottom = std::min(box.top() + box.height(), m_height);
    for (int j = std::max(box.top(), 0); j < bottom; ++j)
        for (int i = left; i < right; ++i)
            if ((i + j) % period < thickness)
                m_pixels[j * m_stride + i] = pixel;
}

} // namespace hardlens

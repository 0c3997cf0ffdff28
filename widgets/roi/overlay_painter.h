#pragma once

#include <QColor>
#include <QImage>
#include <QRect>

#include <span>

namespace hardlens {

/// A line on a photograph. All lengths are device pixels.
struct OverlayLine
{
    QColor colour {};              // alpha counts
    QColor halo = Qt::transparent; // one haloWidth all round; alpha 0: none
    double width = 1; // >= 1; the part beyond a whole number is a paler row on the inner side
    int dash = 0;     // 0: solid
    int gap = 0;
    int haloWidth = 1; // >= 0
};

/// Draws axis-aligned boxes into a layer that is laid over a picture. Pixels are replaced, never
/// blended: where lines cross, the later one is seen, and many lines on one spot are no darker than
/// one. QPainter needs 175 ms for 2000 dashed boxes with halo; this needs a few.
///
/// A box is a QRect of device pixels (left, top, width, height); its line is centred on the border:
/// of a width w, ⌊w / 2⌋ rows lie outside, the rest inside. Dashes begin at the left and the top
/// end of each side. Everything is clipped to the layer.
class OverlayPainter
{
public:
    /// Throws std::invalid_argument unless the layer is in Format_ARGB32_Premultiplied.
    explicit OverlayPainter(QImage& layer);

    /// All halos first, then all lines, so that no halo cuts a line of the same call.
    void drawBoxes(std::span<const QRect> boxes, const OverlayLine& line);

    /// The same with a colour for each box; the alpha is that of the line. Throws
    /// std::invalid_argument unless there are as many colours as boxes.
    void drawBoxes(
        std::span<const QRect> boxes, std::span<const QRgb> colours, const OverlayLine& line);

    /// Only the corners of the boxes, arms of the given length (at most 2/5 of the side).
    void drawCorners(std::span<const QRect> boxes, int arm, const OverlayLine& line);

    /// Diagonal lines that are `thickness` wide, one every `spacing` pixels; their phase is that of
    /// the layer, so that overlapping boxes hatch alike.
    void hatch(const QRect& box, int spacing, int thickness, const QColor& colour);

private:
    struct Span // half open, one direction
    {
        int begin = 0;
        int end = 0;
    };
    struct Ink
    {
        QRgb line = 0;
        QRgb inner = 0; // of the paler row
        QRgb halo = 0;
        int full = 1; // whole rows
        bool paler = false;
    };

    static Ink inkOf(const OverlayLine& line);
    static QRect outerRect(const QRect& box, const Ink& ink);
    void drawHalos(std::span<const QRect> boxes, const OverlayLine& line);
    void drawLine(const QRect& box, const OverlayLine& line, const Ink& ink);
    void fill(Span x, Span y, QRgb pixel);
    void dashRow(Span x, Span y, const OverlayLine& line, int grow, QRgb pixel);
    void dashColumn(Span x, Span y, const OverlayLine& line, int grow, QRgb pixel);
    void sides(
        const QRect& outer, int inset, int thick, int grow, const OverlayLine& line, QRgb pixel);
    void arms(const QRect& outer, int arm, int inset, int thick, int grow, QRgb pixel);

    QRgb* m_pixels = nullptr;
    qsizetype m_stride = 0; // pixels
    int m_width = 0;
    int m_height = 0;
};

} // namespace hardlens

#pragma once

#include "core/records/detection_step.h"

#include <QImage>
#include <QPen>
#include <QWidget>

namespace hardlens {

/// The part of a picture around a RoI, with its box. A square; grey where there are no pixels.
class RoiCrop : public QWidget
{
    Q_OBJECT

public:
    explicit RoiCrop(QWidget* parent = nullptr);

    /// `picture` is the size that the boxes speak of; the pixels may come in another.
    void setRoi(const std::shared_ptr<const Pixels>& pixels, QSizeF picture, const RoiRecord& roi);
    void clear();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image {};
    QSizeF m_picture {1, 1};
    Box m_box {};
    Fate m_fate = Fate::NotDrawn;
    bool m_empty = true;
};

/// A square of picture pixels around the box, with a quarter of its longer side as context all
/// round, at least 16 pixels wide.
QRectF squareAround(const Box& box);

/// That square cut out of an image of the picture, `side` pixels wide; transparent where the
/// picture ends. `picture` is the size that the box speaks of. Null where there is no image or the
/// box is not finite.
QImage cutSquare(const QImage& image, QSizeF picture, const Box& box, int side);

/// The box inside the square, which lies at `place`, with a halo.
void drawBoxInSquare(QPainter& painter, const QRectF& place, const Box& box, const QPen& pen);

} // namespace hardlens

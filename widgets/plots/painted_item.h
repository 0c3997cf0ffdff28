#pragma once

#include "widgets/refresher.h"

#include <qcustomplot.h>

#include <functional>
#include <utility>

namespace hardlens {

/// Something on a plot that one function paints, in pixels: marks, names, outlines. Clipped to the
/// axes unless asked otherwise.
class PaintedItem : public QCPAbstractItem
{
public:
    using Paint = std::function<void(QPainter&)>;

    PaintedItem(QCustomPlot* plot, Paint paint, bool clip = false)
        : QCPAbstractItem(plot)
        , m_paint(std::move(paint))
    {
        setClipToAxisRect(clip);
        setSelectable(false);
    }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override
    {
        // What the view has worked out may be of another step than the one that it holds.
        if (!Refresher::isBehind(*mParentPlot))
            m_paint(*painter);
    }

private:
    Paint m_paint;
};

} // namespace hardlens

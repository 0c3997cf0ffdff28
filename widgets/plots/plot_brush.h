#pragma once

#include "core/analysis/roi_filter.h"

#include <QObject>
#include <QPoint>
#include <QRect>

#include <functional>
#include <optional>

class QPainter;

namespace hardlens {

class PlotArea;

/// What was swept over a plot, in its axes' coordinates. An end at the edge of the plot is
/// infinite: what lies beyond is meant as well.
struct BrushedArea
{
    ValueRange x {};
    ValueRange y {};

    friend bool operator==(const BrushedArea&, const BrushedArea&) = default;
};

/// Choosing a part of a plot by dragging over it with the left button: a range of x over the whole
/// height, or a rectangle. It stays until another one is drawn; Esc or a click beside it clears it.
class PlotBrush : public QObject
{
    Q_OBJECT

public:
    enum class Shape
    {
        Range,
        Rectangle
    };

    /// Owned by the plot.
    PlotBrush(PlotArea* plot, Shape shape);

    const std::optional<BrushedArea>& area() const { return m_area; }
    void setArea(const std::optional<BrushedArea>& area); // no signal

    /// Who gets a click that was not a drag; true: it is taken, and clears nothing.
    void setClick(std::function<bool(QPoint)> click);

Q_SIGNALS:
    void brushed(); // by hand: another area, also while it is dragged, or none

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void drag(QPoint to);
    void release(QPoint at);
    void change(const std::optional<BrushedArea>& area);
    QRect pixels(const BrushedArea& area) const;
    void paint(QPainter& painter);
    void redraw();

    PlotArea* m_plot;
    Shape m_shape;
    std::optional<BrushedArea> m_area {};
    std::optional<QPoint> m_pressed {};
    bool m_dragging = false;
    std::function<bool(QPoint)> m_click {};
};

} // namespace hardlens

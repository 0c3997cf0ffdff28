#pragma once

#include <QString>
#include <qcustomplot.h>

#include <functional>
#include <optional>

namespace hardlens {

class ExportMenu;

/// A plot in the theme's style. With an empty text it shows that sentence instead of axes.
class PlotArea : public QCustomPlot
{
    Q_OBJECT

public:
    explicit PlotArea(const QString& accessibleName, QWidget* parent = nullptr);

    void setEmptyText(const QString& text); // empty: the plot is shown
    QString emptyText() const { return m_emptyText; }
    /// What to say at a place; empty: nothing.
    void setToolTipAt(std::function<QString(QPoint)> text);

    /// What a right click offers: pictures, and the data that the view gives it.
    ExportMenu* exports() const { return m_exports; }

    /// A line from top to bottom where something is looked at, in coordinates of the horizontal
    /// axis; none: there is no line. Moving it repaints nothing else.
    void setCursorAt(std::optional<double> x);
    std::optional<double> cursorAt() const { return m_cursor; }

    /// The axes' inner rectangle.
    QRect inner() const { return axisRect()->rect(); }

Q_SIGNALS:
    void restyled(); // colours or lengths are new: pens must be set again
    /// The left button, between the axes, on a coordinate of the horizontal axis; never the end of
    /// a drag.
    void clickedAt(double x);

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

    /// Whether a press there and a release here are a click between the axes.
    bool isClick(QPoint press, QPoint release) const;
    static constexpr int shortestDrag = 6; // pixels; less is a click

private:
    void paintCursor(QPainter& painter);
    void restyle();
    void setTickCount();
    void paintPlot();

    bool m_focusRing = false;
    std::optional<QPoint> m_press {}; // of the left button
    std::optional<double> m_cursor {};
    ExportMenu* m_exports = nullptr;
    QString m_emptyText {};
    std::function<QString(QPoint)> m_toolTipAt {};
};

} // namespace hardlens

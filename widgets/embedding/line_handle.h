#pragma once

#include "widgets/theme.h"

#include <QWidget>

namespace hardlens {

class PlotArea;

/// An upright line over a plot that is moved by dragging it, or by Left and Right (.01, with Shift
/// .05) while it has the focus. Values are whole hundredths of the horizontal axis.
class LineHandle : public QWidget
{
    Q_OBJECT

public:
    /// Owned by the plot. colour: of the line.
    LineHandle(PlotArea* plot, const QString& accessibleName, QColor Palette::*colour);

    double value() const { return m_value; }
    bool isDragged() const { return m_dragged; }
    /// Where it stands; while it is dragged the hand decides, and this does nothing.
    void setValue(double value);
    void setLimits(double low, double high); // of what a hand can reach
    /// Whether there is a line at all.
    void setOffered(bool offered);
    bool isOffered() const { return m_offered; }
    /// Whether a hand can move it; where it cannot, it is a mere mark without a grip.
    void setMovable(bool movable);
    /// Pixel of the line on its plot.
    double pixel() const;

Q_SIGNALS:
    void moved(double value); // by hand, also while it is dragged
    void released();          // the hand let go; by key after each press

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();
    void moveTo(double value);

    PlotArea* m_plot;
    QColor Palette::*m_colour;
    double m_value = 0;
    double m_low = 0;
    double m_high = 2;
    double m_grip = 0; // pixels from the line to where it was taken
    bool m_dragged = false;
    bool m_offered = true;
    bool m_movable = true;
};

} // namespace hardlens

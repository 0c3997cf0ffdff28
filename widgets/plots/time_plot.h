#pragma once

#include "widgets/plots/plot_area.h"

#include <QPoint>
#include <QTimer>

#include <optional>

class QRubberBand;

namespace hardlens {

/// A plot over the time of a run. It follows the newest step until somebody zooms: wheel about the
/// cursor, a dragged rectangle, middle button or Ctrl to pan, plus, minus and the arrows by key; a
/// double click or Home follows again. A zoomed plot tells of a click when it is certain that it is
/// not half of a double one.
class TimePlot : public PlotArea
{
    Q_OBJECT

public:
    explicit TimePlot(const QString& accessibleName, QWidget* parent = nullptr);

    /// Where the axis ends while it follows.
    void setEnd(double end);
    double end() const { return m_end; }
    bool follows() const { return !m_zoomed; }
    /// The vertical range that somebody dragged; none: the view fits its data.
    bool ownsVertical() const { return m_ownsVertical; }

    void zoomAbout(double x, double factor);
    void zoomTo(const QCPRange& x, const QCPRange& y);
    void panBy(double dx);
    void followLive();

Q_SIGNALS:
    void rangeChanged(); // by hand: what is drawn must be chosen again

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void setRange(QCPRange range);
    void click(double x);

    enum class Drag
    {
        None,
        Rectangle,
        Pan
    };
    Drag m_drag = Drag::None;
    QPoint m_from {};
    QCPRange m_rangeAtPress {};
    QRubberBand* m_band = nullptr;
    QTimer m_soonClicked {};
    double m_clickX = 0;
    double m_end = 1;
    bool m_zoomed = false;
    bool m_ownsVertical = false;
};

} // namespace hardlens

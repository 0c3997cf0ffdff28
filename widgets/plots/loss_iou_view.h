#pragma once

#include "core/analysis/roi_filter.h"
#include "core/analysis/stable_upper.h"
#include "widgets/panel.h"
#include "widgets/roi/roi_picking.h"

#include <QImage>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class QPainter;

namespace hardlens {

class PlotArea;
class PlotBrush;
class Refresher;

/// Every RoI of a step as a point: its IoU with the ground truth against its ranking loss, which
/// stands on a log axis; losses under 0.01 lie at its bottom. A click picks the nearest point,
/// dragging brushes a part of both ranges, Esc or a click beside it lets go. What the filter leaves
/// out is pale.
class LossIouView : public Panel
{
    Q_OBJECT

public:
    static constexpr double floorLoss = 0.01;

    explicit LossIouView(QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const DetectionStep>& step); // null: the empty state
    void setClassNames(const std::vector<std::string>& names);      // [0] is "background"

    PlotArea* plot() const { return m_plot; }
    RoiPick pick() const { return m_pick; }
    const RoiFilter& filter() const { return m_filter; }
    size_t pointCount() const { return m_points.size(); }
    /// Where a RoI's point is in the plot; none where it has no finite loss.
    std::optional<QPoint> pointOf(RoiPick pick) const;

public Q_SLOTS:
    void setPicked(int picture, int roi);              // no signal
    void setFilter(const hardlens::RoiFilter& filter); // no signal

Q_SIGNALS:
    void picked(int picture, int roi); // by hand
    /// By hand: the filter in force with the brushed ranges of loss and IoU, or without them.
    void filterChanged(const hardlens::RoiFilter& filter);

private:
    struct Point
    {
        RoiPick roi {};
        double iou = 0;
        double loss = 0;
        double logLoss = 0; // natural, of what is not below the floor
        int kind = 0;       // OverlayKind
        bool pale = false;
    };

    /// From points to pixels. Asking the axes for each of thousands takes longer than drawing them.
    struct Scale
    {
        QPointF origin {}; // of IoU 0 and loss 1
        double perIou = 0;
        double perLog = 0;

        QPointF at(const Point& point) const
        {
            return {origin.x() + perIou * point.iou, origin.y() + perLog * point.logLoss};
        }
    };

    void refresh();
    void readPoints();
    void setTexts(size_t rois);
    void readBrush();
    void showBrush();
    Scale scale() const;
    const Point* nearest(QPoint place) const;
    bool pickAt(QPoint place);
    void drawLayer(double pixelRatio);
    void paintPoints(QPainter& painter);
    void paintThresholds(QPainter& painter);
    void paintKey(QPainter& painter);
    void paintPicked(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    PlotBrush* m_brush = nullptr;
    Refresher* m_refresher = nullptr;
    std::shared_ptr<const DetectionStep> m_step {};
    std::vector<std::string> m_classNames {};
    RoiFilter m_filter {};
    RoiPick m_pick {};
    StableUpper m_upper {};
    std::vector<Point> m_points {}; // in the order they are drawn
    QImage m_layer {};
    QRect m_layerPlace {}; // of the axes when it was drawn; null: draw it again
};

} // namespace hardlens

#pragma once

#include "core/analysis/loss_iou.h"
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
/// stands on a log axis; losses under 0.01 lie at its bottom. A line is the median by IoU. A click
/// picks the nearest point, dragging brushes a part of both ranges, Esc or a click beside it lets
/// go. What the filter leaves out is pale.
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
    const LossIou& data() const { return m_data; }
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
    /// From points to pixels. Asking the axes for each of thousands takes longer than drawing them.
    struct Scale
    {
        QPointF origin {}; // of IoU 0 and loss 1
        double perIou = 0;
        double perLog = 0; // of the logarithm to base 10

        QPointF at(double iou, double logLoss) const
        {
            return {origin.x() + perIou * iou, origin.y() + perLog * logLoss};
        }
    };

    void refresh();
    void setTexts();
    void readBrush();
    void showBrush();
    Scale scale() const;
    const LossIouPoint* nearest(QPoint place) const;
    bool pickAt(QPoint place);
    void drawLayer(double pixelRatio);
    void paintPoints(QPainter& painter);
    void paintMedians(QPainter& painter);
    void paintThresholds(QPainter& painter);
    void paintKey(QPainter& painter);
    void paintPicked(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    PlotBrush* m_brush = nullptr;
    Refresher* m_refresher = nullptr;
    std::shared_ptr<const DetectionStep> m_step {};
    std::shared_ptr<const DetectionStep>
        m_shown {}; // whose data these are: the step before, until they are renewed
    std::vector<std::string> m_classNames {};
    RoiFilter m_filter {};
    RoiPick m_pick {};
    StableUpper m_upper {};
    LossIou m_data {};
    std::vector<uint8_t> m_passing {}; // by point
    QImage m_layer {};
    QRect m_layerPlace {}; // of the axes when it was drawn; null: draw it again
};

} // namespace hardlens

#pragma once

#include "core/analysis/loss_histogram.h"
#include "core/analysis/roi_filter.h"
#include "core/analysis/stable_upper.h"
#include "core/records/published.h"
#include "widgets/panel.h"
#include "widgets/plots/histogram_words.h"

#include <memory>
#include <optional>

class QPainter;

namespace hardlens {

class PlotArea;
class PlotBrush;
class Refresher;

/// Losses of all RoIs of a step: three outlines over each other (selected, suppressed, below the
/// cut), the cut of each picture, and the loss of the picked RoI. Dragging brushes a range of
/// losses; Esc or a click beside it lets go.
class LossHistogramView : public Panel
{
    Q_OBJECT

public:
    explicit LossHistogramView(QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const Step>& step);
    /// The same for a record without a step of its own (a pinned picture).
    /// moment: which state of the run it is, for names of files: "pinned-after-step-412".
    void setDetection(const std::shared_ptr<const DetectionStep>& body, const QString& moment = {});
    const LossHistogram& histogram() const { return m_histogram; }
    PlotArea* plot() const { return m_plot; }
    std::optional<double> picked() const { return m_picked; }
    std::optional<ValueRange> brushedLosses() const;
    HistogramText words() const; // what stands over the outlines
    HistogramPlaces places() const;
    /// The bins as CSV, RoIs by fate; the last one reaches to inf. Empty: no losses are shown.
    QString visibleCsv() const;

public Q_SLOTS:
    void setPicked(std::optional<double> loss);                  // its ranking loss
    void setBrushed(std::optional<hardlens::ValueRange> losses); // no signal

Q_SIGNALS:
    void brushed(std::optional<hardlens::ValueRange> losses); // by hand; none: let go

private:
    static constexpr double countBase = 0.5; // log axis: a bin with a single RoI stands above it

    void refresh();
    void setTexts();
    void paintOutlines(QPainter& painter);
    void paintOutline(
        QPainter& painter, int32_t LossBin::*count, const QColor& colour, Qt::PenStyle style);
    void paintCuts(QPainter& painter);
    void paintKey(QPainter& painter);
    void paintPicked(QPainter& painter);
    double pixelOf(double loss) const;
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    PlotBrush* m_brush = nullptr;
    Refresher* m_refresher = nullptr;
    std::shared_ptr<const DetectionStep> m_body {};
    QString m_moment {};
    LossHistogram m_histogram {};
    StableUpper m_upper {};
    StableUpper m_top {{.mantissas = {1, 3}}};
    std::optional<double> m_picked {};
};

} // namespace hardlens

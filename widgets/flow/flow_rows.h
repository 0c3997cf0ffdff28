#pragma once

#include "widgets/flow/flow_stages.h"

#include <QRectF>
#include <QWidget>

#include <optional>

namespace hardlens {

/// The rows of a StepFlowView: boxes with arrows between them, under the boxes what they took
/// together. The bars of both rows have one scale, so that a longer bar is a longer time.
class FlowRows : public QWidget
{
    Q_OBJECT

public:
    explicit FlowRows(QWidget* parent = nullptr);

    void setFlows(const StepFlows& flows);

    /// A step of this form, as it is shown; none: not seen yet.
    const std::optional<FlowRow>& row(StepForm form) const { return m_rows[size_t(form)]; }
    /// Whether every text has the room that it needs at this width.
    bool fits(int width) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    using Boxes = std::array<QRectF, FlowRow::stageCount>;

    struct Measure // of a row, in pixels
    {
        double title = 0;
        double box = 0;
        double time = 0;
        double gap = 0; // between the rows

        double row() const { return title + box + time; }
    };

    /// Most people have B; the paper's figure is of B as well.
    static constexpr std::array order {StepForm::TwoPasses, StepForm::OneHead};
    static constexpr int boxPadding = 7;

    static QFont countFont();
    static double neededWidth(const FlowStage& stage);
    static Measure measure();
    double topOf(size_t place) const;
    /// By stage: of both rows, so that like stands below like.
    std::array<double, FlowRow::stageCount> neededWidths() const;
    Boxes boxesAt(double top) const;
    QRectF extentOf(const FlowTime& time, const Boxes& boxes) const;
    double pixelsPerMs() const;
    void paintTitle(QPainter& painter, StepForm form, double top) const;
    void paintStage(QPainter& painter, const FlowStage& stage, const QRectF& box) const;
    void paintTime(QPainter& painter, const FlowTime& time, const Boxes& boxes) const;
    QString describe() const;

    std::array<std::optional<FlowRow>, 2> m_rows {}; // by StepForm
};

} // namespace hardlens

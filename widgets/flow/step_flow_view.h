#pragma once

#include "core/analysis/step_flow.h"
#include "widgets/panel.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>

namespace hardlens {

class FlowRows;

/// What a step does, from left to right, with how many RoIs pass each place and how long it takes:
/// one row for each implementation, of the newest step that was made with it.
class StepFlowView : public Panel
{
    Q_OBJECT

public:
    explicit StepFlowView(QWidget* parent = nullptr);

    /// Counts the step; null forgets all (a new run). The numbers on screen change at most four
    /// times a second.
    void setStep(const std::shared_ptr<const Step>& step);

    const StepFlows& flows() const { return m_flows; }
    FlowRows* rows() const { return m_rows; }

private:
    void renew();

    StepFlows m_flows {};
    FlowRows* m_rows = nullptr;
    QTimer m_timer {};
    QElapsedTimer m_sinceRenewal {};
};

} // namespace hardlens

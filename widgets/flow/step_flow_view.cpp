#include "widgets/flow/step_flow_view.h"

#include "widgets/flow/flow_rows.h"

#include <QScrollArea>

namespace hardlens {

namespace {

constexpr int renewalMs = 250;

} // namespace

StepFlowView::StepFlowView(QWidget* parent)
    : Panel(QStringLiteral("How a step flows"), parent)
{
    m_rows = new FlowRows;
    // A low window has no room for both rows, and must not grow for them.
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_rows);
    setBody(scroll);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &StepFlowView::renew);
    renew();
}

void StepFlowView::setStep(const std::shared_ptr<const Step>& step)
{
    if (step)
        m_flows.add(*step);
    else
        m_flows.clear();
    if (!step || !m_sinceRenewal.isValid() || m_sinceRenewal.elapsed() >= renewalMs)
        renew();
    else if (!m_timer.isActive())
        m_timer.start(int(renewalMs - m_sinceRenewal.elapsed()));
}

void StepFlowView::renew()
{
    m_timer.stop();
    m_rows->setFlows(m_flows);
    const bool none = !m_flows.of(StepForm::OneHead) && !m_flows.of(StepForm::TwoPasses);
    setNote(none ? QString()
                 : QStringLiteral("times: means of up to %1 steps").arg(StepFlows::meanOver));
    if (none)
        m_sinceRenewal.invalidate();
    else
        m_sinceRenewal.start();
}

} // namespace hardlens

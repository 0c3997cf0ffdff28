#include "app/window/run_views.h"

#include "core/records/history.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/panel.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace hardlens {

namespace {

constexpr int fourPlotsWidth = 1560; // below it the fourth plot folds away

QSplitter* splitter(Qt::Orientation orientation)
{
    auto* s = new QSplitter(orientation);
    s->setChildrenCollapsible(false);
    s->setHandleWidth(Theme::instance().px(6));
    return s;
}

QPushButton* switchButton(const QString& text, const QString& toolTip)
{
    auto* button = new QPushButton(text);
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

RunViews::RunViews(QWidget* parent)
    : QWidget(parent)
{
    m_rows = splitter(Qt::Vertical);
    m_rows->addWidget(makeTop());
    m_rows->addWidget(makePlots());
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 1);
    m_rows->setSizes({6400, 3600}); // shares: a splitter scales them to its height
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_rows);
    connectViews();
}

QWidget* RunViews::makeTop()
{
    const Theme& theme = Theme::instance();
    m_controls = new ExperimentPanel;
    m_legend = new FateLegend;
    m_controls->setLegend(m_legend);
    m_roiPanel = new Panel(tr("RoIs"));
    m_roiView = new RoiView;
    m_roiPanel->setBody(m_roiView);
    m_stepButton = switchButton(tr("Step"), tr("Show the pictures of the newest step (P)"));
    m_pinnedButton = switchButton(
        tr("Pinned"), tr("Show the pinned test pictures, scored again every few steps (P)"));
    m_pinButton = new QPushButton(tr("Pin…"));
    m_pinButton->setToolTip(tr("Choose the test pictures that are scored again and again"));
    m_pinButton->setFocusPolicy(Qt::TabFocus);
    m_stepButton->setChecked(true);
    for (QPushButton* button : {m_stepButton, m_pinnedButton, m_pinButton})
        m_roiPanel->addToHeader(button);
    m_card = new WhyCard;
    auto* top = splitter(Qt::Horizontal);
    top->addWidget(m_controls);
    top->addWidget(m_roiPanel);
    top->addWidget(m_card);
    top->setStretchFactor(1, 1);
    top->setSizes({theme.px(268), theme.px(900), theme.px(330)});
    m_controls->setMinimumWidth(theme.px(240));
    m_card->setMinimumWidth(theme.px(270));
    return top;
}

QWidget* RunViews::makePlots()
{
    m_histogram = new LossHistogramView;
    m_curves = new LossCurvesView;
    m_precision = new PrecisionView;
    m_kept = new KeptView;
    auto* plots = splitter(Qt::Horizontal);
    for (QWidget* view : {static_cast<QWidget*>(m_histogram), static_cast<QWidget*>(m_curves),
             static_cast<QWidget*>(m_precision), static_cast<QWidget*>(m_kept)}) {
        plots->addWidget(view);
        view->setMinimumSize(Theme::instance().px(220), Theme::instance().px(150));
    }
    plots->setSizes({1000, 1000, 1000, 1000});
    return plots;
}

void RunViews::connectViews()
{
    connect(m_roiView, &RoiView::picked, this, &RunViews::showPick);
    connect(m_card, &WhyCard::picked, m_roiView, qOverload<int, int>(&RoiView::pick));
    connect(m_legend, &FateLegend::toggled, m_roiView, &RoiView::setKindShown);
    connect(m_roiView, &RoiView::kindShownChanged, m_legend, &FateLegend::setShown);
    connect(m_controls, &ExperimentPanel::lossThresholdChanged, m_roiView, &RoiView::setMinLoss);
    connect(m_controls, &ExperimentPanel::opacityChanged, m_roiView, &RoiView::setOpacity);
    connect(m_stepButton, &QPushButton::clicked, this, [this] { followPinned(false); });
    connect(m_pinnedButton, &QPushButton::clicked, this, [this] { followPinned(true); });
    connect(m_curves, &LossCurvesView::axisChosen, m_precision,
        [this](LossCurvesView::Axis axis) { m_precision->setAxis(PrecisionView::Axis(int(axis))); });
    connect(m_precision, &PrecisionView::axisChosen, m_curves,
        [this](PrecisionView::Axis axis) { m_curves->setAxis(LossCurvesView::Axis(int(axis))); });
}

void RunViews::startRun(PictureSource* pictures, int64_t evaluationInterval)
{
    m_run.reset();
    m_step.reset();
    m_pinned.reset();
    m_body.reset();
    m_roiView->setPictureSource(pictures);
    m_card->setPictureSource(pictures);
    m_roiView->setEmptyText(tr("The first step is on its way."));
    m_curves->clear();
    m_precision->clear();
    m_kept->clear();
    m_precision->setEvaluationInterval(evaluationInterval);
    showBody();
}

void RunViews::setPublished(const Published& published)
{
    if (published.run && published.run != m_run) {
        m_run = published.run;
        m_roiView->setClassNames(m_run->classNames);
        m_card->setClassNames(m_run->classNames);
        m_roiView->setEmptyText(tr("No step yet. Press Space to train, or . for one step."));
    }
    if (published.state == SessionState::Failed && !published.step)
        m_roiView->setEmptyText(tr("The run could not start. The line at the bottom says why."));
    const bool changed = m_followsPinned ? published.pinned != m_pinned : published.step != m_step;
    m_step = published.step;
    m_pinned = published.pinned;
    if (changed)
        showBody();
    m_curves->setHistory(published.history);
    m_precision->setHistory(published.history);
    m_kept->setHistory(published.history);
}

void RunViews::setOptionLabels(const std::map<std::string, std::string>& labels)
{
    m_curves->setOptionLabels(labels);
    m_precision->setOptionLabels(labels);
    m_kept->setOptionLabels(labels);
}

void RunViews::followPinned(bool pinned)
{
    m_stepButton->setChecked(!pinned);
    m_pinnedButton->setChecked(pinned);
    if (m_followsPinned == pinned)
        return;
    m_followsPinned = pinned;
    showBody();
    Q_EMIT followChanged(pinned);
}

void RunViews::showBody()
{
    if (m_followsPinned) {
        m_body = m_pinned ? std::shared_ptr<const DetectionStep>(m_pinned, &m_pinned->body) : nullptr;
        m_roiPanel->setTitle(m_pinned ? tr("Pinned after step %1").arg(m_pinned->step) : tr("Pinned"));
        m_roiPanel->setNote(m_pinned
                ? tr("nothing is learned from these · %1 ms each time").arg(m_pinned->milliseconds, 0, 'f', 0)
                : tr("Pin… chooses test pictures"));
    } else {
        m_body = m_step ? std::shared_ptr<const DetectionStep>(m_step, &m_step->detection()) : nullptr;
        m_roiPanel->setTitle(m_step ? tr("RoIs of step %1").arg(m_step->header.step) : tr("RoIs"));
        m_roiPanel->setNote(tr("wheel zoom · drag pan · Tab next box · 1–4 show/hide"));
    }
    m_roiView->setStep(m_body);
    m_legend->setStep(m_body);
    m_histogram->setDetection(m_body);
    const auto pick = m_roiView->pick();
    showPick(pick.picture, pick.roi);
}

void RunViews::showPick(int picture, int roi)
{
    m_card->setRoi(m_body, picture, roi);
    std::optional<double> loss;
    if (m_body && picture >= 0 && size_t(picture) < m_body->pictures.size() && roi >= 0
        && size_t(roi) < m_body->pictures[size_t(picture)].rois.size() && m_body->hasLosses)
        loss = double(rankingLoss(
            m_body->pictures[size_t(picture)].rois[size_t(roi)], m_body->mining));
    m_histogram->setPicked(loss);
}

void RunViews::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    foldToFit();
}

void RunViews::foldToFit()
{
    m_kept->setVisible(width() >= Theme::instance().px(fourPlotsWidth));
}

} // namespace hardlens

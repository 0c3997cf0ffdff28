#include "app/window/roi_time_desk.h"

#include "app/window/run_views.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/roi_view.h"

#include <utility>

namespace hardlens {

RoiTimeDesk::RoiTimeDesk(RunViews* views, TransportBar* transport, QObject* parent)
    : TimeDesk(transport, parent)
    , m_views(views)
    , m_past(views, travel(), loader())
    , m_hardness(views, travel())
{
    connect(this, &TimeDesk::momentShown, this, &RoiTimeDesk::show);
    connect(m_views->curves(), &LossCurvesView::stepChosen, travel(), &TimeTravel::goTo);
    connect(m_views->precision(), &PrecisionView::stepChosen, travel(), &TimeTravel::goTo);
    connect(m_views->kept(), &KeptView::stepChosen, travel(), &TimeTravel::goTo);
    connect(m_views->roiPast(), &RoiPastView::stepChosen, travel(), &TimeTravel::goTo);
    connect(&m_hardness, &HardnessDesk::arrived, this, &RoiTimeDesk::pickAgain);
    connect(&m_hardness, &HardnessDesk::failed, this, &TimeDesk::failed);
    connect(loader(), &MomentLoader::listed, this, [this](const auto&, const auto& pinned) {
        m_past.setPinnedSteps(pinned);
        m_past.gather();
    });
    connect(this, &TimeDesk::looked, this, [this] {
        m_past.gather();
        m_hardness.show();
    });
}

void RoiTimeDesk::startRun(std::shared_ptr<StepSource> steps)
{
    m_toPick.reset();
    m_past.startRun();
    m_hardness.startRun();
    TimeDesk::startRun(std::move(steps));
}

void RoiTimeDesk::setPublished(const Published& published)
{
    m_past.setHistory(published.history);
    m_hardness.setHistory(published.history);
    if (published.run)
        m_hardness.setClassNames(published.run->classNames);
    TimeDesk::setPublished(published);
}

void RoiTimeDesk::goTo(std::optional<int64_t> step, std::optional<StepRoi> roi)
{
    m_toPick = roi;
    if (step && *step != travel()->shown())
        travel()->goTo(*step);
    else
        pickAgain();
}

void RoiTimeDesk::show(const std::shared_ptr<const Moment>& moment)
{
    m_views->setMoment(moment);
    m_views->roiPast()->setShown(moment ? std::optional(moment->step) : std::nullopt);
    if (!moment || moment->step == travel()->shown()) // not one that was passed on the way
        pickAgain();
}

/// The RoI that was asked for, or the one whose past is told, where the step that is shown now has
/// it.
void RoiTimeDesk::pickAgain()
{
    const auto& step = m_views->recorded();
    if (!step)
        return;
    if (const auto wanted = std::exchange(m_toPick, std::nullopt)) {
        const auto picture = size_t(wanted->picture);
        if (picture < step->pictures.size()
            && size_t(wanted->roi) < step->pictures[picture].rois.size())
            m_views->roiView()->pick(wanted->picture, wanted->roi);
    } else if (!m_hardness.pickIn(*step)) {
        m_past.pickIn(*step);
    }
}

} // namespace hardlens

#include "app/window/roi_past_desk.h"

#include "app/window/run_views.h"
#include "app/window/time_travel.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/roi/roi_view.h"

#include <algorithm>

namespace hardlens {

RoiPastDesk::RoiPastDesk(
    RunViews* views, const TimeTravel* travel, MomentLoader* loader, QObject* parent)
    : QObject(parent)
    , m_views(views)
    , m_travel(travel)
    , m_loader(loader)
{
    connect(m_views->roiView(), &RoiView::picked, this, &RoiPastDesk::takePick);
    connect(m_loader, &MomentLoader::gathering, this,
        [this](const RoiIdentity& roi, int done, int total) {
            if (roi == m_roi)
                m_views->roiPast()->setProgress(done, total);
        });
    connect(m_loader, &MomentLoader::gathered, this, &RoiPastDesk::takePast);
}

void RoiPastDesk::startRun()
{
    m_history = {};
    m_pinnedSteps.clear();
    m_roi.reset();
    m_past.clear();
    m_upTo = 0;
    m_gathering = false;
    m_views->roiPast()->setNoPast(RoiPastView::NoPast::NothingPicked);
}

void RoiPastDesk::takePick(int picture, int roi)
{
    const auto& step = m_views->recorded();
    if (!step || picture < 0 || roi < 0 || size_t(picture) >= step->pictures.size())
        return;
    const PictureRecord& record = step->pictures[size_t(picture)];
    const RoiIdentity identity {
        record.picture.contentId, record.rois[size_t(roi)].proposal, m_views->followsPinned()};
    if (identity == m_roi)
        return;
    m_roi = identity;
    m_past.clear();
    m_upTo = 0;
    m_gathering = false;
    if (identity.proposal < 0)
        return m_views->roiPast()->setNoPast(RoiPastView::NoPast::Jittered);
    m_name = tr("RoI %1 of %2").arg(roi + 1).arg(QString::fromStdString(record.picture.name));
    m_views->roiPast()->setPast(m_name, {}, false);
    gather();
}

void RoiPastDesk::pickIn(const DetectionStep& step)
{
    RoiView* view = m_views->roiView();
    if (!m_roi || m_roi->proposal < 0 || !view->pick().isNone())
        return;
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const PictureRecord& record = step.pictures[p];
        if (record.picture.contentId != m_roi->contentId)
            continue;
        const auto at = std::ranges::find(record.rois, m_roi->proposal, &RoiRecord::proposal);
        if (at != record.rois.end())
            return view->pick(int(p), int(at - record.rois.begin()));
    }
}

/// One reading at a time: the next goes on where it ended.
void RoiPastDesk::gather()
{
    if (!m_roi || m_roi->proposal < 0 || m_gathering)
        return;
    std::vector<int64_t> steps
        = m_roi->isPinned ? m_pinnedSteps : stepsWithPicture(m_history, m_roi->contentId);
    std::erase_if(steps, [this](int64_t step) {
        return step <= m_upTo || !(m_roi->isPinned || m_travel->isRecorded(step));
    });
    if (steps.empty())
        return m_views->roiPast()->setPast(m_name, m_past, true);
    m_gathering = true;
    m_upTo = steps.back();
    m_loader->gather(*m_roi, std::move(steps));
}

void RoiPastDesk::takePast(const RoiIdentity& roi, const RoiPast& more)
{
    if (roi != m_roi)
        return;
    m_gathering = false;
    m_past.insert(m_past.end(), more.begin(), more.end());
    m_views->roiPast()->setPast(m_name, m_past, true);
}

} // namespace hardlens

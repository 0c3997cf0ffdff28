#include "app/window/hardness_desk.h"

#include "app/window/run_views.h"
#include "app/window/time_travel.h"
#include "core/analysis/roi_past.h"
#include "widgets/hardness/hardest_view.h"
#include "widgets/refresher.h"
#include "widgets/roi/roi_view.h"

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

/// The RoI of a picture, or of one of its objects, with the highest ranking loss; -1: none has a
/// loss.
int hardestRoi(const DetectionStep& step, const PictureRecord& picture, const HardnessRow& of)
{
    int hardest = -1;
    float highest = -1;
    for (size_t r = 0; r < picture.rois.size(); ++r) {
        const RoiRecord& roi = picture.rois[r];
        const bool isOfIt
            = of.of == HardnessOf::Picture || (roi.label > 0 && roi.matched == of.object);
        if (const float loss = rankingLoss(roi, step.mining);
            isOfIt && loss > highest) { // NaN: never
            highest = loss;
            hardest = int(r);
        }
    }
    return hardest;
}

} // namespace

HardnessDesk::HardnessDesk(RunViews* views, TimeTravel* travel, QObject* parent)
    : QObject(parent)
    , m_views(views)
    , m_travel(travel)
{
    connect(m_views->hardest(), &HardestView::activated, this, &HardnessDesk::goTo);
}

void HardnessDesk::startRun()
{
    m_history = {};
    m_hardness = {};
    m_isOld = true;
    m_awaited.reset();
    m_views->hardest()->setRows(nullptr);
}

void HardnessDesk::setHistory(const History& history)
{
    m_isOld = m_isOld || history.steps.size() != m_history.steps.size();
    m_history = history;
}

void HardnessDesk::show()
{
    if (!m_isOld || !isSeen(*m_views->hardest()))
        return;
    m_isOld = false;
    m_hardness.read(m_history);
    auto rows = std::make_shared<HardestRows>();
    rows->pictures = m_hardness.rows(HardnessOf::Picture, m_classNames);
    rows->objects = m_hardness.rows(HardnessOf::Object, m_classNames);
    rows->classes = m_hardness.rows(HardnessOf::Class, m_classNames);
    m_views->hardest()->setRows(rows);
}

bool HardnessDesk::pickIn(const DetectionStep& step)
{
    const auto awaited = std::exchange(m_awaited, std::nullopt);
    if (!awaited)
        return false;
    for (size_t p = 0; p < step.pictures.size(); ++p)
        if (step.pictures[p].picture.contentId == awaited->picture.contentId) {
            const int hardest = hardestRoi(step, step.pictures[p], *awaited);
            if (hardest >= 0)
                m_views->roiView()->pick(int(p), hardest);
            return hardest >= 0;
        }
    return false;
}

/// To the newest recorded step with the picture, up to the one that is shown where there is one; a
/// class narrows all views to itself.
void HardnessDesk::goTo(const HardnessRow& row)
{
    if (row.of == HardnessOf::Class) {
        RoiFilter filter = m_views->filter();
        filter.label = row.label;
        return m_views->setFilter(filter);
    }
    std::vector<int64_t> steps = stepsWithPicture(m_history, row.picture.contentId);
    std::erase_if(steps, [this](int64_t step) { return !m_travel->isRecorded(step); });
    if (steps.empty()) {
        Q_EMIT failed(tr("No step with %1 is recorded as a whole.")
                          .arg(QString::fromStdString(row.picture.name)));
        return;
    }
    const auto after = std::ranges::upper_bound(steps, m_travel->shown());
    const int64_t to = after == steps.begin() ? steps.back() : *std::prev(after);
    m_awaited = row;
    m_views->setMiddle(Middle::Step);
    if (to == m_travel->shown())
        Q_EMIT arrived();
    else
        m_travel->goTo(to);
}

} // namespace hardlens

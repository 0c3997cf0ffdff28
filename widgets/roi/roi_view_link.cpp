#include "widgets/roi/roi_view_link.h"

#include "core/analysis/same_roi.h"
#include "widgets/roi/roi_view.h"

#include <QScopedValueRollback>

#include <algorithm>

namespace hardlens {

RoiViewLink::RoiViewLink(QObject* parent)
    : QObject(parent)
{
}

void RoiViewLink::add(RoiView* view)
{
    if (std::ranges::find(m_views, view) != m_views.end())
        return;
    m_views.push_back(view);
    if (!m_leader)
        m_leader = view;
    copyLook(*m_leader, *view);
    stepShown(*view);
    follow(*view);
}

void RoiViewLink::remove(RoiView* view)
{
    view->disconnect(this);
    std::erase(m_views, view);
    if (m_leader == view)
        m_leader = m_views.empty() ? nullptr : m_views.front();
}

template <typename Work> void RoiViewLink::others(const RoiView* than, Work work)
{
    if (m_copying)
        return; // the echo of what is being copied
    const QScopedValueRollback guard(m_copying, true);
    for (RoiView* view : m_views)
        if (view != than)
            work(*view);
}

void RoiViewLink::follow(RoiView& view)
{
    RoiView* const from = &view;
    const auto lead = [this, from] {
        if (!m_copying)
            m_leader = from;
    };
    connect(from, &RoiView::sightChanged, this, [=, this](int picture) {
        lead();
        others(from, [&](RoiView& to) { copySight(*from, picture, to); });
    });
    connect(from, &RoiView::picked, this, [=, this] {
        if (!from->step())
            return; // it lost its step, nobody let go of the RoI
        lead();
        others(from, [&](RoiView& to) { copyPick(*from, to); });
    });
    connect(from, &RoiView::kindShownChanged, this, [=, this](OverlayKind kind, bool shown) {
        others(from, [&](RoiView& to) { to.setKindShown(kind, shown); });
    });
    connect(from, &RoiView::colouringChanged, this, [=, this](const OverlayColouring& colouring) {
        others(from, [&](RoiView& to) { to.setColouring(colouring.by); });
    });
    connect(from, &RoiView::stepShown, this, [=, this] { stepShown(*from); });
    // Only its address is left of it by then.
    connect(from, &QObject::destroyed, this, [=, this] {
        std::erase(m_views, from);
        if (m_leader == from)
            m_leader = m_views.empty() ? nullptr : m_views.front();
    });
}

void RoiViewLink::copyLook(const RoiView& from, RoiView& to)
{
    if (&from == &to)
        return;
    const OverlayFilter& look = from.filter();
    for (const OverlayKind kind : allOverlayKinds)
        to.setKindShown(kind, look.shows(kind));
    to.setOpacity(look.opacity);
    to.setMinLoss(look.minLoss);
    to.setLabelsShown(look.labels);
    to.setColouring(from.colouring().by);
}

void RoiViewLink::copySight(const RoiView& from, int picture, RoiView& to)
{
    if (!from.step() || !to.step())
        return;
    if (const auto there = samePictureIn(*from.step(), picture, *to.step()))
        to.setSight(*there, from.sight(picture));
}

void RoiViewLink::copyPick(const RoiView& from, RoiView& to)
{
    if (!to.step())
        return;
    const RoiPick pick = from.pick();
    const auto same = from.step() && !pick.isNone()
        ? sameRoiIn(*from.step(), {pick.picture, pick.roi}, *to.step())
        : std::nullopt;
    if (same)
        to.pick(same->picture, same->roi);
    else
        to.pick(-1, -1);
}

void RoiViewLink::stepShown(RoiView& view)
{
    if (m_copying)
        return;
    shareLossScale();
    if (!m_leader || !m_leader->step() || !view.step())
        return;
    others(m_leader, [&](RoiView& to) {
        if (!to.step() || (&to != &view && &view != m_leader))
            return;
        // One that is still at, or already at, other pictures keeps what it has until they meet.
        const bool together = samePictureIn(*m_leader->step(), 0, *to.step()).has_value();
        for (int p = 0; together && p < int(m_leader->step()->pictures.size()); ++p)
            copySight(*m_leader, p, to);
        if (together)
            copyPick(*m_leader, to);
    });
}

void RoiViewLink::shareLossScale()
{
    double reach = 0;
    for (const RoiView* view : m_views)
        reach = std::max(reach, view->ownLossScale());
    others(nullptr, [&](RoiView& view) { view.setLeastLossScale(reach); });
}

void RoiViewLink::setOpacity(double opacity)
{
    others(nullptr, [&](RoiView& view) { view.setOpacity(opacity); });
}

void RoiViewLink::setMinLoss(double loss)
{
    others(nullptr, [&](RoiView& view) { view.setMinLoss(loss); });
}

void RoiViewLink::setLabelsShown(bool shown)
{
    others(nullptr, [&](RoiView& view) { view.setLabelsShown(shown); });
}

void RoiViewLink::setKindShown(OverlayKind kind, bool shown)
{
    others(nullptr, [&](RoiView& view) { view.setKindShown(kind, shown); });
}

void RoiViewLink::setColouring(OverlayColouring::By by)
{
    others(nullptr, [&](RoiView& view) { view.setColouring(by); });
}

void RoiViewLink::fit()
{
    others(nullptr, [&](RoiView& view) { view.fit(); });
}

} // namespace hardlens

#include "app/window/detection_window.h"
#include "app/window/run_views.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

namespace hardlens {

void DetectionWindow::addDataActions(QMenu& menu)
{
    menu.addAction(tr("&Look at a picture…"), this, &DetectionWindow::choosePicture);
}

void DetectionWindow::addViewActions(QMenu& menu)
{
    menu.addAction(tr("Step or &pinned pictures"), QKeySequence("P"), this, [this] {
        m_views->setMiddle(m_views->middle() == Middle::Step ? Middle::Pinned : Middle::Step);
    });
    menu.addAction(tr("Dete&ctions or RoIs"), QKeySequence("D"), this, [this] {
        const Middle rois = m_views->followsPinned() ? Middle::Pinned : Middle::Step;
        m_views->setMiddle(m_views->middle() == Middle::Detections ? rois : Middle::Detections);
    });
    addColourMenu(*menu.addMenu(tr("Colour &boxes by")));
    menu.addAction(tr("Picked RoI looks &unlabelled"), QKeySequence("U"), m_views->card(),
        &WhyCard::toggleUnlabelled);
    menu.addSeparator();
}

void DetectionWindow::addColourMenu(QMenu& menu)
{
    using By = OverlayColouring::By;
    auto* group = new QActionGroup(this);
    RoiView* view = m_views->roiView();
    const std::pair<QString, By> choices[]
        = {{tr("&Fate"), By::Fate}, {tr("&Class"), By::Class}, {tr("&Loss"), By::Loss}};
    for (const auto& [name, by] : choices) {
        QAction* action = menu.addAction(name, view, [view, by = by] { view->setColouring(by); });
        action->setCheckable(true);
        action->setChecked(view->colouring().by == by);
        action->setActionGroup(group);
        connect(view, &RoiView::colouringChanged, action,
            [action, by = by](const OverlayColouring& c) { action->setChecked(c.by == by); });
    }
    menu.addSeparator();
    menu.addAction(tr("By the &next of these"), QKeySequence("C"), view,
        [view] { view->setColouring(By((int(view->colouring().by) + 1) % 3)); });
}

} // namespace hardlens

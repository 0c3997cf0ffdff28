#include "app/window/detection_fork_sides.h"

#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

namespace hardlens {

DetectionForkSides::DetectionForkSides(size_t sides)
{
    for (size_t side = 0; side < sides; ++side) {
        auto* view = new RoiView;
        view->setMinimumWidth(Theme::instance().px(200));
        m_link.add(view);
    }
}

QWidget* DetectionForkSides::widget(size_t side) const
{
    return m_link.views()[side];
}

void DetectionForkSides::setRun(
    size_t side, PictureSource* pictures, const std::vector<std::string>& classNames)
{
    m_link.views()[side]->setPictureSource(pictures);
    m_link.views()[side]->setClassNames(classNames);
}

void DetectionForkSides::setSteps(const std::vector<std::shared_ptr<const Step>>& steps)
{
    for (size_t side = 0; side < size(); ++side) {
        const auto& step = steps[side];
        m_link.views()[side]->setStep(
            step ? std::shared_ptr<const DetectionStep>(step, &step->detection()) : nullptr);
    }
}

void DetectionForkSides::setEmptyText(size_t side, const QString& text)
{
    m_link.views()[side]->setEmptyText(text);
}

} // namespace hardlens

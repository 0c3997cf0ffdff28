#pragma once

#include "app/window/fork_sides.h"
#include "widgets/roi/roi_view_link.h"

namespace hardlens {

/// The pictures of each side with their RoIs, with one zoom and one picked RoI.
class DetectionForkSides : public ForkSides
{
public:
    explicit DetectionForkSides(size_t sides);

    size_t size() const override { return m_link.views().size(); }
    QWidget* widget(size_t side) const override;
    void setRun(
        size_t side, PictureSource* pictures, const std::vector<std::string>& classNames) override;
    void setSteps(const std::vector<std::shared_ptr<const Step>>& steps) override;
    void setEmptyText(size_t side, const QString& text) override;

private:
    RoiViewLink m_link {};
};

} // namespace hardlens

#pragma once

#include "app/window/fork_sides.h"
#include "widgets/embedding/embedding_pick.h"

class QLabel;
class QStackedWidget;

namespace hardlens {

class DistanceDensityView;
class SampledNegativesView;

/// The distances of each side's batch above the negatives that one anchor drew, the same place of
/// the batch in all of them: sides whose batches are of one size learn from the same pictures.
class EmbeddingForkSides : public ForkSides
{
public:
    explicit EmbeddingForkSides(size_t sides);

    size_t size() const override { return m_sides.size(); }
    QWidget* widget(size_t side) const override;
    void setRun(
        size_t side, PictureSource* pictures, const std::vector<std::string>& classNames) override;
    void setSteps(const std::vector<std::shared_ptr<const Step>>& steps) override;
    void setEmptyText(size_t side, const QString& text) override;

private:
    struct Side
    {
        QStackedWidget* pages = nullptr; // why nothing is shown; the views
        QLabel* empty = nullptr;
        DistanceDensityView* density = nullptr;
        SampledNegativesView* negatives = nullptr;
    };

    EmbeddingPick m_pick {};
    std::vector<Side> m_sides {};
};

} // namespace hardlens

#include "app/window/embedding_fork_sides.h"

#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/sampled_negatives_view.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>

namespace hardlens {

EmbeddingForkSides::EmbeddingForkSides(size_t sides)
{
    const Theme& theme = Theme::instance();
    for (size_t i = 0; i < sides; ++i) {
        Side side {.pages = new QStackedWidget,
            .empty = new QLabel,
            .density = new DistanceDensityView,
            .negatives = new SampledNegativesView(m_pick)};
        side.empty->setWordWrap(true);
        side.empty->setProperty("role", "muted");
        side.empty->setAlignment(Qt::AlignCenter);
        side.density->setLinesMovable(false); // the fork has its settings
        auto* views = new QSplitter(Qt::Vertical);
        views->setChildrenCollapsible(false);
        views->addWidget(side.density);
        views->addWidget(side.negatives);
        views->setSizes({theme.px(230), theme.px(210)});
        side.pages->addWidget(side.empty);
        side.pages->addWidget(views);
        side.pages->setMinimumWidth(theme.px(200));
        m_sides.push_back(side);
    }
}

QWidget* EmbeddingForkSides::widget(size_t side) const
{
    return m_sides[side].pages;
}

void EmbeddingForkSides::setRun(
    size_t side, PictureSource* pictures, const std::vector<std::string>& classNames)
{
    m_sides[side].negatives->setPictures(pictures);
    m_sides[side].negatives->setClassNames(classNames);
}

void EmbeddingForkSides::setSteps(const std::vector<std::shared_ptr<const Step>>& steps)
{
    std::shared_ptr<const EmbeddingStep> first;
    for (size_t i = 0; i < m_sides.size(); ++i) {
        const auto& step = steps[i];
        const auto shown
            = step ? std::shared_ptr<const EmbeddingStep>(step, &step->embedding()) : nullptr;
        first = first ? first : shown;
        m_sides[i].density->setStep(shown);
        m_sides[i].negatives->setStep(shown);
        m_sides[i].pages->setCurrentIndex(shown ? 1 : 0);
    }
    m_pick.setStep(first); // each view said its own: the first side leads
}

void EmbeddingForkSides::setEmptyText(size_t side, const QString& text)
{
    m_sides[side].empty->setText(text);
}

} // namespace hardlens

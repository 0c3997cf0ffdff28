#include "widgets/embedding/plot_pair.h"

#include "widgets/theme.h"

#include <QBoxLayout>

namespace hardlens {

namespace {

constexpr double besideFrom = 540, belowFrom = 260; // pixels of the pair
constexpr double sideWidth = 190, sideHeight = 110;

} // namespace

PlotPair::PlotPair(QWidget* main, QWidget* side, QWidget* parent)
    : QWidget(parent)
    , m_side(side)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(main, 1);
    m_layout->addWidget(side);
    connect(&Theme::instance(), &Theme::changed, this, &PlotPair::arrange);
    arrange();
}

void PlotPair::arrange()
{
    const Theme& theme = Theme::instance();
    const bool beside = width() >= theme.px(besideFrom);
    const bool below = !beside && height() >= theme.px(belowFrom);
    m_layout->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_side->setMinimumSize(beside ? theme.px(sideWidth) : 0, below ? theme.px(sideHeight) : 0);
    m_side->setMaximumSize(beside ? theme.px(sideWidth) : QWIDGETSIZE_MAX,
        below ? theme.px(sideHeight) : QWIDGETSIZE_MAX);
    const bool appears = m_side->isHidden() && (beside || below);
    m_side->setVisible(beside || below);
    if (appears)
        Q_EMIT sideShown();
}

void PlotPair::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace hardlens

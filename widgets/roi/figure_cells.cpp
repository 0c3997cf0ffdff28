#include "widgets/roi/figure_cells.h"

#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int mostColumns = 3;

QFont valueFont(bool strong)
{
    QFont font = Theme::instance().font();
    if (strong)
        font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

FigureCells::FigureCells(QWidget* parent)
    : QWidget(parent)
{
    // Not Fixed: that would hold the height of the wide form.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
}

void FigureCells::setFigures(std::vector<Figure> figures)
{
    if (figures == m_figures)
        return;
    m_figures = std::move(figures);
    QStringList words;
    for (const Figure& f : m_figures)
        words << f.name + ' ' + f.value;
    setAccessibleName(words.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int FigureCells::widestCell() const
{
    const QFontMetrics names(Theme::instance().smallFont());
    const QFontMetrics values(valueFont(true));
    // A floor that ordinary values stay under: the number of columns must not change from RoI to
    // RoI.
    int widest = values.horizontalAdvance(QStringLiteral("1000 / 2000"));
    for (const Figure& f : m_figures)
        widest = std::max(
            {widest, names.horizontalAdvance(f.name), values.horizontalAdvance(f.value)});
    return widest;
}

int FigureCells::columnsFor(int width) const
{
    const int gap = Theme::instance().px(8);
    return std::clamp((width + gap) / (widestCell() + gap), 1, mostColumns);
}

int FigureCells::cellHeight() const
{
    const Theme& theme = Theme::instance();
    return QFontMetrics(theme.smallFont()).height() + QFontMetrics(valueFont(true)).height()
        + theme.px(4);
}

int FigureCells::heightForWidth(int width) const
{
    const int columns = columnsFor(width);
    const int rows = (int(m_figures.size()) + columns - 1) / columns;
    return rows * cellHeight();
}

QSize FigureCells::sizeHint() const
{
    const int width = mostColumns * widestCell() + (mostColumns - 1) * Theme::instance().px(8);
    return {width, heightForWidth(width)};
}

QSize FigureCells::minimumSizeHint() const
{
    return {widestCell(), cellHeight()};
}

QRect FigureCells::placeOf(int figure) const
{
    const int columns = columnsFor(width());
    const int gap = Theme::instance().px(8);
    const int cell = (width() - (columns - 1) * gap) / columns;
    return {figure % columns * (cell + gap), figure / columns * cellHeight(), cell, cellHeight()};
}

bool FigureCells::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    for (int i = 0; i < int(m_figures.size()); ++i)
        if (placeOf(i).contains(help->pos()))
            text = m_figures[size_t(i)].toolTip;
    QToolTip::showText(help->globalPos(), text, this); // none: hides the last one
    return true;
}

void FigureCells::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    const int nameHeight = QFontMetrics(theme.smallFont()).height();
    for (int i = 0; i < int(m_figures.size()); ++i) {
        const Figure& f = m_figures[size_t(i)];
        const QRect place = placeOf(i);
        painter.setFont(theme.smallFont());
        painter.setPen(theme.palette().muted);
        painter.drawText(place, Qt::AlignRight | Qt::AlignTop, f.name);
        painter.setFont(valueFont(f.strong));
        painter.setPen(theme.palette().text);
        painter.drawText(
            place.adjusted(0, nameHeight, 0, 0), Qt::AlignRight | Qt::AlignTop, f.value);
    }
}

} // namespace hardlens

#include "widgets/fork/fork_figures_cells.h"

#include "widgets/fork/fork_figures_model.h"
#include "widgets/fork/variant_look.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 8;
constexpr double currentTint = 0.16;

QFont boldSmallFont()
{
    QFont font = Theme::instance().smallFont();
    font.setWeight(QFont::DemiBold);
    return font;
}

int valueWidth()
{
    return QFontMetrics(Theme::instance().font()).horizontalAdvance("00 000.0");
}

int differenceWidth()
{
    return QFontMetrics(Theme::instance().smallFont()).horizontalAdvance("+0 000.0");
}

/// A line between what is of a step and what compares two choices.
bool beginsComparison(const QAbstractItemModel& model, int row)
{
    return model.headerData(row, Qt::Vertical, ForkFiguresModel::ComparisonBeginsRole).toBool();
}

void paintRule(QPainter& painter, const QRect& row)
{
    const Theme& theme = Theme::instance();
    painter.fillRect(
        QRect(row.left(), row.top(), row.width(), std::max(1, theme.px(1))), theme.palette().line);
}

} // namespace

int ForkFiguresCells::rowHeight()
{
    return QFontMetrics(Theme::instance().font()).height() + Theme::instance().px(4);
}

int ForkFiguresCells::narrowestColumn()
{
    return valueWidth() + differenceWidth() + Theme::instance().px(3 * padding);
}

void ForkFiguresCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const int gap = theme.px(padding);
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, blended(p.focus, p.panel, currentTint));
    if (beginsComparison(*index.model(), index.row()))
        paintRule(*painter, option.rect);
    QRect value = option.rect.adjusted(gap, 0, 0, 0);
    value.setWidth(std::min(valueWidth(), option.rect.width() - 2 * gap));
    painter->setFont(theme.font());
    painter->setPen(p.text);
    painter->drawText(value, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    QRect difference = value.translated(value.width() + gap, 0);
    difference.setWidth(option.rect.right() - difference.left());
    if (difference.width() >= differenceWidth()) {
        painter->setFont(theme.smallFont());
        painter->setPen(p.muted);
        painter->drawText(difference, Qt::AlignLeft | Qt::AlignVCenter,
            index.data(ForkFiguresModel::DifferenceRole).toString());
    }
    painter->restore();
}

ForkFiguresHeader::ForkFiguresHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionResizeMode(QHeaderView::Stretch);
    setSectionsClickable(false);
    setHighlightSections(false);
}

QSize ForkFiguresHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(),
        QFontMetrics(boldSmallFont()).height() + Theme::instance().px(10)};
}

void ForkFiguresHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Theme& theme = Theme::instance();
    painter->save();
    painter->fillRect(rect, theme.palette().panel);
    const int gap = theme.px(padding);
    QRectF words = QRectF(rect).adjusted(gap, 0, -gap, 0);
    words.setLeft(words.left() + drawVariantSign(*painter, words, section) + theme.px(6));
    painter->setFont(boldSmallFont());
    painter->setPen(theme.palette().text);
    const QString name = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(painter->font()).elidedText(name, Qt::ElideRight, words.width()));
    painter->restore();
}

ForkFigureNames::ForkFigureNames(QWidget* parent)
    : QHeaderView(Qt::Vertical, parent)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(false);
    setHighlightSections(false);
}

QSize ForkFigureNames::sizeHint() const
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    int width = 0;
    for (int row = 0; model() && row < model()->rowCount(); ++row)
        width = std::max(width,
            metrics.horizontalAdvance(
                model()->headerData(row, Qt::Vertical, Qt::DisplayRole).toString()));
    return {width + Theme::instance().px(padding), QHeaderView::sizeHint().height()};
}

void ForkFigureNames::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Theme& theme = Theme::instance();
    painter->save();
    painter->fillRect(rect, theme.palette().panel);
    if (beginsComparison(*model(), section))
        paintRule(*painter, rect);
    painter->setFont(theme.smallFont());
    painter->setPen(theme.palette().muted);
    painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
        model()->headerData(section, orientation(), Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace hardlens

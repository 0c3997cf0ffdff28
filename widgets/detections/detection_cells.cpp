#include "widgets/detections/detection_cells.h"

#include "widgets/plots/plot_style.h"
#include "widgets/roi/roi_table_cells.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QTableView>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 7;
constexpr int arrowWidth = 10;
constexpr int slack = 4; // fonts that are hinted for the screen are wider than they say
constexpr double selectedTint = 0.22;

} // namespace

void DetectionCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect& r = option.rect;
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(r, selected ? blended(p.focus, p.panel, selectedTint) : p.panel);
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), p.grid);
    if (selected && index.column() == 0)
        painter->fillRect(QRect(r.topLeft(), QSize(theme.px(3), r.height())), p.focus);
    const int gap = theme.px(padding);
    const QRect cell = r.adjusted(gap, 0, -gap, 0);
    painter->setFont(theme.font());
    painter->setPen(p.text);
    painter->drawText(cell, index.data(Qt::TextAlignmentRole).toInt(),
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, cell.width()));
    painter->restore();
}

QTableView* makePickTable(const QString& accessibleName)
{
    auto* table = new QTableView;
    auto* header = new RoiTableHeader;
    header->setSectionsClickable(false);
    table->setHorizontalHeader(header);
    table->setItemDelegate(new DetectionCells(table));
    table->setAccessibleName(accessibleName);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setFrameShape(QFrame::NoFrame);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    return table;
}

void restylePickTable(QTableView& table)
{
    const Theme& theme = Theme::instance();
    table.setStyleSheet(QStringLiteral("QTableView { background: %1; border: none; }")
                            .arg(theme.palette().panel.name()));
    table.verticalHeader()->setDefaultSectionSize(RoiTableCells::rowHeight());
    QHeaderView& header = *table.horizontalHeader();
    header.setMinimumSectionSize(theme.px(40));
    header.setSectionResizeMode(0, QHeaderView::Stretch);
    for (int c = 1; c < header.count(); ++c) {
        const QString name = table.model()->headerData(c, Qt::Horizontal).toString();
        const int words = QFontMetrics(theme.smallFont()).horizontalAdvance(name);
        const int digits = QFontMetrics(theme.font()).horizontalAdvance(QStringLiteral("0.000"));
        header.resizeSection(c,
            std::max(words + theme.px(arrowWidth), digits + theme.px(slack))
                + 2 * theme.px(padding));
    }
}

} // namespace hardlens

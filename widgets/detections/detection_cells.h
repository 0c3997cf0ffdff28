#pragma once

#include <QStyledItemDelegate>

class QTableView;

namespace hardlens {

/// Cells as those of the RoI table: words left, numbers right, the picked row tinted and with a bar
/// at its left.
class DetectionCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

/// A table of rows to pick from, without a model.
QTableView* makePickTable(const QString& accessibleName);

/// Colours, row height and column widths of the theme in force; the first column takes what is
/// left. The table has its model.
void restylePickTable(QTableView& table);

} // namespace hardlens

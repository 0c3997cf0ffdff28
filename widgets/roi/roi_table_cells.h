#pragma once

#include "widgets/roi/roi_table_model.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace hardlens {

/// The cells of a RoiTableModel: numbers right-aligned, the picture as a chip, the fate with the
/// line that its box has on the picture. Painted without the style, which would take ten times as
/// long.
class RoiTableCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Room that a column needs at least, its header included.
    static int widthOf(RoiTableModel::Column column);
    static int narrowestFate(); // its line without its word
    static int rowHeight();

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

/// Column names; the sorted one has an arrow.
class RoiTableHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit RoiTableHeader(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override;
};

} // namespace hardlens

#pragma once

#include "widgets/hardness/hardest_model.h"

#include <QStyledItemDelegate>

namespace hardlens {

class NoteCrops;

/// The cells of a HardestModel: the picture or the object with the name, and below it where it may
/// be labelled wrongly; numbers right-aligned; the loss over the run as a small curve.
class HardestCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// crops outlives the cells.
    explicit HardestCells(NoteCrops& crops, QObject* parent = nullptr);

    static int rowHeight();
    /// Room that a column needs at least, its header included.
    static int widthOf(HardestModel::Column column);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;

private:
    void paintSubject(QPainter& painter, const QRect& place, const HardnessRow& row) const;
    void paintName(QPainter& painter, const QRect& cell, const HardnessRow& row) const;

    NoteCrops& m_crops;
};

} // namespace hardlens

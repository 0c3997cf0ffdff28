#pragma once

#include <QStyledItemDelegate>

namespace hardlens {

class NoteCrops;

/// A row of a NotesModel: the crop with the predicted box, or the class where there are no pixels;
/// beside it the text, the class with its probability and loss, the picture and the step. The text
/// is edited where it stands.
class NoteCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// crops outlives the cells.
    explicit NoteCells(NoteCrops& crops, QObject* parent = nullptr);

    static int rowHeight();

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    void setModelData(
        QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    void paintCrop(QPainter& painter, const QRect& place, const QModelIndex& index) const;

    NoteCrops& m_crops;
};

} // namespace hardlens

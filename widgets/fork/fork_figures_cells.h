#pragma once

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace hardlens {

/// A value, right-aligned in a place of fixed width, and at its right, smaller and muted, the
/// difference to the first variant.
class ForkFiguresCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int rowHeight();
    static int narrowestColumn(); // with the difference

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

/// The names of the variants with their signs.
class ForkFiguresHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit ForkFiguresHeader(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

/// The names of the figures.
class ForkFigureNames : public QHeaderView
{
    Q_OBJECT

public:
    explicit ForkFigureNames(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
};

} // namespace hardlens

#pragma once

#include "core/analysis/event_log.h"
#include "widgets/plots/plot_labels.h"

#include <QStyledItemDelegate>

namespace hardlens {

/// How a kind of log line looks: a shape, its colour, and that of words.
struct LogKindLook
{
    Marker glyph = Marker::None;
    QColor colour {}, text {};
};
LogKindLook logKindLook(LogKind kind);

/// The cells of a LogModel: times muted and right-aligned, the kind as glyph and word, how often a
/// line was said at its right end. Painted without the style, which takes ten times as long.
class LogCells : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static int widthOf(int column); // LogModel::Column; 0: the text, which takes the rest
    static int rowHeight();

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
};

} // namespace hardlens

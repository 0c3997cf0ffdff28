#include "widgets/roi/roi_table_cells.h"

#include "widgets/plots/plot_style.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 7;
constexpr int signWidth = 24;
constexpr int arrowWidth = 10;
constexpr double selectedTint = 0.22;

/// A text as long as the column's usually are.
QString usualText(RoiTableModel::Column column)
{
    switch (column) {
    case RoiTableModel::Picture:
        return QStringLiteral("00");
    case RoiTableModel::Rank:
    case RoiTableModel::SurvivorRank:
        return QStringLiteral("0000");
    case RoiTableModel::LabelProbability:
        return QStringLiteral("0.000");
    case RoiTableModel::Label:
        return QStringLiteral("background");
    case RoiTableModel::Predicted:
        return QStringLiteral("background 0.00");
    case RoiTableModel::FateOfRoi:
        return QStringLiteral("below the cut");
    case RoiTableModel::Loss:
    case RoiTableModel::ClassLoss:
    case RoiTableModel::BoxLoss:
    case RoiTableModel::Iou:
    case RoiTableModel::columns:
        break;
    }
    return QStringLiteral("00.00");
}

QRect withoutPadding(const QRect& cell)
{
    const int gap = Theme::instance().px(padding);
    return cell.adjusted(gap, 0, -gap, 0);
}

void paintChip(QPainter& painter, const QRect& cell, const QString& text)
{
    const Theme& theme = Theme::instance();
    const QFontMetrics metrics(theme.smallFont());
    const int width = std::max(theme.px(18), metrics.horizontalAdvance(text) + theme.px(8));
    QRectF chip(0, 0, width, metrics.height() + theme.px(1));
    chip.moveCenter(QRectF(cell).center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.palette().line, 1));
    painter.setBrush(theme.palette().raised);
    painter.drawRoundedRect(chip, theme.px(4), theme.px(4));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(theme.smallFont());
    painter.setPen(theme.palette().text);
    painter.drawText(chip, Qt::AlignCenter, text);
}

void paintFate(QPainter& painter, const QRect& cell, const QString& text, OverlayKind kind)
{
    const Theme& theme = Theme::instance();
    const double y = cell.center().y() + 0.5;
    painter.setPen(overlayPen(kind));
    painter.drawLine(QPointF(cell.left(), y), QPointF(cell.left() + theme.px(signWidth - 6), y));
    painter.setPen(overlayTextColour(kind));
    const QRect words = cell.adjusted(theme.px(signWidth), 0, 0, 0);
    if (words.width() < theme.px(signWidth))
        return; // a narrow panel: the line alone tells
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
}

/// The class gives way, its probability does not.
void paintPredicted(QPainter& painter, const QRect& cell, const QString& text)
{
    const qsizetype end = text.lastIndexOf(' ');
    if (end < 0) {
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, text);
        return;
    }
    const QFontMetrics metrics = painter.fontMetrics();
    const QString number = text.mid(end + 1);
    const int room
        = cell.width() - metrics.horizontalAdvance(number) - Theme::instance().px(padding);
    painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, number);
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(text.left(end), Qt::ElideRight, room));
}

} // namespace

int RoiTableCells::widthOf(RoiTableModel::Column column)
{
    const Theme& theme = Theme::instance();
    QFont bold = theme.font();
    bold.setWeight(QFont::DemiBold);
    const QString name
        = RoiTableModel().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int header
        = QFontMetrics(theme.smallFont()).horizontalAdvance(name) + theme.px(arrowWidth);
    const int sign = column == RoiTableModel::FateOfRoi ? theme.px(signWidth) : 0;
    return std::max(header, QFontMetrics(bold).horizontalAdvance(usualText(column)) + sign)
        + 2 * theme.px(padding);
}

int RoiTableCells::narrowestFate()
{
    return Theme::instance().px(signWidth + 2 * padding);
}

int RoiTableCells::rowHeight()
{
    return QFontMetrics(Theme::instance().font()).height() + Theme::instance().px(6);
}

void RoiTableCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(option.rect, selected ? blended(p.focus, p.panel, selectedTint) : p.panel);
    painter->fillRect(
        QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), p.grid);
    // The picked row also has a bar at its left: not by colour alone.
    if (selected && index.column() == RoiTableModel::Picture)
        painter->fillRect(
            QRect(option.rect.topLeft(), QSize(theme.px(3), option.rect.height())), p.focus);
    const QRect cell = withoutPadding(option.rect);
    const QString text = index.data().toString();
    QFont font = theme.font();
    if (index.column() == RoiTableModel::Loss)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(p.text);
    if (index.column() == RoiTableModel::Picture) {
        paintChip(*painter, cell, text);
    } else if (index.column() == RoiTableModel::Predicted) {
        paintPredicted(*painter, cell, text);
    } else if (index.column() == RoiTableModel::FateOfRoi) {
        const auto* model = static_cast<const RoiTableModel*>(index.model());
        paintFate(*painter, cell, text, overlayKindOf(model->record(index.row()).decision.fate));
    } else {
        painter->drawText(cell, index.data(Qt::TextAlignmentRole).toInt(),
            painter->fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
    }
    painter->restore();
}

RoiTableHeader::RoiTableHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionResizeMode(QHeaderView::Fixed);
    setAccessibleName(QStringLiteral("Columns; a click sorts"));
}

QSize RoiTableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), RoiTableCells::rowHeight()};
}

void RoiTableHeader::paintSection(QPainter* painter, const QRect& rect, int column) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter->fillRect(rect, p.panel);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), p.line);
    const bool sorted = isSortIndicatorShown() && column == sortIndicatorSection();
    const QString name = model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int alignment
        = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
    const bool words = alignment & Qt::AlignLeft;
    painter->setFont(theme.smallFont());
    painter->setPen(sorted ? p.text : p.muted);
    const QRect cell = withoutPadding(rect);
    painter->drawText(cell, alignment, name);
    if (!sorted)
        return;
    const int width = painter->fontMetrics().horizontalAdvance(name);
    const double x = words ? cell.left() + width + theme.px(arrowWidth * 0.6)
                           : cell.right() - width - theme.px(arrowWidth * 0.6);
    const double up = sortIndicatorOrder() == Qt::AscendingOrder ? -1 : 1;
    const double half = theme.px(3);
    const double y = cell.center().y() + 1;
    QPainterPath arrow;
    arrow.addPolygon(QPolygonF(
        {{x - half, y - up * half / 2}, {x + half, y - up * half / 2}, {x, y + up * half}}));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(arrow, p.text);
    painter->restore();
}

} // namespace hardlens

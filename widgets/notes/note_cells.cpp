#include "widgets/notes/note_cells.h"

#include "widgets/notes/note_crops.h"
#include "widgets/notes/notes_model.h"
#include "widgets/plots/plot_style.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/roi/roi_crop.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace hardlens {

namespace {

constexpr int padding = 5;
constexpr int gap = 8;
constexpr double selectedTint = 0.22;

const NotesModel& modelOf(const QModelIndex& index)
{
    return *static_cast<const NotesModel*>(index.model());
}

int textHeight()
{
    return QFontMetrics(Theme::instance().font()).height();
}

int smallHeight()
{
    return QFontMetrics(Theme::instance().smallFont()).height();
}

QRect cropPlace(const QRect& row)
{
    const Theme& theme = Theme::instance();
    const int side = textHeight() + 2 * smallHeight();
    return {row.left() + theme.px(gap), row.top() + theme.px(padding), side, side};
}

/// Of line 0, the text, or one of the two small ones below it.
QRect linePlace(const QRect& row, int line)
{
    const Theme& theme = Theme::instance();
    const QRect crop = cropPlace(row);
    const int left = crop.right() + 1 + theme.px(gap);
    const int top = line == 0 ? crop.top() : crop.top() + textHeight() + (line - 1) * smallHeight();
    return {left, top, row.right() + 1 - theme.px(gap) - left,
        line == 0 ? textHeight() : smallHeight()};
}

/// The words give way to the numbers.
void paintLine(QPainter& painter, const QRect& place, const QString& words, const QColor& colour,
    Qt::TextElideMode elide, const QString& numbers)
{
    const Theme& theme = Theme::instance();
    painter.setPen(theme.palette().muted);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, numbers);
    const QFontMetrics metrics = painter.fontMetrics();
    const int room = place.width() - metrics.horizontalAdvance(numbers) - theme.px(gap);
    painter.setPen(colour);
    painter.drawText(
        place, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(words, elide, room));
}

void paintText(QPainter& painter, const QRect& place, const std::string& text)
{
    const Palette& p = Theme::instance().palette();
    painter.setPen(text.empty() ? p.muted : p.text);
    // A line end would paint over the neighbours.
    const QString words = text.empty() ? NoteCells::tr("no text yet")
                                       : QString::fromStdString(text).replace('\n', ' ');
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(words, Qt::ElideRight, place.width()));
}

} // namespace

NoteCells::NoteCells(NoteCrops& crops, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_crops(crops)
{
}

int NoteCells::rowHeight()
{
    return textHeight() + 2 * smallHeight() + Theme::instance().px(2 * padding) + 1;
}

QSize NoteCells::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {Theme::instance().px(180), rowHeight()};
}

void NoteCells::paintCrop(QPainter& painter, const QRect& place, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const RoiNote& note = modelOf(index).note(index.row());
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap crop = m_crops.crop(note, int(std::lround(place.width() * ratio)));
    QPainterPath rounded;
    rounded.addRoundedRect(place, theme.px(5), theme.px(5));
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipPath(rounded);
    painter.fillRect(place, p.raised);
    if (crop.isNull()) {
        painter.setFont(theme.smallFont());
        painter.setPen(p.muted);
        const int room = place.width() - theme.px(4);
        painter.drawText(place, Qt::AlignCenter,
            painter.fontMetrics().elidedText(
                modelOf(index).className(index.row()), Qt::ElideRight, room));
    } else {
        painter.drawPixmap(place, crop);
        drawBoxInSquare(painter, place, note.box, QPen(p.focus, 1.6 * theme.scale()));
    }
    painter.restore();
}

void NoteCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect& row = option.rect;
    const RoiNote& note = modelOf(index).note(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(row, selected ? blended(p.focus, p.panel, selectedTint) : p.panel);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), p.grid);
    // The picked row also has a bar at its left: not by colour alone.
    if (selected)
        painter->fillRect(QRect(row.topLeft(), QSize(theme.px(3), row.height())), p.focus);
    paintCrop(*painter, cropPlace(row), index);
    painter->setFont(theme.font());
    paintText(*painter, linePlace(row, 0), note.text);
    painter->setFont(theme.smallFont());
    paintLine(*painter, linePlace(row, 1), modelOf(index).className(index.row()), p.text,
        Qt::ElideRight,
        tr("p %1 · loss %2")
            .arg(fixedNumber(double(note.probability)), fixedNumber(double(note.loss))));
    paintLine(*painter, linePlace(row, 2), QString::fromStdString(note.picture.name), p.muted,
        Qt::ElideMiddle, tr("step %1").arg(note.step));
    painter->restore();
}

QWidget* NoteCells::createEditor(
    QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const
{
    auto* editor = new QLineEdit(parent);
    editor->setFont(Theme::instance().font());
    editor->setPlaceholderText(tr("What is there to note?"));
    editor->setAccessibleName(tr("Text of the note"));
    // Its text stands where the row's did, and the row does not grow.
    editor->setStyleSheet(QStringLiteral("QLineEdit { padding: 0px; border-radius: 0px; }"));
    return editor;
}

void NoteCells::updateEditorGeometry(
    QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const
{
    // As high as a line with a border must be, and not over the lines below.
    const Theme& theme = Theme::instance();
    editor->setGeometry(
        linePlace(option.rect, 0).adjusted(-theme.px(3), -theme.px(4), theme.px(3), 0));
}

void NoteCells::setModelData(
    QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    // A text that a line cannot hold stays as it is, unless somebody wrote another one.
    if (auto* line = static_cast<QLineEdit*>(editor); line->isModified())
        model->setData(index, line->text().trimmed(), Qt::EditRole);
}

} // namespace hardlens

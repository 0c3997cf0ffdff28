#include "widgets/hardness/hardest_cells.h"

#include "widgets/notes/note_crops.h"
#include "widgets/plots/plot_style.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int padding = 7;
constexpr int arrowWidth = 10;
constexpr int thumbnail = 32;
constexpr int curveWidth = 96;
constexpr double selectedTint = 0.22;

/// A text as long as the column's usually are.
QString usualText(HardestModel::Column column)
{
    switch (column) {
    case HardestModel::Name:
        return "raccoon 1 of raccoon-12";
    case HardestModel::Selected:
        return "00 000";
    case HardestModel::Share:
        return "00.0 %";
    case HardestModel::Visits:
        return "0 000";
    case HardestModel::MeanLoss:
    case HardestModel::LatestLoss:
    case HardestModel::Curve:
    case HardestModel::columns:
        break;
    }
    return "00.000";
}

/// The part of a picture that stands for a row: the object, or the middle of the whole picture.
Box boxOf(const HardnessRow& row)
{
    const bool hasBox = row.box.width() > 0 && row.box.height() > 0;
    if (row.of == HardnessOf::Object && hasBox)
        return row.box;
    // Crops show half a box more around it: a box of two thirds fills the square with the picture.
    const float w = float(row.picture.width), h = float(row.picture.height);
    const float half = std::min(w, h) / 3;
    return {w / 2 - half, h / 2 - half, w / 2 + half, h / 2 + half};
}

/// Its values from left to right; where there are none, the line is broken, and a value between two
/// gaps is a dot.
void paintCurve(QPainter& painter, const QRect& cell, const std::vector<float>& curve, float top)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRectF place = QRectF(cell).adjusted(0, theme.px(6), -theme.px(3), -theme.px(6));
    painter.fillRect(QRectF(place.left(), place.bottom(), place.width(), 1), p.grid);
    if (!(top > 0))
        return;
    const auto isThere = [&](size_t i) { return i < curve.size() && std::isfinite(curve[i]); };
    const auto at = [&](size_t i) {
        const double share = curve.size() > 1 ? double(i) / double(curve.size() - 1) : 1;
        return QPointF(place.left() + share * place.width(),
            place.bottom() - double(curve[i] / top) * place.height());
    };
    QPainterPath path;
    std::vector<QPointF> dots;
    for (size_t i = 0; i < curve.size(); ++i) {
        if (!isThere(i))
            continue;
        const bool before = i > 0 && isThere(i - 1);
        if (before)
            path.lineTo(at(i));
        else
            path.moveTo(at(i));
        if (!before && !isThere(i + 1))
            dots.push_back(at(i));
    }
    const auto last = std::find_if(
        curve.rbegin(), curve.rend(), [](float value) { return std::isfinite(value); });
    if (last != curve.rend())
        dots.push_back(at(size_t(curve.rend() - last) - 1));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(p.focus, 1.4 * theme.scale()));
    for (const QPointF& dot : dots)
        drawMarker(painter, Marker::Circle, dot, theme.px(4), p.focus);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

HardestCells::HardestCells(NoteCrops& crops, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_crops(crops)
{
}

int HardestCells::rowHeight()
{
    const Theme& theme = Theme::instance();
    return std::max(theme.px(thumbnail),
               QFontMetrics(theme.font()).height() + QFontMetrics(theme.smallFont()).height())
        + theme.px(6);
}

int HardestCells::widthOf(HardestModel::Column column)
{
    const Theme& theme = Theme::instance();
    const QString name
        = HardestModel().headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int header
        = QFontMetrics(theme.smallFont()).horizontalAdvance(name) + theme.px(arrowWidth);
    const int content = column == HardestModel::Curve
        ? theme.px(curveWidth)
        : QFontMetrics(theme.font()).horizontalAdvance(usualText(column))
            + (column == HardestModel::Name ? theme.px(thumbnail + padding) : 0);
    return std::max(header, content) + 2 * theme.px(padding);
}

/// A picture or an object as its pixels, a class as its sign.
void HardestCells::paintSubject(QPainter& painter, const QRect& place, const HardnessRow& row) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    if (row.of == HardnessOf::Class) {
        const QColor colour = row.label > 0 ? classColour(row.label - 1) : p.belowCut;
        drawMarker(painter, row.label > 0 ? classShape(row.label) : Marker::Bar,
            QRectF(place).center(), theme.px(12), colour);
        return;
    }
    const double ratio = painter.device()->devicePixelRatioF();
    const QPixmap crop
        = m_crops.crop(row.picture, boxOf(row), int(std::lround(place.width() * ratio)));
    QPainterPath rounded;
    rounded.addRoundedRect(place, theme.px(4), theme.px(4));
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setClipPath(rounded);
    painter.fillRect(place, p.raised);
    if (!crop.isNull())
        painter.drawPixmap(place, crop);
    painter.restore();
}

void HardestCells::paintName(QPainter& painter, const QRect& cell, const HardnessRow& row) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const int side = theme.px(thumbnail);
    paintSubject(painter, QRect(cell.left(), cell.center().y() - side / 2 + 1, side, side), row);
    QRect words = cell.adjusted(side + theme.px(padding), 0, 0, 0);
    const QFontMetrics metrics(theme.font()), small(theme.smallFont());
    if (row.staysHard) {
        words.setHeight(metrics.height() + small.height());
        words.moveCenter({words.center().x(), cell.center().y()});
        const QRect flag(
            words.left(), words.bottom() + 1 - small.height(), words.width(), small.height());
        const double sign = theme.px(8);
        drawMarker(painter, Marker::Triangle, {flag.left() + sign / 2, flag.center().y() + 1.0},
            sign, p.lost);
        painter.setFont(theme.smallFont());
        painter.setPen(p.lostText);
        const QRect place = flag.adjusted(int(sign) + theme.px(4), 0, 0, 0);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
            small.elidedText("may be labelled wrongly", Qt::ElideRight, place.width()));
        words.setHeight(metrics.height());
    }
    painter.setFont(theme.font());
    painter.setPen(p.text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(QString::fromStdString(row.name), Qt::ElideMiddle, words.width()));
}

void HardestCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect& r = option.rect;
    const auto& model = *static_cast<const HardestModel*>(index.model());
    const HardnessRow& row = model.row(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(r, selected ? blended(p.focus, p.panel, selectedTint) : p.panel);
    painter->fillRect(QRect(r.left(), r.bottom(), r.width(), 1), p.grid);
    // The picked row also has a bar at its left: not by colour alone.
    if (selected && index.column() == HardestModel::Name)
        painter->fillRect(QRect(r.topLeft(), QSize(theme.px(3), r.height())), p.focus);
    const int gap = theme.px(padding);
    const QRect cell = r.adjusted(gap, 0, -gap, 0);
    if (index.column() == HardestModel::Name) {
        paintName(*painter, cell, row);
    } else if (index.column() == HardestModel::Curve) {
        paintCurve(*painter, cell, row.curve, model.curveTop());
    } else {
        painter->setFont(theme.font());
        painter->setPen(p.text);
        painter->drawText(cell, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
    }
    painter->restore();
}

} // namespace hardlens

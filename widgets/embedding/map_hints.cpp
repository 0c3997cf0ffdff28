#include "widgets/embedding/map_hints.h"

#include "widgets/embedding/picture_tile.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <utility>

namespace hardlens {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("hardlens::MapHints", text);
}

/// Points of three classes.
void paintPoints(QPainter& painter, const QRectF& place)
{
    for (int i = 0; i < 3; ++i) {
        const ClassMark mark = classMark(i);
        const QPointF at(place.left() + (i + .5) * place.width() / 3, place.center().y());
        drawMarker(painter, mark.marker, at, place.height() * .7, mark.colour);
    }
}

/// From an anchor to a positive and to a drawn negative, as the map draws them.
void paintLines(QPainter& painter, const QRectF& place)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter.setPen(QPen(p.selected, theme.px(2)));
    painter.drawLine(place.topLeft(), place.topRight());
    painter.setPen(QPen(p.groundTruth, theme.px(2), Qt::DashLine));
    painter.drawLine(place.bottomLeft(), place.bottomRight());
}

/// The handle of a cutoff.
void paintCutoff(QPainter& painter, const QRectF& place)
{
    const Theme& theme = Theme::instance();
    painter.setPen(QPen(theme.palette().focus, theme.px(2)));
    const double x = place.center().x();
    painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
}

} // namespace

std::vector<FirstHint> mapHints()
{
    return {{paintPoints, tr("Points are pictures, by class.")},
        {paintLines, tr("Solid: negatives drawn for the anchor; dashed: its positives.")},
        {paintCutoff, tr("Drag the cutoff below; a paused step is drawn again at once.")}};
}

} // namespace hardlens

#include "widgets/plots/plot_labels.h"

#include "core/analysis/label_spreading.h"
#include "widgets/plots/free_places.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainterPath>
#include <QPolygonF>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int markReach = 5; // pixels from a line that still mean it
constexpr int longestMarkText = 120;
constexpr double evaluationLineGap = 24; // pixels; closer ones are dots alone
constexpr double evaluationDotGap = 12;

QPainterPath pathOf(Marker marker, double r)
{
    QPainterPath path;
    switch (marker) {
    case Marker::None:
        break;
    case Marker::Circle:
        path.addEllipse(QPointF(0, 0), r, r);
        break;
    case Marker::Square:
        path.addRect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8);
        break;
    case Marker::Triangle:
        path.addPolygon(QPolygonF({{0, -r * 1.1}, {r * 1.1, r * 0.9}, {-r * 1.1, r * 0.9}}));
        break;
    case Marker::TriangleDown:
        path.addPolygon(QPolygonF({{0, r * 1.1}, {r * 1.1, -r * 0.9}, {-r * 1.1, -r * 0.9}}));
        break;
    case Marker::Diamond:
        path.addPolygon(QPolygonF({{0, -r * 1.3}, {r * 1.1, 0}, {0, r * 1.3}, {-r * 1.1, 0}}));
        break;
    case Marker::Plus:
        path.addRect(-r * 1.2, -r * 0.35, r * 2.4, r * 0.7);
        path.addRect(-r * 0.35, -r * 1.2, r * 0.7, r * 2.4);
        path.setFillRule(Qt::WindingFill);
        break;
    case Marker::Cross:
        return QTransform().rotate(45).map(pathOf(Marker::Plus, r));
    case Marker::Bar:
        path.addRect(-r * 1.3, -r * 0.5, r * 2.6, r);
        break;
    }
    path.closeSubpath();
    return path;
}

/// Evaluations are regular, and their figures are in a plot of their own: they stay in the
/// background.
void drawEvaluationMarks(QPainter& painter, const QRect& inner, const std::vector<TimeMark>& marks,
    const std::function<double(const TimeMark&)>& xOf)
{
    const Theme& theme = Theme::instance();
    const QColor colour = markColour(TimeMark::Kind::Evaluation);
    const QColor faint = blended(colour, theme.palette().panel, 0.45);
    double lastLine = -1e9, lastDot = -1e9;
    for (const TimeMark& mark : marks) {
        const double x = std::round(xOf(mark)) + 0.5;
        if (mark.kind != TimeMark::Kind::Evaluation || x < inner.left() || x > inner.right() + 1)
            continue;
        if (x - lastLine >= theme.px(evaluationLineGap)) {
            painter.setRenderHint(QPainter::Antialiasing, false);
            painter.setPen(QPen(faint, theme.px(1)));
            painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
            lastLine = x;
        }
        if (x - lastDot >= theme.px(evaluationDotGap)) {
            drawMarker(painter, Marker::Circle, {x, double(inner.bottom())}, theme.px(5), colour);
            lastDot = x;
        }
    }
}

/// The row of words above `inner`.
QRect markRow(const QRect& inner, const QFontMetrics& metrics)
{
    return {inner.left(), inner.top() - metrics.height() - Theme::instance().px(1), inner.width(),
        metrics.height()};
}

/// The line and the glyph; returns the glyph's place.
QRect drawMarkLine(QPainter& painter, const QRect& inner, const TimeMark& mark, double x)
{
    const Theme& theme = Theme::instance();
    QPen pen(markColour(mark.kind), theme.px(1));
    if (mark.kind == TimeMark::Kind::Control)
        pen.setDashPattern({4, 3});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
    const QRect row = markRow(inner, QFontMetrics(painter.font()));
    drawMarker(painter, markGlyph(mark.kind), {x, row.top() + row.height() * 0.55}, theme.px(7),
        markColour(mark.kind));
    const int reach = theme.px(4);
    return {int(x) - reach, row.top(), 2 * reach, row.height()};
}

/// The text at the right of its glyph, else at the left, else not at all.
void drawMarkText(QPainter& painter, const QRect& inner, const TimeMark& mark, const QRect& glyph,
    FreePlaces& places)
{
    const Theme& theme = Theme::instance();
    const QFontMetrics metrics(painter.font());
    const QString text = metrics.elidedText(
        QString::fromStdString(mark.text), Qt::ElideRight, theme.px(longestMarkText));
    const int gap = theme.px(3);
    QRect box = markRow(inner, metrics);
    box.setWidth(metrics.horizontalAdvance(text) + gap); // the gap keeps the next word off
    QRect atRight = box, atLeft = box;
    atRight.moveLeft(glyph.right() + gap);
    atLeft.moveRight(glyph.left() - gap);
    if (const auto place = places.takeFirst({atRight, atLeft})) {
        painter.setPen(markTextColour(mark.kind));
        painter.drawText(*place, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

} // namespace

Marker markerOf(int index)
{
    static const Marker order[] = {Marker::Circle, Marker::Square, Marker::Triangle,
        Marker::Diamond, Marker::Cross, Marker::TriangleDown, Marker::Plus, Marker::Bar};
    return order[size_t(index) % std::size(order)];
}

void drawMarker(QPainter& painter, Marker marker, QPointF centre, double size, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(centre);
    painter.fillPath(pathOf(marker, size / 2), colour);
    painter.restore();
}

size_t endLabelsThatFit(int height)
{
    QFont bold = Theme::instance().smallFont();
    bold.setWeight(QFont::DemiBold);
    return size_t(std::max(0, height) / QFontMetrics(bold).height());
}

std::vector<QRect> drawEndLabels(
    QPainter& painter, const QRect& room, const std::vector<EndLabel>& labels)
{
    const Theme& theme = Theme::instance();
    const QFont font = theme.smallFont();
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    std::vector<double> wanted;
    int valueWidth = 0;
    for (const EndLabel& label : labels) {
        wanted.push_back(std::clamp(label.y, double(room.top()), double(room.bottom())));
        valueWidth = std::max(valueWidth, metrics.horizontalAdvance(label.value));
    }
    const auto places = spreadLabels(wanted, metrics.height(), room.top(), room.bottom() + 1);
    const int gap = theme.px(6);
    std::vector<QRect> lines;
    for (size_t i = 0; i < labels.size(); ++i) {
        const EndLabel& label = labels[i];
        QRect line(room.left(), int(std::lround(places[i])) - metrics.height() / 2, room.width(),
            metrics.height());
        lines.push_back(line);
        if (label.marker != Marker::None) {
            const QPointF centre(line.left() + theme.px(5), line.center().y() + 1);
            drawMarker(painter, label.marker, centre, theme.px(7), label.markerColour);
        }
        line.setLeft(line.left() + (label.marker != Marker::None ? theme.px(13) : 0));
        painter.setFont(bold);
        painter.setPen(theme.palette().text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, label.value);
        painter.setFont(label.bold ? bold : font);
        painter.setPen(label.colour);
        line.setRight(line.right() - valueWidth - gap);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(painter.font()).elidedText(label.name, Qt::ElideRight, line.width()));
    }
    return lines;
}

Marker markGlyph(TimeMark::Kind kind)
{
    switch (kind) {
    case TimeMark::Kind::Control:
        return Marker::Diamond;
    case TimeMark::Kind::Evaluation:
        return Marker::Circle;
    case TimeMark::Kind::Checkpoint:
        return Marker::Square;
    case TimeMark::Kind::Warning:
        break;
    }
    return Marker::Triangle;
}

QColor markColour(TimeMark::Kind kind)
{
    const Palette& p = Theme::instance().palette();
    switch (kind) {
    case TimeMark::Kind::Control:
        return p.suppressed;
    case TimeMark::Kind::Evaluation:
        return p.groundTruth;
    case TimeMark::Kind::Checkpoint:
        return p.muted;
    case TimeMark::Kind::Warning:
        break;
    }
    return p.lost;
}

QColor markTextColour(TimeMark::Kind kind)
{
    const Palette& p = Theme::instance().palette();
    switch (kind) {
    case TimeMark::Kind::Control:
        return p.suppressedText;
    case TimeMark::Kind::Evaluation:
        return p.groundTruthText;
    case TimeMark::Kind::Checkpoint:
        return p.muted;
    case TimeMark::Kind::Warning:
        break;
    }
    return p.lostText;
}

void drawTimeMarks(QPainter& painter, const QRect& inner, const std::vector<TimeMark>& marks,
    const std::function<double(const TimeMark&)>& xOf, bool evaluations)
{
    if (evaluations)
        drawEvaluationMarks(painter, inner, marks, xOf);
    painter.setFont(Theme::instance().smallFont());
    std::vector<const TimeMark*> named;
    std::vector<QRect> glyphs;
    // Newest first: where there is no room for every text, the last change is the one that people
    // look for.
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        const double x = std::round(xOf(*mark)) + 0.5;
        const bool isNamed
            = mark->kind == TimeMark::Kind::Control || mark->kind == TimeMark::Kind::Warning;
        if (!isNamed || x < inner.left() || x > inner.right() + 1)
            continue;
        named.push_back(&*mark);
        glyphs.push_back(drawMarkLine(painter, inner, *mark, x));
    }
    FreePlaces places(markRow(inner, QFontMetrics(painter.font())));
    for (const QRect& glyph : glyphs)
        places.take(glyph);
    for (const TimeMark::Kind kind : {TimeMark::Kind::Control, TimeMark::Kind::Warning})
        for (size_t i = 0; i < named.size(); ++i)
            if (named[i]->kind == kind)
                drawMarkText(painter, inner, *named[i], glyphs[i], places);
}

QString timeMarksAt(const std::vector<TimeMark>& marks,
    const std::function<double(const TimeMark&)>& xOf, double x, bool checkpoints)
{
    QStringList lines;
    for (const TimeMark& mark : marks)
        if ((checkpoints || mark.kind != TimeMark::Kind::Checkpoint)
            && std::abs(xOf(mark) - x) <= Theme::instance().px(markReach))
            lines << QString("after step %1: %2")
                         .arg(mark.step)
                         .arg(QString::fromStdString(mark.text));
    return lines.join('\n');
}

} // namespace hardlens

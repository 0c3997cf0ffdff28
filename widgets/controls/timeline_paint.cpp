#include "core/analysis/recorded_steps.h"
#include "widgets/controls/timeline.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr double markHalf = 8; // pixels above and below the line
constexpr double restShare = 0.4;
constexpr double loopShare = 0.22;
constexpr double joinedBelow = 3; // pixels between recorded steps that are still drawn as one piece

using Kind = TimeMark::Kind;
constexpr std::array drawnKinds {Kind::Checkpoint, Kind::Evaluation, Kind::Control, Kind::Warning};

/// A glyph once painted: there may be hundreds of each.
QPixmap stampOf(Kind kind, double ratio)
{
    const Theme& theme = Theme::instance();
    const int side = theme.px(11);
    QPixmap stamp(QSize(side, side) * ratio);
    stamp.setDevicePixelRatio(ratio);
    stamp.fill(Qt::transparent);
    QPainter painter(&stamp);
    drawMarker(painter, markGlyph(kind), {side / 2.0, side / 2.0},
        theme.px(kind == Kind::Checkpoint ? 4 : 7), markColour(kind));
    return stamp;
}

/// One kind of mark: a line with its glyph at the top. A checkpoint is a glyph below the line
/// alone: there are many, and they say nothing of the training.
void paintMarks(QPainter& painter, const std::vector<TimeMark>& marks, Kind kind, double middle,
    const std::function<double(const TimeMark&)>& xOf)
{
    const Theme& theme = Theme::instance();
    const QPixmap stamp = stampOf(kind, painter.device()->devicePixelRatioF());
    const double side = stamp.deviceIndependentSize().width();
    const double half = theme.px(markHalf);
    const int thick = std::max(1, theme.px(2));
    const bool isCheckpoint = kind == Kind::Checkpoint;
    const double glyphY = isCheckpoint ? middle + theme.px(9) : middle - half;
    double last = -1e9;
    for (const TimeMark& mark : marks) {
        const double x = std::round(xOf(mark));
        if (mark.kind != kind || std::abs(x - last) < thick)
            continue;
        last = x;
        if (!isCheckpoint)
            painter.fillRect(
                QRectF(x - thick / 2.0, middle - half, thick, 2 * half), markColour(kind));
        // Evaluations are regular: a line tells, and does not crowd out the others.
        if (kind != Kind::Evaluation)
            painter.drawPixmap(QPointF(x - side / 2, glyphY - side / 2), stamp);
    }
}

} // namespace

void Timeline::forgetLayer()
{
    m_layer = {};
    update();
}

void Timeline::paintLayer()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const double ratio = devicePixelRatioF();
    m_layer = QPixmap(size() * ratio);
    m_layer.setDevicePixelRatio(ratio);
    m_layer.fill(Qt::transparent);
    QPainter painter(&m_layer);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double middle = height() / 2.0, thin = theme.px(3);
    painter.setBrush(m_lastStep > 0 ? blended(p.focus, p.panel, restShare) : p.line);
    painter.drawRoundedRect(
        QRectF(margin(), middle - thin / 2, width() - 2 * margin(), thin), thin / 2, thin / 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_lastStep == 0)
        return;
    const double perStep = (width() - 2 * margin()) / double(m_lastStep);
    const auto gap = std::max(int64_t(1), int64_t(theme.px(joinedBelow) / std::max(perStep, 1e-9)));
    const double thick = theme.px(6), least = theme.px(2);
    for (const StepSpan& span : joinedSteps(m_recorded, gap)) {
        const double left = xOf(span.first), right = std::max(xOf(span.last), left + least);
        painter.fillRect(QRectF(left, middle - thick / 2, right - left, thick), p.focus);
    }
    for (const Kind kind : drawnKinds)
        paintMarks(painter, m_marks.marks(), kind, middle, [this](auto& m) { return xOf(m.step); });
}

void Timeline::paintLoop(QPainter& painter) const
{
    if (!m_loop)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const double left = xOf(m_loop->first), right = xOf(m_loop->second);
    const QRectF band(left, 0, std::max(1.0, right - left), height());
    painter.fillRect(band, blended(p.focus, p.panel, loopShare));
    const double grip = theme.px(3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.text);
    for (const double x : {left, right})
        painter.drawRoundedRect(QRectF(x - grip / 2, 0, grip, height()), grip / 2, grip / 2);
}

/// The shown step, filled; where it is not the newest one, that one as a ring.
void Timeline::paintHead(QPainter& painter) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const double middle = height() / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_following) {
        const double pen = theme.px(2);
        painter.setPen(QPen(p.focus, pen));
        painter.setBrush(p.panel);
        const double radius = theme.px(5);
        painter.drawEllipse(QPointF(xOf(m_lastStep), middle), radius, radius);
        const double x = xOf(m_shown);
        painter.setPen(Qt::NoPen);
        painter.fillRect(QRectF(x - pen, 0, 2 * pen, height()), p.panel);
        painter.fillRect(QRectF(x - pen / 2, 0, pen, height()), p.text);
    }
    painter.setPen(QPen(p.panel, theme.px(2)));
    painter.setBrush(p.focus);
    painter.drawEllipse(QPointF(xOf(shownStep()), middle), theme.px(6.5), theme.px(6.5));
}

void Timeline::paintEvent(QPaintEvent*)
{
    if (m_layer.isNull() || m_layer.devicePixelRatioF() != devicePixelRatioF())
        paintLayer();
    QPainter painter(this);
    paintLoop(painter);
    painter.drawPixmap(0, 0, m_layer);
    if (m_lastStep > 0)
        paintHead(painter);
}

} // namespace hardlens

#include "widgets/flow/flow_rows.h"

#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QToolTip>

#include <algorithm>
#include <limits>
#include <numeric>

namespace hardlens {

namespace {

constexpr int arrowRoom = 14;
constexpr int barHeight = 4;

} // namespace

FlowRows::FlowRows(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(QStringLiteral("How a step flows"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FlowRows::setFlows(const StepFlows& flows)
{
    for (const StepForm form : order) {
        const auto& flow = flows.of(form);
        m_rows[size_t(form)] = flow ? std::optional(flowRow(form, *flow)) : std::nullopt;
    }
    setAccessibleDescription(describe());
    update();
}

QString FlowRows::describe() const
{
    QStringList sentences;
    for (const StepForm form : order) {
        const auto& shown = row(form);
        if (!shown)
            continue;
        QStringList parts;
        for (const FlowStage& stage : shown->stages)
            parts << stage.name + ' ' + stage.count;
        sentences << QStringLiteral("Implementation %1: %2; %3 ms.")
                         .arg(formLetter(form), parts.join(QStringLiteral(", ")),
                             fixedNumber(shown->milliseconds, 1));
    }
    return sentences.isEmpty() ? QStringLiteral("No step yet.") : sentences.join(' ');
}

QFont FlowRows::countFont()
{
    QFont font = Theme::instance().font();
    font.setWeight(QFont::DemiBold);
    return font;
}

double FlowRows::neededWidth(const FlowStage& stage)
{
    const QFontMetricsF names(Theme::instance().smallFont()), counts(countFont());
    return std::max({names.horizontalAdvance(stage.name), counts.horizontalAdvance(stage.count),
               counts.horizontalAdvance(stage.widest)})
        + Theme::instance().px(2 * boxPadding);
}

FlowRows::Measure FlowRows::measure()
{
    const Theme& theme = Theme::instance();
    const double small = QFontMetricsF(theme.smallFont()).height();
    const double count = QFontMetricsF(countFont()).height();
    return {.title = small + theme.px(5),
        .box = small + count + theme.px(8),
        .time = theme.px(5 + barHeight + 2) + small,
        .gap = double(theme.px(12))};
}

QSize FlowRows::sizeHint() const
{
    const Measure m = measure();
    return {Theme::instance().px(880), int(2 * m.row() + m.gap)};
}

QSize FlowRows::minimumSizeHint() const
{
    return {Theme::instance().px(480), sizeHint().height()};
}

double FlowRows::topOf(size_t place) const
{
    const Measure m = measure();
    return double(place) * (m.row() + m.gap);
}

std::array<double, FlowRow::stageCount> FlowRows::neededWidths() const
{
    std::array<double, FlowRow::stageCount> widths {};
    for (const auto& row : m_rows)
        for (size_t i = 0; row && i < widths.size(); ++i)
            widths[i] = std::max(widths[i], neededWidth(row->stages[i]));
    return widths;
}

FlowRows::Boxes FlowRows::boxesAt(double top) const
{
    const Measure m = measure();
    const auto widths = neededWidths();
    const double arrow = Theme::instance().px(arrowRoom);
    const double needed = std::accumulate(widths.begin(), widths.end(), 0.);
    // Where there is too little room all give way alike; what is left over is shared.
    const double room = width() - arrow * double(widths.size() - 1);
    const double shrink = std::min(1.0, room / needed);
    const double more = std::max(0.0, (room - needed) / double(widths.size()));
    Boxes boxes;
    double left = 0;
    for (size_t i = 0; i < boxes.size(); ++i) {
        boxes[i] = {left, top + m.title, widths[i] * shrink + more, m.box};
        left += boxes[i].width() + arrow;
    }
    return boxes;
}

bool FlowRows::fits(int width) const
{
    const auto widths = neededWidths();
    const double arrows = Theme::instance().px(arrowRoom) * double(widths.size() - 1);
    return std::accumulate(widths.begin(), widths.end(), arrows) <= width;
}

QRectF FlowRows::extentOf(const FlowTime& time, const Boxes& boxes) const
{
    const QRectF first = boxes[time.first], last = boxes[time.last];
    return {first.left(), first.bottom() + Theme::instance().px(5), last.right() - first.left(),
        double(Theme::instance().px(barHeight))};
}

double FlowRows::pixelsPerMs() const
{
    double scale = std::numeric_limits<double>::infinity();
    for (const StepForm form : order)
        if (const auto& shown = row(form)) {
            const Boxes boxes = boxesAt(0);
            for (const FlowTime& time : shown->times)
                if (time.milliseconds > 0)
                    scale = std::min(scale, extentOf(time, boxes).width() / time.milliseconds);
        }
    return scale;
}

bool FlowRows::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QString text;
    for (size_t place = 0; place < order.size(); ++place)
        if (const auto& shown = row(order[place])) {
            const Boxes boxes = boxesAt(topOf(place));
            for (size_t i = 0; i < boxes.size(); ++i)
                if (boxes[i].contains(help->pos()))
                    text = shown->stages[i].meaning;
        }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace hardlens

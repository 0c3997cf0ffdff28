#include "widgets/controls/timeline.h"

#include "widgets/plots/plot_labels.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double edge = 8;

} // namespace

Timeline::Timeline(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName("Timeline of the run");
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void Timeline::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void Timeline::clear()
{
    m_marks.clear();
    m_lastStep = 0;
    update();
}

void Timeline::setHistory(const History& history)
{
    const int64_t last = history.steps.empty() ? 0 : history.steps.back().step;
    if (last < m_lastStep)
        m_marks.clear();
    const bool marked = m_marks.read(history);
    if (last == m_lastStep && !marked)
        return;
    m_lastStep = last;
    setAccessibleDescription(QString("%1 steps, %2 marks").arg(last).arg(m_marks.marks().size()));
    update();
}

QSize Timeline::sizeHint() const
{
    return {Theme::instance().px(300), Theme::instance().px(30)};
}

QSize Timeline::minimumSizeHint() const
{
    return {Theme::instance().px(80), Theme::instance().px(24)};
}

double Timeline::xOf(const TimeMark& mark) const
{
    const double margin = Theme::instance().px(edge);
    const double share = m_lastStep > 0 ? double(mark.step) / double(m_lastStep) : 0;
    return margin + std::min(1.0, share) * (width() - 2 * margin);
}

bool Timeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QString text = timeMarksAt(
            m_marks.marks(), [this](auto& m) { return xOf(m); }, help->pos().x());
        if (text.isEmpty())
            text = "◆ a setting changed   ● evaluation   ▲ warning";
        QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    return QWidget::event(event);
}

void Timeline::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double margin = theme.px(edge), middle = height() / 2.0, thick = theme.px(4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.line);
    const QRectF line(margin, middle - thick / 2, width() - 2 * margin, thick);
    painter.drawRoundedRect(line, thick / 2, thick / 2);
    if (m_lastStep == 0)
        return;
    QColor past = p.focus;
    past.setAlphaF(0.55f);
    painter.setBrush(past);
    painter.drawRoundedRect(line, thick / 2, thick / 2);
    const double half = theme.px(8);
    for (const TimeMark& mark : m_marks.marks()) {
        const double x = xOf(mark);
        painter.setPen(QPen(markColour(mark.kind), theme.px(2)));
        painter.drawLine(QPointF(x, middle - half), QPointF(x, middle + half));
        if (mark.kind != TimeMark::Kind::Evaluation)
            drawMarker(painter,
                mark.kind == TimeMark::Kind::Control ? Marker::Diamond : Marker::Triangle,
                {x, middle - half}, theme.px(6), markColour(mark.kind));
    }
    painter.setPen(QPen(p.panel, theme.px(2)));
    painter.setBrush(p.focus);
    painter.drawEllipse(QPointF(width() - margin, middle), theme.px(6), theme.px(6));
}

} // namespace hardlens

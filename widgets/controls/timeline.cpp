#include "widgets/controls/timeline.h"

#include "core/analysis/recorded_steps.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double edge = 8;
constexpr double reach = 4; // pixels from a mark, an end or the newest step that still mean it
constexpr double shortestDrag = 3;
constexpr int notch = 120; // eighths of a degree

const char* const manual = "Drag: look at a recorded step. Wheel: one recorded step.\n"
                           "Shift+drag: a range to play again and again; Shift+click clears it.\n"
                           "◆ a setting changed   ● evaluation   ▲ warning   ■ checkpoint";

} // namespace

Timeline::Timeline(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMouseTracking(true);
    setAccessibleName("Timeline of the run");
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateGeometry();
        forgetLayer();
    });
}

void Timeline::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void Timeline::clear()
{
    m_marks.clear();
    m_recorded.clear();
    m_loop.reset();
    m_lastStep = m_shown = 0;
    m_following = true;
    m_drag = Drag::None;
    forgetLayer();
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
    forgetLayer();
}

void Timeline::setRecorded(std::vector<int64_t> steps)
{
    if (steps == m_recorded)
        return;
    m_recorded = std::move(steps);
    forgetLayer();
}

void Timeline::setShown(int64_t step, bool following)
{
    if (step == m_shown && following == m_following)
        return;
    m_shown = step;
    m_following = following;
    update();
}

void Timeline::setLoop(const Loop& loop)
{
    m_loop = loop;
    update();
}

void Timeline::changeLoop(const Loop& loop)
{
    setLoop(loop);
    Q_EMIT loopChanged(loop);
}

QSize Timeline::sizeHint() const
{
    return {Theme::instance().px(300), Theme::instance().px(26)};
}

QSize Timeline::minimumSizeHint() const
{
    return {Theme::instance().px(80), Theme::instance().px(24)};
}

double Timeline::margin() const
{
    return Theme::instance().px(edge);
}

double Timeline::xOf(int64_t step) const
{
    const double share = m_lastStep > 0 ? double(step) / double(m_lastStep) : 0;
    return margin() + std::clamp(share, 0.0, 1.0) * (width() - 2 * margin());
}

int64_t Timeline::stepAt(double x) const
{
    const double length = std::max(1.0, width() - 2 * margin());
    const double share = std::clamp((x - margin()) / length, 0.0, 1.0);
    const auto step = int64_t(std::llround(share * double(m_lastStep)));
    return std::max(std::min(int64_t(1), m_lastStep), step);
}

const TimeMark* Timeline::markAt(double x) const
{
    const TimeMark* nearest = nullptr;
    double distance = Theme::instance().px(reach);
    for (const TimeMark& mark : m_marks.marks())
        if (const double d = std::abs(xOf(mark.step) - x); d <= distance) {
            nearest = &mark;
            distance = d;
        }
    return nearest;
}

bool Timeline::isOnLive(double x) const
{
    return x >= xOf(m_lastStep) - Theme::instance().px(reach);
}

Timeline::Drag Timeline::loopEndAt(double x) const
{
    if (!m_loop)
        return Drag::None;
    const double first = std::abs(xOf(m_loop->first) - x), last = std::abs(xOf(m_loop->second) - x);
    if (std::min(first, last) > Theme::instance().px(reach))
        return Drag::None;
    // Of two ends at one place the outer one, so that the range can be made longer again.
    return first < last || (first == last && x < xOf(m_loop->first)) ? Drag::LoopFirst
                                                                     : Drag::LoopLast;
}

bool Timeline::isOnLoop(double x) const
{
    const double r = Theme::instance().px(reach);
    return m_loop && x >= xOf(m_loop->first) - r && x <= xOf(m_loop->second) + r;
}

void Timeline::scrubTo(int64_t step)
{
    if (step == m_scrubbed)
        return;
    m_scrubbed = step;
    Q_EMIT scrubbed(step);
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_lastStep == 0)
        return QWidget::mousePressEvent(event);
    const double x = event->position().x();
    m_pressX = x;
    m_scrubbed = -1;
    m_loopBefore = m_loop;
    if (event->modifiers() & Qt::ShiftModifier) {
        m_drag = Drag::NewLoop;
    } else if (const Drag end = loopEndAt(x); end != Drag::None) {
        m_drag = end;
    } else if (isOnLive(x)) {
        m_drag = Drag::Pressed;
        if (!m_following)
            Q_EMIT followRequested();
    } else if (const TimeMark* mark = markAt(x)) {
        m_drag = Drag::Pressed;
        scrubTo(mark->step);
    } else {
        m_drag = Drag::Scrub;
        scrubTo(nearestStep(m_recorded, stepAt(x)));
    }
}

void Timeline::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    const int64_t step = stepAt(x);
    if (m_drag == Drag::Pressed && std::abs(x - m_pressX) >= Theme::instance().px(shortestDrag))
        m_drag = Drag::Scrub;
    switch (m_drag) {
    case Drag::None:
        if (loopEndAt(x) != Drag::None)
            setCursor(Qt::SizeHorCursor);
        else if (m_lastStep > 0 && (isOnLive(x) || markAt(x)))
            setCursor(Qt::PointingHandCursor);
        else
            unsetCursor();
        break;
    case Drag::Pressed:
        break;
    case Drag::Scrub:
        scrubTo(nearestStep(m_recorded, step));
        break;
    case Drag::LoopFirst:
        setLoop(std::pair(std::min(step, m_loop->second - 1), m_loop->second));
        break;
    case Drag::LoopLast:
        setLoop(std::pair(m_loop->first, std::max(step, m_loop->first + 1)));
        break;
    case Drag::NewLoop: {
        const int64_t from = stepAt(m_pressX);
        const int64_t first = std::min(from, step), last = std::max(from, step);
        const bool isLong = std::abs(x - m_pressX) >= Theme::instance().px(shortestDrag);
        setLoop(isLong && first < last ? Loop(std::pair(first, last)) : m_loopBefore);
        break;
    }
    }
}

void Timeline::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseReleaseEvent(event);
    const Drag drag = std::exchange(m_drag, Drag::None);
    const bool isClick
        = std::abs(event->position().x() - m_pressX) < Theme::instance().px(shortestDrag);
    if (drag == Drag::NewLoop && isClick)
        m_loop.reset();
    const bool isOfLoop
        = drag == Drag::NewLoop || drag == Drag::LoopFirst || drag == Drag::LoopLast;
    if (isOfLoop && m_loop != m_loopBefore)
        changeLoop(m_loop);
}

void Timeline::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && isOnLoop(event->position().x()))
        changeLoop({});
    else
        mousePressEvent(event);
}

void Timeline::wheelEvent(QWheelEvent* event)
{
    m_wheelAngle += event->angleDelta().y();
    const int notches = m_wheelAngle / notch;
    m_wheelAngle -= notches * notch;
    const int64_t step = stepFurther(m_recorded, shownStep(), notches);
    if (step != shownStep())
        Q_EMIT scrubbed(step);
    event->accept();
}

QString Timeline::toolTipAt(double x) const
{
    if (m_lastStep == 0)
        return "The run as a line. It begins with the first step.";
    const QString marks = timeMarksAt(
        m_marks.marks(), [this](auto& m) { return xOf(m.step); }, x, true);
    const int64_t step = nearestStep(m_recorded, stepAt(x));
    const QString head = isOnLive(x)
        ? QString("step %1, the newest: click to follow").arg(m_lastStep)
        : QString("step %1").arg(step);
    return head + '\n' + (marks.isEmpty() ? QString(manual) : marks);
}

bool Timeline::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), toolTipAt(help->pos().x()), this);
        return true;
    }
    return QWidget::event(event);
}

void Timeline::resizeEvent(QResizeEvent*)
{
    forgetLayer();
}

} // namespace hardlens

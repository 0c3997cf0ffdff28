#include "widgets/refresher.h"

#include <QEvent>

#include <utility>

namespace hardlens {

namespace {

constexpr const char* refresherProperty = "refresher"; // of the widget that is brought up to date

} // namespace

bool isSeen(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

Refresher::Refresher(QWidget* widget, std::function<void()> refresh)
    : QObject(widget)
    , m_widget(widget)
    , m_refresh(std::move(refresh))
{
    widget->setProperty(refresherProperty, QVariant::fromValue<QObject*>(this));
    widget->installEventFilter(this);
}

Refresher* Refresher::of(const QWidget& part)
{
    for (const QWidget* widget = &part; widget; widget = widget->parentWidget())
        if (auto* refresher
            = qobject_cast<Refresher*>(widget->property(refresherProperty).value<QObject*>()))
            return refresher;
    return nullptr;
}

bool Refresher::isBehind(const QWidget& part)
{
    const Refresher* refresher = of(part);
    return refresher && refresher->m_dirty;
}

void Refresher::catchUp(const QWidget& part)
{
    if (Refresher* refresher = of(part); refresher && refresher->m_dirty)
        refresher->refresh();
}

int Refresher::s_holds = 0;
QList<QPointer<Refresher>> Refresher::s_held {};

Refresher::Hold::Hold()
{
    ++s_holds;
}

Refresher::Hold::~Hold()
{
    if (--s_holds > 0)
        return;
    for (const QPointer<Refresher>& held : std::exchange(s_held, {}))
        if (held)
            held->refreshIfSeen();
}

void Refresher::touch()
{
    m_dirty = true;
    if (s_holds == 0)
        refreshIfSeen();
    else if (!s_held.contains(this))
        s_held.append(this);
}

void Refresher::refresh()
{
    m_dirty = false;
    m_refresh();
}

void Refresher::refreshIfSeen()
{
    if (m_dirty && isSeen(*m_widget))
        refresh();
}

void Refresher::catchUpBefore(const QEvent& event, const QWidget& part)
{
    switch (event.type()) {
    case QEvent::Paint:    // where it was its parents that moved, or somebody takes a picture of it
    case QEvent::KeyPress: // the keyboard may be in what lies behind a tab
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::ContextMenu:
    case QEvent::ToolTip:
        return catchUp(part);
    default:
        return;
    }
}

bool Refresher::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Move: // out from behind a tab
    case QEvent::Resize:
        refreshIfSeen();
        break;
    default:
        catchUpBefore(*event, *m_widget);
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace hardlens

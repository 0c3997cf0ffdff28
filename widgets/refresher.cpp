#include "widgets/refresher.h"

#include <QEvent>

#include <utility>

namespace hardlens {

bool isSeen(const QWidget& widget)
{
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

Refresher::Refresher(QWidget* widget, std::function<void()> refresh)
    : QObject(widget)
    , m_widget(widget)
    , m_refresh(std::move(refresh))
{
    widget->installEventFilter(this);
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

void Refresher::refreshIfSeen()
{
    if (m_dirty && isSeen(*m_widget)) {
        m_dirty = false;
        m_refresh();
    }
}

bool Refresher::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Show:
    case QEvent::Move:   // out from behind a tab
    case QEvent::Resize:
    case QEvent::Paint:  // where it was its parents that moved
        refreshIfSeen();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace hardlens

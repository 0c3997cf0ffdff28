#include "app/window/dock_layout.h"

#include "widgets/controls/icon_button.h"
#include "widgets/panel.h"

#include <QAction>
#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QScopedValueRollback>
#include <QSettings>

namespace hardlens {

namespace {

constexpr int version = 1;    // of stored arrangements; grows when a dock's id changes its meaning
constexpr int settleMs = 250; // a drag ends in several signals

QString keyOf(const QString& group, const QString& name)
{
    return group + "/" + QString::fromUtf8(name.toUtf8().toBase64(QByteArray::Base64UrlEncoding));
}

} // namespace

DockLayout::DockLayout(QMainWindow* window, const QString& group)
    : QObject(window)
    , m_window(window)
    , m_group(group)
{
    m_window->setDockNestingEnabled(true);
    m_window->setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_settled.setSingleShot(true);
    m_settled.setInterval(settleMs);
    connect(&m_settled, &QTimer::timeout, this, &DockLayout::compare);
}

QDockWidget* DockLayout::add(const QString& id, Panel* panel, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(panel->title(), m_window);
    dock->setObjectName(id);
    dock->setTitleBarWidget(panel->takeHeader());
    dock->setWidget(panel);
    connect(panel, &Panel::titleChanged, dock, &QWidget::setWindowTitle);
    dock->titleBarWidget()->setToolTip(
        tr("Drag to move; double click: a window of its own, and back"));
    auto* close = new IconButton(
        IconButton::Icon::Close, tr("Close"), tr("Close; View, Panels brings it back"));
    close->setSmall(true);
    close->setFocusPolicy(Qt::TabFocus);
    panel->addToHeader(close);
    connect(close, &IconButton::clicked, this, [this, dock] {
        dock->close();
        noteChange();
    });
    connect(dock, &QDockWidget::dockLocationChanged, this, &DockLayout::noteChange);
    connect(dock, &QDockWidget::topLevelChanged, this, &DockLayout::noteChange);
    connect(dock->toggleViewAction(), &QAction::triggered, this, &DockLayout::noteChange);
    const QScopedValueRollback moving(m_moving, true);
    m_window->addDockWidget(area, dock);
    m_docks.append(dock);
    m_byId.insert(id, dock);
    return dock;
}

QDockWidget* DockLayout::dock(const QString& id) const
{
    return m_byId.value(id);
}

QList<QAction*> DockLayout::toggles() const
{
    QList<QAction*> actions;
    for (QDockWidget* dock : m_docks)
        actions.append(dock->toggleViewAction());
    return actions;
}

void DockLayout::reveal(const QString& id)
{
    if (QDockWidget* found = dock(id)) {
        found->show();
        found->raise();
    }
}

void DockLayout::setDefault(std::function<void()> arrange)
{
    m_default = std::move(arrange);
    arrangeDefault();
}

void DockLayout::reset()
{
    const QByteArray before = state();
    arrangeDefault();
    Q_EMIT changed(before, m_known);
}

void DockLayout::fit()
{
    // A panel that was just opened may be what gave the window another size.
    if (m_isDefault && opened() == m_openedByDefault)
        arrangeDefault();
}

QList<bool> DockLayout::opened() const
{
    QList<bool> all;
    for (const QDockWidget* dock : m_docks)
        all.append(!dock->isHidden());
    return all;
}

void DockLayout::arrangeDefault()
{
    const QScopedValueRollback moving(m_moving, true);
    // On the way there more docks are open than the window may have room for; it must not grow for
    // them.
    m_window->layout()->setSizeConstraint(QLayout::SetNoConstraint);
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        dock->show();
    }
    m_default();
    m_window->layout()->setSizeConstraint(QLayout::SetDefaultConstraint);
    m_settled.stop(); // whatever moved before is arranged now
    m_isDefault = true;
    m_openedByDefault = opened();
    m_known = state();
}

void DockLayout::noteChange()
{
    if (!m_moving)
        m_settled.start();
}

void DockLayout::compare()
{
    const QByteArray now = state();
    if (now == m_known)
        return;
    const QByteArray before = std::exchange(m_known, now);
    m_isDefault = false;
    Q_EMIT changed(before, now);
}

QByteArray DockLayout::state() const
{
    return m_window->saveState(version);
}

void DockLayout::setState(const QByteArray& state)
{
    const QScopedValueRollback moving(m_moving, true);
    m_window->restoreState(state, version);
    m_isDefault = false;
    m_known = this->state();
}

QStringList DockLayout::names() const
{
    QSettings settings;
    settings.beginGroup(m_group);
    QStringList found;
    for (const QString& key : settings.childKeys())
        found.append(
            QString::fromUtf8(QByteArray::fromBase64(key.toUtf8(), QByteArray::Base64UrlEncoding)));
    found.sort(Qt::CaseInsensitive);
    return found;
}

void DockLayout::save(const QString& name)
{
    QSettings().setValue(keyOf(m_group, name), state());
}

void DockLayout::remove(const QString& name)
{
    QSettings().remove(keyOf(m_group, name));
}

bool DockLayout::restore(const QString& name)
{
    const QByteArray stored = QSettings().value(keyOf(m_group, name)).toByteArray();
    if (stored.isEmpty())
        return false;
    const QScopedValueRollback moving(m_moving, true);
    const QByteArray before = state();
    if (!m_window->restoreState(stored, version))
        return false;
    m_isDefault = false;
    m_known = state();
    Q_EMIT changed(before, m_known);
    return true;
}

void DockLayout::saveLast()
{
    QSettings settings;
    if (m_isDefault)
        settings.remove("layout");
    else
        settings.setValue("layout", state());
}

void DockLayout::restoreLast()
{
    const QByteArray stored = QSettings().value("layout").toByteArray();
    if (!stored.isEmpty())
        setState(stored);
}

} // namespace hardlens

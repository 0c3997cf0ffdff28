#pragma once

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

class QAction;
class QDockWidget;
class QMainWindow;

namespace hardlens {

class Panel;

/// The panels of a window as docks: moved by their title, closed, floated and brought back;
/// arrangements are remembered under names, and what the user did can be undone.
class DockLayout : public QObject
{
    Q_OBJECT

public:
    /// group: where arrangements lie in the user's settings.
    explicit DockLayout(QMainWindow* window, const QString& group = "layouts");

    /// id: its name in stored arrangements, never shown. The panel's header becomes what one drags.
    QDockWidget* add(const QString& id, Panel* panel, Qt::DockWidgetArea area);
    QDockWidget* dock(const QString& id) const; // null: none
    /// One per dock, in the order of adding: shows and hides it.
    QList<QAction*> toggles() const;
    /// Shows it and brings it to the front of its tabs.
    void reveal(const QString& id);

    /// What reset() does. Called again by fit() while nobody has moved anything.
    void setDefault(std::function<void()> arrange);
    void reset();
    /// The window has another size.
    void fit();
    bool isDefault() const { return m_isDefault; }

    /// Arrangements by name, in the user's settings.
    QStringList names() const;
    void save(const QString& name);
    void remove(const QString& name);
    /// False: there is none of that name, or it is of another version of the program.
    bool restore(const QString& name);

    /// The arrangement that the program was left with.
    void saveLast();
    void restoreLast();

    /// For undo.
    QByteArray state() const;
    void setState(const QByteArray& state);

Q_SIGNALS:
    /// The user moved, floated, closed or opened something.
    void changed(const QByteArray& before, const QByteArray& after);

private:
    void arrangeDefault();
    QList<bool> opened() const; // by dock; those behind other tabs too
    void noteChange();
    void compare();

    QMainWindow* m_window;
    const QString m_group;
    QList<QDockWidget*> m_docks {};
    QHash<QString, QDockWidget*> m_byId {};
    std::function<void()> m_default {};
    QTimer m_settled {};
    QByteArray m_known {};
    QList<bool> m_openedByDefault {};
    bool m_isDefault = true;
    bool m_moving = false; // by ourselves
};

} // namespace hardlens

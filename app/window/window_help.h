#pragma once

#include "core/records/published.h"
#include "widgets/controls/command_ranking.h"

#include <QObject>

class QMainWindow;
class QMenu;
class QWidget;

namespace hardlens {

class CommandPalette;
class DockLayout;
class FirstHints;
class HelpView;
class KeyList;

/// Of a widget: the id of the page about it, where it is no dock.
inline constexpr const char* helpPageProperty = "helpPage";

/// What explains the window: pages of help in a dock, the keys, a search over all commands, three
/// lines at the first start.
class WindowHelp : public QObject
{
    Q_OBJECT

public:
    /// view: over which the first lines lie.
    WindowHelp(QMainWindow* window, DockLayout* layout, QWidget* view, Bench bench);

    /// Its own entries of the menu. Call last: the commands are those of all menus.
    void fillMenu(QMenu* menu);
    /// At the first start only, once there is something to see.
    void greet();

    CommandPalette* palette() const { return m_palette; }
    KeyList* keyList() const { return m_keyList; }
    FirstHints* hints() const { return m_hints; }

public Q_SLOTS:
    /// The page of the panel that has the focus; without one the first page of the bench.
    void showPageOfFocus();
    void openPalette();

private:
    void showPage(const QString& id);
    std::vector<WindowCommand> commands() const;
    void openKeyList();

    const Bench m_bench;
    QMainWindow* m_window;
    DockLayout* m_layout;
    HelpView* m_pages = nullptr;
    KeyList* m_keyList = nullptr;
    CommandPalette* m_palette = nullptr;
    FirstHints* m_hints = nullptr;
    bool m_greeted = false;
};

} // namespace hardlens

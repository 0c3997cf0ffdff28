#pragma once

#include <QPointer>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

class QAction;

namespace hardlens {

/// Something that can be done, by name.
struct WindowCommand
{
    QString text {};  // "Begin again with the same seed"
    QString group {}; // "Run"
    QString keys {};  // "Ctrl+R"; empty: none
    std::function<void()> run {};
    QPointer<QAction> action {}; // triggered where there is no `run`; greyed while it is disabled

    /// What it is known by over time: "Run/Begin again with the same seed".
    QString id() const { return group + '/' + text; }
    bool isEnabled() const;
};

/// The command of a menu's action: its text without the mark of the mnemonic, its first shortcut.
WindowCommand commandOf(QAction* action, const QString& group);

/// A command that a query found.
struct RankedCommand
{
    int command = 0;            // its place among the commands
    std::vector<int> places {}; // letters of its text that were asked for
    bool recent = false;

    friend bool operator==(const RankedCommand&, const RankedCommand&) = default;
};

/// The commands that a query finds, the best first (fuzzyMatch). Those that it finds in group and
/// text together only come after all others; of equal ones that used last comes first, then the
/// shorter text, then the order given. An empty query finds all: those in `recent` (ids, newest
/// first), then the others as given.
std::vector<RankedCommand> rankCommands(
    const std::vector<WindowCommand>& commands, const QString& query, const QStringList& recent);

} // namespace hardlens

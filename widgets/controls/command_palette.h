#pragma once

#include "widgets/controls/command_ranking.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListView;

namespace hardlens {

class CommandModel;

/// A popup in which one finds a command by some of its letters and runs it. It hides before the
/// command runs, so that the focus is back where it was.
///
/// Keys: Up, Down, Page Up and Page Down choose, Enter runs, Esc closes.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    static constexpr int mostRecent = 5;

    explicit CommandPalette(QWidget* window);

    void setCommands(std::vector<WindowCommand> commands);
    /// Ids of the commands used last, newest first; they come first while nothing is typed.
    void setRecent(const QStringList& ids);
    QStringList recent() const { return m_recent; }

    const CommandModel& model() const { return *m_model; }
    QLineEdit* search() const { return m_search; }
    int current() const; // row; -1: none

public Q_SLOTS:
    /// Over the upper part of the window, with an empty search.
    void open();

Q_SIGNALS:
    void recentChanged(const QStringList& ids);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& query);
    void choose(int row);
    void run(int row);
    bool keyPressed(int key);
    void place();
    void restyle();

    CommandModel* m_model = nullptr;
    QLineEdit* m_search = nullptr;
    QListView* m_list = nullptr;
    QLabel* m_empty = nullptr;
    QStringList m_recent {};
};

} // namespace hardlens

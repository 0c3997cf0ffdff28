#pragma once

#include "core/records/published.h"
#include "widgets/panel.h"

#include <array>

class QLabel;
class QLineEdit;
class QPoint;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace hardlens {

class LogKindChip;
class LogModel;

/// All that happened in a run, line by line: notes, changes of settings, what was refused,
/// warnings, errors, remarks on the data. It follows the newest line until somebody scrolls up.
///
/// Keys: Ctrl+F goes to the search, Esc empties it, Home and End go to the oldest and the newest
/// line, Ctrl+C copies the marked lines. A right click offers copying and saving.
class LogView : public Panel
{
    Q_OBJECT

public:
    explicit LogView(QWidget* parent = nullptr);

    /// run: may be null, as before the data are opened.
    void setPublished(const History& history, const std::shared_ptr<const RunHeader>& run);

    bool followsNewest() const { return m_follows; }
    QString text() const;         // of all lines, whatever the filter
    QString selectedText() const; // of the marked lines
    /// What is said instead of lines; empty where there are some.
    QString emptyText() const;
    /// What stands behind the dialog; false after failed().
    bool save(const QString& file);

    const LogModel& model() const { return *m_model; }
    QTableView* table() const { return m_table; }

public Q_SLOTS:
    void followNewest();

Q_SIGNALS:
    void saved(const QString& file);
    void failed(const QString& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeBar();
    void makeTable();
    void applyFilter();
    void showState();
    void foldChips();
    void foldColumns();
    void scrolled();
    void copySelected() const;
    void openMenu(const QPoint& place);
    void askForFile();
    void restyle();

    LogModel* m_model = nullptr;
    std::array<LogKindChip*, 6> m_chips {};
    QLineEdit* m_search = nullptr;
    QToolButton* m_save = nullptr;
    QTableView* m_table = nullptr;
    QLabel* m_empty = nullptr;
    QStackedWidget* m_pages = nullptr;
    bool m_follows = true;
    bool m_filtering = false; // the scroll bar moves for the filter, not by hand
    size_t m_linesSeen = 0;   // of the log, when following ended
    int64_t m_step = 0;       // the newest, for the name of a file
};

} // namespace hardlens

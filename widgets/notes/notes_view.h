#pragma once

#include "core/records/roi_note.h"
#include "widgets/panel.h"

#include <QList>

#include <string>
#include <vector>

class QAction;
class QLabel;
class QListView;
class QMenu;
class QPoint;
class QStackedWidget;
class QToolButton;

namespace hardlens {

class NoteCrops;
class NotesModel;

/// What somebody noted about RoIs, in the order in which they did. It holds the list and says when
/// it changed; keeping it is the window's.
///
/// Keys: Enter goes to the RoI, F2 edits the text, Del deletes, Ctrl+Z puts back, Ctrl+C copies. A
/// right click and the button offer the same, and files.
class NotesView : public Panel
{
    Q_OBJECT

public:
    explicit NotesView(QWidget* parent = nullptr);

    void setPictureSource(PictureSource* source);              // not owned; may be null
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"
    void setNotes(std::vector<RoiNote> notes);                 // as they were kept; no signal
    const std::vector<RoiNote>& notes() const;

    /// Appends a note and marks it; one without a text is opened for writing it.
    void add(RoiNote note);
    /// Deletes the note on a RoI, if there is one, as by hand: it can be put back.
    void takeBack(const DetectionStep& step, StepRoi roi);

    /// What stands behind the dialogs; false after failed().
    bool saveCsv(const QString& file);
    bool saveCoco(const QString& file);
    QString markedText() const; // the marked notes as CSV; of none, all

    /// What is said instead of notes; empty where there are some.
    QString emptyText() const;
    /// What was done last, as rich text, and how to undo it; empty: nothing.
    QString message() const;
    const NotesModel& model() const { return *m_model; }
    QListView* list() const { return m_list; }

public Q_SLOTS:
    void deleteMarked();
    void putBack();

Q_SIGNALS:
    void changed(); // what there is to keep
    void activated(const hardlens::RoiNote& note);
    void saved(const QString& file);
    void failed(const QString& message);

private:
    void makeList();
    void makeActions();
    void restyle();
    void showState();
    void showMessage(const QString& message);
    void mark(const QList<int>& rows); // at least one
    void editMarked();
    void activateMarked();
    void popUpMenu(const QPoint& globalPlace);
    void askForFile(const QString& name, bool (NotesView::*save)(const QString&));
    bool save(const QString& file, const std::string& text, const QString& message);
    static QString countedNotes(int64_t count); // "1 note", "3 notes"
    std::vector<RoiNote> markedNotes() const;
    QList<int> markedRows() const; // rising

    NotesModel* m_model = nullptr;
    NoteCrops* m_crops = nullptr;
    QListView* m_list = nullptr;
    QToolButton* m_more = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_message = nullptr;
    QAction* m_go = nullptr;
    QAction* m_edit = nullptr;
    QAction* m_delete = nullptr;
    QAction* m_putBack = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_saveCsv = nullptr;
    QAction* m_saveCoco = nullptr;
};

} // namespace hardlens

#include "widgets/notes/notes_view.h"

#include "core/analysis/note_lookup.h"
#include "widgets/notes/note_cells.h"
#include "widgets/notes/note_crops.h"
#include "widgets/notes/notes_model.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace hardlens {

namespace {

/// Rows as wide as the list; QListView would leave an open editor as wide as it was.
class NoteList : public QListView
{
protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QListView::resizeEvent(event);
        doItemsLayout();
        updateEditorGeometries();
    }
};

} // namespace

NotesView::NotesView(QWidget* parent)
    : Panel(tr("Notes"), parent)
{
    makeList();
    m_more = new QToolButton;
    m_more->setText(tr("Save…"));
    m_more->setAccessibleName(tr("Save, copy or delete notes"));
    m_more->setToolTip(tr("Save the notes as CSV or COCO JSON, copy or delete them"));
    connect(m_more, &QToolButton::clicked, this,
        [this] { popUpMenu(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    addToHeader(m_more);
    m_empty = new QLabel(emptyText());
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setProperty("role", "muted");
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_empty);
    m_pages->addWidget(m_list);
    m_message = new QLabel;
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::RichText);
    m_message->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_message, &QLabel::linkActivated, this, &NotesView::putBack);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins({});
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_message);
    setBody(body);
    makeActions();
    connect(m_model, &NotesModel::changed, this, [this] {
        showMessage({});
        showState();
        Q_EMIT changed();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &NotesView::showState);
    connect(m_crops, &NoteCrops::ready, m_list->viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, &NotesView::restyle);
    setNoteToolTip(tr("Enter goes to the RoI, F2 edits the text, Del deletes, Ctrl+Z puts back, "
                      "Ctrl+C copies"));
    restyle();
    showMessage({});
    showState();
}

void NotesView::makeList()
{
    m_list = new NoteList;
    // Owned by the list: a model that went before it would still tell us of its selection.
    m_model = new NotesModel(m_list);
    m_crops = new NoteCrops(m_list);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new NoteCells(*m_crops, m_list));
    m_list->setAccessibleName(tr("Notes on RoIs"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers); // F2 and the menu
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QAbstractItemView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT activated(m_model->note(index.row())); });
    connect(m_list, &QWidget::customContextMenuRequested, this,
        [this](const QPoint& place) { popUpMenu(m_list->viewport()->mapToGlobal(place)); });
}

void NotesView::makeActions()
{
    const auto make = [](QWidget* where, const QString& text, const QList<QKeySequence>& keys) {
        auto* action = new QAction(text, where);
        action->setShortcuts(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        where->addAction(action);
        return action;
    };
    m_go = make(m_list, tr("Go to the RoI"), {Qt::Key_Return, Qt::Key_Enter});
    m_edit = make(m_list, tr("Edit the text"), {Qt::Key_F2});
    m_delete = make(m_list, tr("Delete"), {QKeySequence::Delete});
    // Also where the last note is gone and there is no list.
    m_putBack = make(this, {}, {QKeySequence::Undo});
    m_putBack->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_copy = make(m_list, {}, {QKeySequence::Copy});
    m_saveCsv = make(m_list, tr("Save as CSV…"), {});
    m_saveCoco = make(m_list, tr("Save as COCO JSON…"), {});
    connect(m_go, &QAction::triggered, this, &NotesView::activateMarked);
    connect(m_edit, &QAction::triggered, this, &NotesView::editMarked);
    connect(m_delete, &QAction::triggered, this, &NotesView::deleteMarked);
    connect(m_putBack, &QAction::triggered, this, &NotesView::putBack);
    connect(m_copy, &QAction::triggered, this,
        [this] { QApplication::clipboard()->setText(markedText()); });
    connect(m_saveCsv, &QAction::triggered, this,
        [this] { askForFile("notes.csv", &NotesView::saveCsv); });
    connect(m_saveCoco, &QAction::triggered, this,
        [this] { askForFile("notes.json", &NotesView::saveCoco); });
}

void NotesView::setPictureSource(PictureSource* source)
{
    m_crops->setSource(source);
}

void NotesView::setClassNames(const std::vector<std::string>& names)
{
    m_model->setClassNames(names);
}

void NotesView::setNotes(std::vector<RoiNote> notes)
{
    m_model->setNotes(std::move(notes));
    showMessage({});
    showState();
}

const std::vector<RoiNote>& NotesView::notes() const
{
    return m_model->notes();
}

void NotesView::add(RoiNote note)
{
    const bool unwritten = note.text.empty();
    mark({m_model->add(std::move(note))});
    m_list->scrollToBottom();
    if (unwritten)
        editMarked();
}

void NotesView::takeBack(const DetectionStep& step, StepRoi roi)
{
    if (const auto at = noteOn(notes(), step, roi))
        m_model->remove({int(*at)});
}

void NotesView::deleteMarked()
{
    const QList<int> rows = markedRows();
    if (rows.isEmpty())
        return;
    m_model->remove(rows);
    if (!notes().empty())
        mark({std::min(rows.first(), m_model->rowCount() - 1)});
}

void NotesView::putBack()
{
    const QList<int> rows = m_model->undo();
    if (rows.isEmpty())
        return;
    m_list->setFocus();
    mark(rows);
}

/// The first one becomes the current one.
void NotesView::mark(const QList<int>& rows)
{
    // Not QListView::setCurrentIndex, which marks less while Ctrl is held, as for Ctrl+Z.
    QItemSelectionModel& selection = *m_list->selectionModel();
    selection.setCurrentIndex(m_model->index(rows.first()), QItemSelectionModel::ClearAndSelect);
    for (const int row : rows)
        selection.select(m_model->index(row), QItemSelectionModel::Select);
}

void NotesView::editMarked()
{
    if (m_list->currentIndex().isValid())
        m_list->edit(m_list->currentIndex());
}

void NotesView::activateMarked()
{
    if (m_list->currentIndex().isValid())
        Q_EMIT activated(m_model->note(m_list->currentIndex().row()));
}

QList<int> NotesView::markedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_list->selectionModel()->selectedRows())
        rows << index.row();
    std::ranges::sort(rows);
    return rows;
}

QString NotesView::countedNotes(int64_t count)
{
    return count == 1 ? tr("1 note") : tr("%1 notes").arg(groupedCount(count));
}

QString NotesView::emptyText() const
{
    return notes().empty() ? tr("No notes yet: pick a RoI, then press U where it looks unlabelled, "
                                "or “Note…” on its card.")
                           : QString();
}

QString NotesView::message() const
{
    return m_message->text();
}

/// What was deleted last can be put back; empty: says so, or nothing.
void NotesView::showMessage(const QString& message)
{
    const int removed = m_model->lastRemoved();
    m_message->setText(!message.isEmpty() || removed == 0
            ? message
            : tr("%1 deleted. <a href=\"back\" style=\"color:%2\">Put back</a>")
                  .arg(countedNotes(removed), Theme::instance().palette().focusText.name()));
    m_message->setHidden(m_message->text().isEmpty());
}

void NotesView::showState()
{
    const bool some = !notes().empty();
    const bool marked = m_list->selectionModel()->hasSelection();
    setNote(some ? tr("%1 · Enter goes there").arg(groupedCount(m_model->rowCount())) : QString());
    if (!some && m_list->hasFocus())
        m_message->setFocus(); // it has the link, and Ctrl+Z still comes here
    m_pages->setCurrentWidget(some ? static_cast<QWidget*>(m_list) : m_empty);
    for (QAction* action : {m_go, m_edit, m_delete})
        action->setEnabled(marked);
    for (QAction* action : {m_copy, m_saveCsv, m_saveCoco})
        action->setEnabled(some);
    m_copy->setText(marked ? tr("Copy the marked notes") : tr("Copy all notes"));
    m_putBack->setEnabled(m_model->canUndo());
    m_putBack->setText(m_model->lastRemoved() > 0 ? tr("Put back") : tr("Undo"));
}

void NotesView::popUpMenu(const QPoint& globalPlace)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_go, m_edit, m_delete, m_putBack});
    menu->addSeparator();
    menu->addActions({m_copy, m_saveCsv, m_saveCoco});
    menu->popup(globalPlace);
}

void NotesView::restyle()
{
    const Theme& theme = Theme::instance();
    m_list->setStyleSheet(QStringLiteral("QListView { background: %1; border: none; }")
                              .arg(theme.palette().panel.name()));
    m_more->setFont(theme.smallFont());
    m_message->setFont(theme.smallFont());
    m_message->parentWidget()->layout()->setSpacing(theme.px(6));
    m_list->doItemsLayout(); // rows have another height
    showMessage(m_model->lastRemoved() > 0 ? QString() : message());
}

} // namespace hardlens

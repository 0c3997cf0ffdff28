#include "core/analysis/note_export.h"
#include "widgets/export/file_saving.h"
#include "widgets/notes/notes_model.h"
#include "widgets/notes/notes_view.h"

namespace hardlens {

std::vector<RoiNote> NotesView::markedNotes() const
{
    std::vector<RoiNote> marked;
    for (const int row : markedRows())
        marked.push_back(m_model->note(row));
    return marked;
}

QString NotesView::markedText() const
{
    const std::vector<RoiNote> marked = markedNotes();
    return QString::fromStdString(
        notesAsCsv(marked.empty() ? notes() : marked, m_model->classNames()));
}

void NotesView::askForFile(const QString& name, bool (NotesView::*save)(const QString&))
{
    askWhereToSave(this, name, [this, save](const QString& file) { (this->*save)(file); });
}

bool NotesView::save(const QString& file, const std::string& text, const QString& message)
{
    const QString failure = saveBytes(file, QByteArray::fromStdString(text));
    if (!failure.isEmpty()) {
        Q_EMIT failed(failure);
        return false;
    }
    showMessage(message);
    Q_EMIT saved(file);
    return true;
}

bool NotesView::saveCsv(const QString& file)
{
    return save(file, notesAsCsv(notes(), m_model->classNames()),
        tr("%1 saved.").arg(countedNotes(m_model->rowCount())));
}

bool NotesView::saveCoco(const QString& file)
{
    const CocoNotes coco = notesAsCoco(notes(), m_model->classNames());
    const int64_t all = m_model->rowCount();
    const QString why = tr("no object class, or no area inside the picture");
    if (coco.leftOut == all) {
        Q_EMIT failed(tr("Not saved: no note has a box that COCO knows (%1).").arg(why));
        return false;
    }
    return save(file, coco.json,
        coco.leftOut == 0 ? tr("%1 saved.").arg(countedNotes(all))
                          : tr("%1 of %2 saved, %3 left out: %4.")
                                .arg(all - coco.leftOut)
                                .arg(countedNotes(all))
                                .arg(coco.leftOut)
                                .arg(why));
}

} // namespace hardlens

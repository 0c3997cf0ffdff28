#pragma once

#include "core/records/roi_note.h"

#include <QAbstractListModel>
#include <QList>

#include <string>
#include <vector>

namespace hardlens {

/// Notes in the order in which they were made, the text of each editable. What was deleted or
/// rewritten can be had back, step by step.
class NotesModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setNotes(std::vector<RoiNote> notes); // no signal; nothing to undo after it
    void setClassNames(const std::vector<std::string>& names); // [0] is "background"

    const std::vector<RoiNote>& notes() const { return m_notes; }
    const RoiNote& note(int row) const { return m_notes[size_t(row)]; }
    const std::vector<std::string>& classNames() const { return m_classNames; }
    /// "RBC", "class 3" where it has no name, "no class".
    QString className(int row) const;

    int add(RoiNote note);        // its row, the last one
    void remove(QList<int> rows); // in any order, each at most once
    bool canUndo() const { return !m_changes.empty(); }
    /// Notes that undo() would put back; 0: the last change was another one.
    int lastRemoved() const;
    /// Takes back the last removal or rewriting. Rows of what it brought back; none where there was
    /// nothing to undo.
    QList<int> undo();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void changed(); // what there is to keep

private:
    /// What it takes to undo: notes as they were, by rising row.
    struct Change
    {
        bool removed = false; // otherwise rewritten
        std::vector<std::pair<int, RoiNote>> before {};
    };

    QString inWords(int row) const;

    std::vector<RoiNote> m_notes {};
    std::vector<Change> m_changes {};
    std::vector<std::string> m_classNames {};
    bool m_addedLast = false; // after the last of the changes
};

} // namespace hardlens

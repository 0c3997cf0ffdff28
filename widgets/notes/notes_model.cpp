#include "widgets/notes/notes_model.h"

#include "widgets/roi/overlay_style.h"

#include <algorithm>
#include <utility>

namespace hardlens {

void NotesModel::setNotes(std::vector<RoiNote> notes)
{
    beginResetModel();
    m_notes = std::move(notes);
    m_changes.clear();
    endResetModel();
}

void NotesModel::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
    if (!m_notes.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString NotesModel::className(int row) const
{
    const int32_t label = note(row).label;
    return label > 0 ? labelName(m_classNames, label) : tr("no class");
}

int NotesModel::add(RoiNote note)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_notes.push_back(std::move(note));
    m_addedLast = true;
    endInsertRows();
    Q_EMIT changed();
    return row;
}

void NotesModel::remove(QList<int> rows)
{
    if (rows.isEmpty())
        return;
    std::ranges::sort(rows);
    Change change {.removed = true};
    for (const int row : rows)
        change.before.emplace_back(row, note(row));
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        beginRemoveRows({}, *row, *row);
        m_notes.erase(m_notes.begin() + *row);
        endRemoveRows();
    }
    m_changes.push_back(std::move(change));
    m_addedLast = false;
    Q_EMIT changed();
}

int NotesModel::lastRemoved() const
{
    const bool removed = !m_addedLast && canUndo() && m_changes.back().removed;
    return removed ? int(m_changes.back().before.size()) : 0;
}

QList<int> NotesModel::undo()
{
    if (!canUndo())
        return {};
    Change change = std::move(m_changes.back());
    m_changes.pop_back();
    QList<int> rows;
    for (auto& [row, before] : change.before) {
        rows << row;
        if (change.removed) {
            beginInsertRows({}, row, row);
            m_notes.insert(m_notes.begin() + row, std::move(before));
            endInsertRows();
        } else {
            m_notes[size_t(row)] = std::move(before);
            Q_EMIT dataChanged(index(row), index(row));
        }
    }
    Q_EMIT changed();
    return rows;
}

int NotesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_notes.size());
}

QString NotesModel::inWords(int row) const
{
    const RoiNote& n = note(row);
    return tr("%1\n%2 · p %3 · loss %4\n%5 · step %6")
        .arg(QString::fromStdString(n.text), className(row), fixedNumber(double(n.probability)),
            fixedNumber(double(n.loss)), QString::fromStdString(n.picture.name),
            QString::number(n.step));
}

QVariant NotesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(note(index.row()).text);
    case Qt::ToolTipRole: // as rich text, so that a text with a < in it is not taken for some
        return inWords(index.row()).toHtmlEscaped().replace('\n', "<br>");
    case Qt::AccessibleTextRole:
        return inWords(index.row());
    default:
        return {};
    }
}

bool NotesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid())
        return false;
    RoiNote& note = m_notes[size_t(index.row())];
    std::string text = value.toString().toStdString();
    if (text == note.text)
        return true;
    m_changes.push_back({.before = {{index.row(), note}}});
    m_addedLast = false;
    note.text = std::move(text);
    Q_EMIT dataChanged(index, index);
    Q_EMIT changed();
    return true;
}

Qt::ItemFlags NotesModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : usual;
}

} // namespace hardlens

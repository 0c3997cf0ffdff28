#include "widgets/controls/log_model.h"

#include <algorithm>

namespace hardlens {

bool LogFilter::passes(const LogLine& line) const
{
    return kinds[size_t(line.kind)]
        && (words.isEmpty()
            || QString::fromStdString(line.text).contains(words, Qt::CaseInsensitive));
}

void LogModel::setPublished(const History& history, const std::shared_ptr<const RunHeader>& run)
{
    if (!m_log.goesOn(history, run)) {
        beginResetModel();
        m_log.read(history, run);
        m_rows = passing(0);
        endResetModel();
        return;
    }
    const size_t before = m_log.lines().size();
    const int64_t countBefore = before > 0 ? m_log.lines().back().count : 0;
    m_log.read(history, run);
    const bool lastIsSeen = !m_rows.empty() && m_rows.back() + 1 == before;
    if (lastIsSeen && m_log.lines()[before - 1].count != countBefore) {
        const int row = int(m_rows.size()) - 1;
        Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
    }
    append(before);
}

std::vector<uint32_t> LogModel::passing(size_t firstLine) const
{
    std::vector<uint32_t> rows;
    for (size_t i = firstLine; i < m_log.lines().size(); ++i)
        if (m_filter.passes(m_log.lines()[i]))
            rows.push_back(uint32_t(i));
    return rows;
}

void LogModel::append(size_t firstLine)
{
    const auto rows = passing(firstLine);
    if (rows.empty())
        return;
    const int first = int(m_rows.size());
    beginInsertRows({}, first, first + int(rows.size()) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    endInsertRows();
}

void LogModel::setFilter(const LogFilter& filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    m_rows = passing(0);
    endResetModel();
}

int LogModel::rowFrom(size_t line) const
{
    return int(std::ranges::lower_bound(m_rows, uint32_t(line)) - m_rows.begin());
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(columns);
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const LogLine& l = line(index.row());
    if (role == Qt::ToolTipRole && index.column() == Text)
        return QString::fromStdString(l.text);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Time:
        return QString::fromStdString(logTimeText(l.wallSeconds));
    case Step:
        return l.step < 0 ? QString() : QString("step %1").arg(l.step);
    case Kind:
        return QString::fromLatin1(logKindName(l.kind));
    case Text:
        return l.count > 1
            ? QString("%1 (%2 times)").arg(QString::fromStdString(l.text)).arg(l.count)
            : QString::fromStdString(l.text);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const char* const names[columns] {"time", "step", "kind", "text"};
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0
        || section >= columns)
        return {};
    return QString::fromLatin1(names[section]);
}

} // namespace hardlens

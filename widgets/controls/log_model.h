#pragma once

#include "core/analysis/event_log.h"

#include <QAbstractTableModel>
#include <QString>

#include <array>
#include <cstdint>

namespace hardlens {

/// Which lines of a log are seen.
struct LogFilter
{
    std::array<bool, logKindCount> kinds {true, true, true, true, true, true}; // by LogKind
    QString words {}; // in the text, whatever the case; empty: all

    bool passes(const LogLine& line) const;
    friend bool operator==(const LogFilter&, const LogFilter&) = default;
};

/// The lines of an EventLog that a filter lets through, the oldest first. New lines are appended;
/// only another run or another filter resets the model.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        Time,
        Step,
        Kind,
        Text,
        columns
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// run: may be null.
    void setPublished(const History& history, const std::shared_ptr<const RunHeader>& run);
    void setFilter(const LogFilter& filter);

    const LogFilter& filter() const { return m_filter; }
    const EventLog& log() const { return m_log; } // before the filter
    const LogLine& line(int row) const { return m_log.lines()[m_rows[size_t(row)]]; }
    /// The row of a line of the log, or the next one that is seen; rowCount(): there is none.
    int rowFrom(size_t line) const;
    size_t lineOf(int row) const { return m_rows[size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<uint32_t> passing(size_t firstLine) const;
    void append(size_t firstLine);

    EventLog m_log {};
    LogFilter m_filter {};
    std::vector<uint32_t> m_rows {}; // lines of the log
};

} // namespace hardlens

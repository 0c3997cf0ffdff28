#pragma once

#include "core/records/published.h"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace hardlens {

enum class LogKind : uint8_t
{
    Remark, // on the data, as it was opened
    Note,
    Control,
    Refused,
    Warning,
    Error,
};
inline constexpr size_t logKindCount = 6;

/// Something that happened, or the same thing several times in a row.
struct LogLine
{
    LogKind kind = LogKind::Note;
    std::string text {};
    int64_t count = 1;
    int64_t step = -1;       // the last time, at the boundary after this step; -1: before the run
    double wallSeconds = -1; // since the run started; negative: before

    friend bool operator==(const LogLine&, const LogLine&) = default;
};

/// All events of a run and the remarks on its data, the remarks first, read as they come. A line
/// that says the same as the one before it is joined with it.
class EventLog
{
public:
    /// Whether read() will only add lines (and count the last one up). False where it begins again:
    /// another run, or its header arrived.
    bool goesOn(const History& history,
        const std::shared_ptr<const RunHeader>& run) const; // run: may be null
    /// Reads what is new.
    void read(const History& history, const std::shared_ptr<const RunHeader>& run);

    const std::vector<LogLine>& lines() const { return m_lines; }
    /// Lines of a kind, each as often as it happened.
    int64_t count(LogKind kind) const { return m_counts[size_t(kind)]; }

private:
    void add(LogLine line);

    std::vector<LogLine> m_lines {};
    std::array<int64_t, logKindCount> m_counts {};
    std::shared_ptr<const RunHeader> m_run {};
    std::shared_ptr<const Event> m_last {};
    size_t m_events = 0;
};

/// "note", "change", "refused", "warning", "error", "data".
const char* logKindName(LogKind kind);

/// A line as plain text: "0:02:05  step 412  change   B 64 → 128  (3 times)".
std::string logLineText(const LogLine& line);

/// "0:02:05"; empty for a negative time.
std::string logTimeText(double wallSeconds);

} // namespace hardlens

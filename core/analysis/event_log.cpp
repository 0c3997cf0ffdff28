#include "core/analysis/event_log.h"

#include "core/basics/error.h"

#include <cmath>
#include <cstdio>

namespace hardlens {

namespace {

LogKind kindOf(EventKind kind)
{
    switch (kind) {
    case EventKind::Control:
        return LogKind::Control;
    case EventKind::Refused:
        return LogKind::Refused;
    case EventKind::Note:
    case EventKind::Checkpoint:
        return LogKind::Note;
    case EventKind::Warning:
        return LogKind::Warning;
    case EventKind::Error:
        break;
    }
    return LogKind::Error;
}

std::string padded(std::string text, size_t width)
{
    text.resize(std::max(width, text.size()), ' ');
    return text;
}

} // namespace

bool EventLog::goesOn(const History& history, const std::shared_ptr<const RunHeader>& run) const
{
    return run == m_run && m_events <= history.events.size()
        && (m_events == 0 || history.events[m_events - 1] == m_last);
}

void EventLog::read(const History& history, const std::shared_ptr<const RunHeader>& run)
{
    if (!goesOn(history, run)) {
        *this = {};
        m_run = run;
        if (run)
            for (const std::string& remark : run->remarks)
                add({.kind = LogKind::Remark, .text = remark});
    }
    for (; m_events < history.events.size(); ++m_events) {
        m_last = history.events[m_events];
        add({.kind = kindOf(m_last->kind),
            .text = m_last->text,
            .step = m_last->step,
            .wallSeconds = m_last->wallSeconds});
    }
}

void EventLog::add(LogLine line)
{
    ++m_counts[size_t(line.kind)];
    if (m_lines.empty() || m_lines.back().kind != line.kind || m_lines.back().text != line.text) {
        m_lines.push_back(std::move(line));
        return;
    }
    LogLine& same = m_lines.back();
    ++same.count;
    same.step = line.step;
    same.wallSeconds = line.wallSeconds;
}

const char* logKindName(LogKind kind)
{
    switch (kind) {
    case LogKind::Remark:
        return "data";
    case LogKind::Note:
        return "note";
    case LogKind::Control:
        return "change";
    case LogKind::Refused:
        return "refused";
    case LogKind::Warning:
        return "warning";
    case LogKind::Error:
        break;
    }
    return "error";
}

std::string logTimeText(double wallSeconds)
{
    if (!(wallSeconds >= 0))
        return {};
    const auto seconds = (long long)(wallSeconds);
    char text[32];
    std::snprintf(
        text, sizeof text, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return text;
}

std::string logLineText(const LogLine& line)
{
    std::string text = concat(padded(logTimeText(line.wallSeconds), 8), "  ",
        padded(line.step < 0 ? "" : concat("step ", line.step), 10), "  ",
        padded(logKindName(line.kind), 7), "  ", line.text);
    if (line.count > 1)
        text += concat("  (", line.count, " times)");
    return text;
}

} // namespace hardlens

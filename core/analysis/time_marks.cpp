#include "core/analysis/time_marks.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

namespace hardlens {

namespace {

std::string headlineText(const Evaluation& evaluation)
{
    if (const auto& retrieval = evaluation.retrieval) {
        if (retrieval->ks.empty() || retrieval->recall.empty())
            return "evaluation";
        char text[32];
        std::snprintf(text, sizeof text, "R@%d %.3f", retrieval->ks.front(), retrieval->recall[0]);
        return text;
    }
    if (std::isnan(evaluation.meanAveragePrecision))
        return "evaluation";
    char text[32];
    std::snprintf(text, sizeof text, "mAP %.3f", evaluation.meanAveragePrecision);
    return text;
}

} // namespace

void TimeMarks::setLabels(std::map<std::string, std::string> labels)
{
    m_labels = std::move(labels);
    clear();
}

void TimeMarks::clear()
{
    m_marks.clear();
    m_events = m_evaluations = 0;
}

std::string TimeMarks::labelOf(const std::string& key) const
{
    const auto at = m_labels.find(key);
    return at != m_labels.end() ? at->second : key.substr(key.rfind('.') + 1);
}

void TimeMarks::addControl(const Event& event)
{
    const auto text = [&](const std::string& from) {
        return concat(labelOf(event.key), " ", from, " → ", event.to);
    };
    const auto same = std::find_if(m_marks.rbegin(), m_marks.rend(), [&](const TimeMark& mark) {
        return mark.kind == TimeMark::Kind::Control && mark.key == event.key;
    });
    if (same == m_marks.rend() || event.step - same->step > joinedSteps) {
        m_marks.push_back({.kind = TimeMark::Kind::Control,
            .step = event.step,
            .trainSeconds = event.trainSeconds,
            .text = text(event.from),
            .key = event.key,
            .from = event.from});
        return;
    }
    same->step = event.step;
    same->trainSeconds = event.trainSeconds;
    same->text = text(same->from);
    if (same->from == event.to)
        m_marks.erase(std::next(same).base());
}

bool TimeMarks::read(const History& history)
{
    const bool changed
        = m_events != history.events.size() || m_evaluations != history.evaluations.size();
    if (history.events.size() < m_events || history.evaluations.size() < m_evaluations)
        clear();
    for (; m_evaluations < history.evaluations.size(); ++m_evaluations) {
        const Evaluation& e = *history.evaluations[m_evaluations];
        m_marks.push_back({.kind = TimeMark::Kind::Evaluation,
            .step = e.step,
            .trainSeconds = e.trainSeconds,
            .text = headlineText(e)});
    }
    for (; m_events < history.events.size(); ++m_events) {
        const Event& e = *history.events[m_events];
        if (e.kind == EventKind::Control)
            addControl(e);
        else if (e.kind == EventKind::Warning || e.kind == EventKind::Error)
            m_marks.push_back({.kind = TimeMark::Kind::Warning,
                .step = e.step,
                .trainSeconds = e.trainSeconds,
                .text = e.text});
        else if (e.kind == EventKind::Checkpoint)
            m_marks.push_back({.kind = TimeMark::Kind::Checkpoint,
                .step = e.step,
                .trainSeconds = e.trainSeconds,
                .text = "checkpoint"});
    }
    return changed;
}

std::optional<int64_t> TimeMarks::next(int64_t step) const
{
    std::optional<int64_t> nearest;
    for (const TimeMark& mark : m_marks)
        if (mark.step > step && (!nearest || mark.step < *nearest))
            nearest = mark.step;
    return nearest;
}

std::optional<int64_t> TimeMarks::previous(int64_t step) const
{
    std::optional<int64_t> nearest;
    for (const TimeMark& mark : m_marks)
        if (mark.step < step && (!nearest || mark.step > *nearest))
            nearest = mark.step;
    return nearest;
}

} // namespace hardlens

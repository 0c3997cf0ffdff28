#include "widgets/controls/command_ranking.h"

#include "widgets/controls/fuzzy_match.h"

#include <QAction>

#include <algorithm>
#include <tuple>

namespace hardlens {

namespace {

struct Candidate
{
    RankedCommand ranked {};
    bool byGroup = false; // not in its text alone
    int score = 0;
    qsizetype age = 0; // place among the recent ones; their number: not among them
    qsizetype length = 0;
};

std::optional<Candidate> candidate(const WindowCommand& command, const QString& query)
{
    if (const auto match = fuzzyMatch(query, command.text))
        return Candidate {.ranked = {.places = match->places}, .score = match->score};
    const QString prefix = command.group + ' ';
    const auto match = fuzzyMatch(query, prefix + command.text);
    if (!match)
        return {};
    Candidate found {.byGroup = true, .score = match->score};
    for (const int place : match->places)
        if (place >= prefix.size())
            found.ranked.places.push_back(place - int(prefix.size()));
    return found;
}

} // namespace

bool WindowCommand::isEnabled() const
{
    return run || (action && action->isEnabled());
}

WindowCommand commandOf(QAction* action, const QString& group)
{
    QString text = action->text();
    // "&&" stands for a real one.
    text.replace("&&", QChar(1)).remove('&').replace(QChar(1), '&');
    return {.text = text,
        .group = group,
        .keys = action->shortcut().toString(QKeySequence::NativeText),
        .action = action};
}

std::vector<RankedCommand> rankCommands(
    const std::vector<WindowCommand>& commands, const QString& query, const QStringList& recent)
{
    const bool all = query.trimmed().isEmpty();
    std::vector<Candidate> found;
    for (size_t i = 0; i < commands.size(); ++i) {
        auto c = candidate(commands[i], query);
        if (!c)
            continue;
        const qsizetype age = recent.indexOf(commands[i].id());
        c->ranked.command = int(i);
        c->ranked.recent = age >= 0;
        c->age = age >= 0 ? age : recent.size();
        c->length = all ? 0 : commands[i].text.size();
        found.push_back(std::move(*c));
    }
    std::ranges::stable_sort(found, {},
        [](const Candidate& c) { return std::tuple(c.byGroup, -c.score, c.age, c.length); });
    std::vector<RankedCommand> ranked;
    for (Candidate& c : found)
        ranked.push_back(std::move(c.ranked));
    return ranked;
}

} // namespace hardlens

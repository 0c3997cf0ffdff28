#include "core/basics/random.h"
#include "widgets/controls/command_ranking.h"
#include "widgets/controls/fuzzy_match.h"

#include <QTest>

#include <functional>

using namespace hardlens;

using Places = std::vector<int>;

namespace {

/// All ways to find the letters, one after the other: the oracle.
std::optional<int> slowScore(const QString& query, const QString& text)
{
    std::optional<int> best;
    const std::function<void(int, int, int)> place = [&](int letter, int before, int score) {
        if (letter == query.size()) {
            best = std::max(best.value_or(score), score);
            return;
        }
        for (int i = before + 1; i < text.size(); ++i) {
            if (text[i] != query[letter])
                continue;
            const int start = i == 0 ? 12 : text[i - 1] == ' ' ? 8 : 0;
            const bool follows = letter > 0 && i == before + 1;
            const int skipped = letter > 0 ? i - before - 1 : 0;
            place(letter + 1, i, score + (follows ? std::max(9, start) : start) - skipped);
        }
    };
    place(0, -1, 0);
    return best;
}

std::vector<WindowCommand> commandsOf(const QStringList& texts)
{
    std::vector<WindowCommand> commands;
    for (const QString& text : texts)
        commands.push_back({.text = text, .group = "Run", .run = [] {}});
    return commands;
}

QStringList ranked(const std::vector<WindowCommand>& commands, const QString& query,
    const QStringList& recent = {})
{
    QStringList texts;
    for (const RankedCommand& r : rankCommands(commands, query, recent))
        texts << commands[size_t(r.command)].text;
    return texts;
}

} // namespace

class TestCommandRanking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("score");
        QTest::addColumn<Places>("places");
        const auto row = [](const char* query, const char* text, int score, Places places) {
            QTest::addRow("%s in %s", query, text) << query << text << score << places;
        };
        row("", "Open", 0, {});
        row("op", "Open a folder", 12 + 9, {0, 1});
        row("OP", "open", 12 + 9, {0, 1});
        row("of", "Open folder", 12 + 8 - 4, {0, 5});  // "pen " is skipped
        row("o f", "Open folder", 12 + 8 - 4, {0, 5}); // the blank does not count
        row("fo", "Open folder", 8 + 9, {5, 6});       // one word start, one directly after
        row("er", "Open folder", 0 + 9, {9, 10});      // not e of Open and r at the end: 0 - 7
        row("ns", "resetNewSeed", 8 + 8 - 2, {5, 8});  // words within a word
        row("ä", "Ärger", 12, {0});
    }

    void matches()
    {
        QFETCH(QString, query);
        QFETCH(QString, text);
        QFETCH(int, score);
        QFETCH(Places, places);
        const auto match = fuzzyMatch(query, text);
        QVERIFY(match);
        QCOMPARE(match->score, score);
        QCOMPARE(match->places, places);
    }

    void doesNotMatch()
    {
        QVERIFY(!fuzzyMatch(u"x", u"Open"));
        QVERIFY(!fuzzyMatch(u"no", u"one")); // the order counts
        QVERIFY(!fuzzyMatch(u"oo", u"one"));
        QVERIFY(!fuzzyMatch(u"o", u""));
    }

    void bestOfAllWays()
    {
        RandomStream random({.seed = 5});
        int found = 0;
        for (int n = 0; n < 3000; ++n) {
            QString text, query;
            for (uint32_t i = 0, size = random.below(9); i < size; ++i)
                text += QChar("ab "[random.below(3)]);
            for (uint32_t i = 0, size = 1 + random.below(3); i < size; ++i)
                query += QChar("ab"[random.below(2)]);
            const auto slow = slowScore(query, text);
            const auto fast = fuzzyMatch(query, text);
            QCOMPARE(bool(fast), bool(slow));
            if (!fast)
                continue;
            ++found;
            QVERIFY2(fast->score == *slow, qPrintable(query + " in '" + text + "'"));
            for (size_t i = 0; i < fast->places.size(); ++i)
                QCOMPARE(text[fast->places[i]], query[qsizetype(i)]);
        }
        QVERIFY(found > 500);
    }

    void prefixThenWordStartsThenLetters()
    {
        const auto commands
            = commandsOf({"Compare runs", "Return to live", "Begin run", "Run steps"});
        QCOMPARE(ranked(commands, "run"),
            (QStringList {"Run steps", "Begin run", "Compare runs", "Return to live"}));
    }

    void shorterThenAsGiven()
    {
        const auto commands = commandsOf({"Step size", "Step", "Step mode"});
        QCOMPARE(ranked(commands, "step"), (QStringList {"Step", "Step size", "Step mode"}));
    }

    void groupsFindToo()
    {
        std::vector<WindowCommand> commands = commandsOf({"Evaluate now", "Truncate"});
        commands.push_back({.text = "Dark", .group = "View", .run = [] {}});
        // "run" is in the group of the first two; in the text of the second it is t-r-u-n.
        QCOMPARE(ranked(commands, "run"), (QStringList {"Truncate", "Evaluate now"}));
        QCOMPARE(ranked(commands, "view da"), (QStringList {"Dark"}));
        QCOMPARE(rankCommands(commands, "view da", {})[0].places, (Places {0, 1}));
    }

    void recentOnesFirst()
    {
        const auto commands = commandsOf({"Alpha", "Beta", "Gamma", "Delta"});
        const QStringList recent {"Run/Gamma", "Run/Beta", "Run/Gone"};
        QCOMPARE(ranked(commands, "", recent), (QStringList {"Gamma", "Beta", "Alpha", "Delta"}));
        const auto all = rankCommands(commands, " ", recent);
        QVERIFY(all[1].recent && !all[2].recent);
        // Among equals alone: what fits better is first all the same.
        QCOMPARE(ranked(commands, "a", {"Run/Delta"}),
            (QStringList {"Alpha", "Delta", "Beta", "Gamma"}));
    }
};

QTEST_GUILESS_MAIN(TestCommandRanking)
#include "tst_command_ranking.moc"

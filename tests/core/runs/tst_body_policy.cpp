#include "core/basics/error.h"
#include "core/runs/body_policy.h"

#include <QTest>

#include <numeric>

using namespace hardlens;

using Steps = std::vector<int64_t>;

namespace {

/// What is left of steps 1 … count, which are recorded one after the other.
Steps kept(const BodyPolicy& policy, int64_t count)
{
    BodyKeeper keeper(policy);
    std::set<int64_t> steps;
    for (int64_t step = 1; step <= count; ++step) {
        if (!keeper.wants(step))
            continue;
        steps.insert(step);
        for (const int64_t dropped : keeper.add(step))
            if (steps.erase(dropped) != 1)
                return {-1}; // was not there
    }
    return {steps.begin(), steps.end()};
}

} // namespace

Q_DECLARE_METATYPE(Steps)

class TestBodyPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keeps_data()
    {
        QTest::addColumn<int>("every");
        QTest::addColumn<int>("last");
        QTest::addColumn<Steps>("left");
        QTest::newRow("all") << 1 << 0 << Steps {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        QTest::newRow("every fourth") << 4 << 0 << Steps {1, 4, 8, 12};
        QTest::newRow("the last three") << 0 << 3 << Steps {10, 11, 12};
        QTest::newRow("the last three and every fifth") << 5 << 3 << Steps {1, 5, 10, 11, 12};
        QTest::newRow("more than there are")
            << 0 << 20 << Steps {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        QTest::newRow("none") << 0 << 0 << Steps {};
    }

    void keeps()
    {
        QFETCH(int, every);
        QFETCH(int, last);
        QFETCH(Steps, left);
        QCOMPARE(kept({.every = every, .last = last}, 12), left);
    }

    // Steps 5 and 10 could not be recorded: the next ones stand for them.
    void gapsAreFilled()
    {
        const Steps recorded {1, 2, 3, 4, 6, 7, 8, 9, 11, 12, 13, 14};
        const Steps dropped = stepsToDrop(recorded, {.every = 5, .last = 2});
        QCOMPARE(dropped, (Steps {2, 3, 4, 7, 8, 9, 12}));
    }

    // A session that does steps 6 to 9 again finds their bodies there.
    void stepsDoneAgain()
    {
        BodyKeeper keeper({.every = 4, .last = 3});
        for (int64_t step = 1; step <= 9; ++step)
            keeper.add(step);
        Steps dropped;
        for (int64_t step = 6; step <= 12; ++step)
            for (const int64_t one : keeper.add(step))
                dropped.push_back(one);
        QCOMPARE(dropped, (Steps {6, 7, 9}));
    }

    void rejects()
    {
        QVERIFY_THROWS_EXCEPTION(ConfigError, BodyKeeper({.every = -1}));
        try {
            BodyPolicy {.every = 1, .last = -2}.validate();
            QFAIL("accepted");
        } catch (const ConfigError& error) {
            QCOMPARE(error.what(), "recording.last = -2: must be in [0, 1000000000]");
        }
    }
};

QTEST_GUILESS_MAIN(TestBodyPolicy)
#include "tst_body_policy.moc"

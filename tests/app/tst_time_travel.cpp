#include "app/window/time_travel.h"

#include <QSignalSpy>
#include <QTest>

using namespace hardlens;

namespace {

std::shared_ptr<const std::vector<int64_t>> everyTen(int64_t last)
{
    auto steps = std::make_shared<std::vector<int64_t>>();
    for (int64_t s = 10; s <= last; s += 10)
        steps->push_back(s);
    return steps;
}

} // namespace

class TestTimeTravel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsUntilSomebodyGoesBack()
    {
        TimeTravel travel;
        travel.setNewest(5);
        travel.goTo(3);
        QVERIFY2(travel.follows(), "nothing is recorded");
        travel.setNewest(104);
        travel.setRecorded(everyTen(100));
        QCOMPARE(travel.shown(), 104);
        QSignalSpy moved(&travel, &TimeTravel::moved);
        travel.goTo(47);
        QCOMPARE(travel.shown(), 40);
        QCOMPARE(moved.size(), 1);
        travel.setNewest(2000);
        QVERIFY2(travel.shown() == 40, "nobody is pulled back");
        QCOMPARE(moved.size(), 1);
        travel.follow();
        QCOMPARE(travel.shown(), 2000);
    }

    void goesByRecordedSteps()
    {
        TimeTravel travel;
        travel.setNewest(104);
        travel.setRecorded(everyTen(100));
        travel.stepBy(-1);
        QCOMPARE(travel.shown(), 100);
        travel.stepBy(-1);
        QCOMPARE(travel.shown(), 90);
        travel.stepBy(-5);
        QCOMPARE(travel.shown(), 40);
        travel.stepBy(-50);
        QCOMPARE(travel.shown(), 10);
        travel.stepBy(2);
        QCOMPARE(travel.shown(), 30);
        travel.goToFirst();
        QCOMPARE(travel.shown(), 10);
        travel.goTo(-5);
        QCOMPARE(travel.shown(), 10);
        travel.stepBy(100);
        QVERIFY2(travel.follows(), "beyond the last recorded step is the newest");
        travel.stepBy(1);
        QVERIFY(travel.follows());
    }

    void fromARecordedNewestStepBackLeadsToTheOneBefore()
    {
        TimeTravel travel;
        travel.setNewest(100);
        travel.setRecorded(everyTen(100));
        travel.stepBy(-1);
        QCOMPARE(travel.shown(), 90);
    }

    void aFutureThatIsDoneAgainIsOutOfReach()
    {
        TimeTravel travel;
        travel.setRecorded(everyTen(1000));
        travel.setNewest(55);
        travel.goTo(900);
        QCOMPARE(travel.shown(), 50);
        travel.stepBy(1);
        QVERIFY(travel.follows());
    }

    void playsToTheEndAndStops()
    {
        TimeTravel travel;
        travel.setNewest(50);
        travel.setRecorded(everyTen(50));
        travel.setSpeed(100);
        travel.play(true);
        QVERIFY(travel.isPlaying());
        QCOMPARE(travel.shown(), 10); // it was at the end
        QTRY_VERIFY(!travel.isPlaying());
        QCOMPARE(travel.shown(), 50);
    }

    void playsRoundInTheLoop()
    {
        TimeTravel travel;
        travel.setNewest(100);
        travel.setRecorded(everyTen(100));
        travel.setSpeed(100);
        travel.setLoop(TimeTravel::Range {60, 35});
        QCOMPARE(travel.loop()->first, 35);
        std::vector<int64_t> seen;
        connect(&travel, &TimeTravel::moved, this, [&] { seen.push_back(travel.shown()); });
        travel.play(true);
        QTRY_VERIFY(seen.size() >= 8);
        travel.play(false);
        const std::vector<int64_t> round {40, 50, 60, 40, 50, 60, 40, 50};
        QCOMPARE(std::vector<int64_t>(seen.begin(), seen.begin() + 8), round);
    }

    void clearingFollowsAgain()
    {
        TimeTravel travel;
        travel.setNewest(100);
        travel.setRecorded(everyTen(100));
        travel.setLoop(TimeTravel::Range {20, 30});
        travel.play(true);
        travel.clear();
        QVERIFY(travel.follows() && !travel.isPlaying() && !travel.loop());
        QCOMPARE(travel.shown(), 0);
        travel.play(true);
        QVERIFY2(!travel.isPlaying(), "there is nothing to play");
    }
};

QTEST_GUILESS_MAIN(TestTimeTravel)
#include "tst_time_travel.moc"

#include "app/recording/followed_run.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

#include <SQLiteCpp/SQLiteCpp.h>
#include <condition_variable>
#include <fstream>
#include <mutex>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// The newest published value, and how to wait for one.
class Newest
{
public:
    OpenRun::Publish publish()
    {
        return [this](Published value) {
            {
                const std::lock_guard lock(m_mutex);
                m_value = std::move(value);
            }
            m_arrived.notify_all();
        };
    }

    bool waitFor(const std::function<bool(const Published&)>& wanted)
    {
        std::unique_lock lock(m_mutex);
        return m_arrived.wait_for(lock, std::chrono::seconds(10), [&] { return wanted(m_value); });
    }

    Published value()
    {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

private:
    std::mutex m_mutex {};
    std::condition_variable m_arrived {};
    Published m_value {};
};

std::shared_ptr<const RunHeader> headerOf(const std::string& name)
{
    auto header = std::make_shared<RunHeader>();
    header->dataName = name;
    header->classNames = {"background", "cat"};
    return header;
}

/// Of a description that the program of today reads: the made-up one has settings that were never
/// there.
RunDescription description()
{
    RunDescription d = test::madeUpDescription();
    d.configuration = "seed = 7\n[mining]\nB = 6\n[data.scenes]\ntrain = 4\ntest = 2\n";
    return d;
}

} // namespace

class TestFollowedRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFinishedRunIsShownAsItWas()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), description(), {});
            writer.record(headerOf("cats"));
            test::recordSteps(writer, 1, 25);
        }
        Newest newest;
        FollowedRun run(folder.run(), newest.publish());
        QVERIFY(
            newest.waitFor([](const Published& p) { return p.state == SessionState::Recorded; }));
        const Published p = newest.value();
        QCOMPARE(p.run->dataName, std::string("cats"));
        QCOMPARE(p.history.steps.size(), size_t(25));
        QCOMPARE(p.step->header.step, 25);
        QCOMPARE(p.pinned->step, 20);
        QCOMPARE(p.detections->step, 20);
        QCOMPARE(run.config().mining.roisPerStep, 6);
        QCOMPARE(run.config().seed, uint64_t(7));
        QVERIFY(!run.trains());
        QCOMPARE(run.steps()->steps().size(), size_t(25));
        QCOMPARE(run.steps()->stepAtOrBefore(13)->header.step, 13);
    }

    void aGrowingRunGrows()
    {
        const test::TestFolder folder;
        auto writer = std::make_unique<RunWriter>(
            folder.run(), description(), RecordingOptions {.commitSeconds = .02});
        writer->record(headerOf("cats"));
        test::recordSteps(*writer, 1, 3);
        QTRY_VERIFY(fs::exists(folder.run() / "run.hlrun"));
        QTRY_VERIFY(RunReader(folder.run()).history().steps.size() == 3);
        Newest newest;
        FollowedRun run(folder.run(), newest.publish());
        QVERIFY(newest.waitFor(
            [](const Published& p) { return p.state == SessionState::Followed && p.step; }));
        QCOMPARE(newest.value().step->header.step, 3);
        test::recordSteps(*writer, 4, 12);
        QVERIFY(newest.waitFor(
            [](const Published& p) { return p.step->header.step == 12 && p.pinned; }));
        QVERIFY(newest.value().stepsPerSecond > 0);
        writer.reset();
        QVERIFY(
            newest.waitFor([](const Published& p) { return p.state == SessionState::Recorded; }));
    }

    void whatIsNoRunIsOneError_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::newRow("no folder") << false;
        QTest::newRow("no run in it") << true;
    }

    void whatIsNoRunIsOneError()
    {
        QFETCH(const bool, exists);
        const test::TestFolder folder;
        if (exists) {
            fs::create_directories(folder.run());
            std::ofstream(folder.run() / "run.hlrun")
                << "this is no data base, but it is long enough to look";
        }
        Newest newest;
        FollowedRun run(folder.run(), newest.publish());
        QVERIFY(newest.waitFor([](const Published& p) { return p.state == SessionState::Failed; }));
        const std::string text = newest.value().history.events.back()->text;
        QVERIFY2(text.find((folder.run()).string()) != std::string::npos, text.c_str());
    }

    void dataThatAreGoneAreSaid()
    {
        const test::TestFolder folder;
        {
            RunDescription gone = description();
            gone.configuration = "[data]\npath = \"/no/such/folder\"\n";
            RunWriter writer(folder.run(), gone, {});
            writer.record(headerOf("cats"));
            test::recordSteps(writer, 1, 2);
        }
        Newest newest;
        FollowedRun run(folder.run(), newest.publish());
        QVERIFY(
            newest.waitFor([](const Published& p) { return p.run && !p.run->remarks.empty(); }));
        const std::string remark = newest.value().run->remarks.back();
        QVERIFY2(remark.find("/no/such/folder") != std::string::npos, remark.c_str());
    }

    void aDamagedBodyIsPassedOver()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), description(), {});
            writer.record(headerOf("cats"));
            test::recordSteps(writer, 1, 9);
        }
        {
            SQLite::Database file((folder.run() / "run.hlrun").string(), SQLite::OPEN_READWRITE);
            file.exec("UPDATE bodies SET data = x'00112233' WHERE step >= 8");
        }
        Newest newest;
        FollowedRun run(folder.run(), newest.publish());
        QVERIFY(
            newest.waitFor([](const Published& p) { return p.state == SessionState::Recorded; }));
        QCOMPARE(newest.value().history.steps.size(), size_t(9));
        QCOMPARE(newest.value().step->header.step, 7);
    }
};

QTEST_APPLESS_MAIN(TestFollowedRun)
#include "tst_followed_run.moc"

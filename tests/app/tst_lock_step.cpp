#include "app/forking/lock_step.h"
#include "core/basics/error.h"
#include "core/runs/run_reader.h"
#include "tests/core/training/watched_session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// All that the variants of a fork publish.
class Watch
{
public:
    LockStep::Publish publish()
    {
        return [this](size_t variant, Published published) {
            {
                const std::lock_guard lock(m_mutex);
                m_newest[variant] = published;
                auto& steps = m_steps[variant];
                if (published.step && (steps.empty() || steps.back() != published.step))
                    steps.push_back(published.step);
                for (const auto& other : m_steps)
                    if (!other.empty() && !steps.empty())
                        m_farthest = std::max(m_farthest,
                            std::abs(other.back()->header.step - steps.back()->header.step));
            }
            m_changed.notify_all();
        };
    }

    bool waitFor(size_t variants, size_t steps)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::seconds(60), [&] {
            for (size_t v = 0; v < variants; ++v)
                if (m_steps[v].size() < steps)
                    return false;
            return true;
        });
    }

    std::shared_ptr<const Step> step(size_t variant, size_t i)
    {
        const std::lock_guard lock(m_mutex);
        return m_steps[variant].at(i);
    }

    Published newest(size_t variant)
    {
        const std::lock_guard lock(m_mutex);
        return m_newest[variant];
    }

    int64_t farthest()
    {
        const std::lock_guard lock(m_mutex);
        return m_farthest;
    }

private:
    std::mutex m_mutex {};
    std::condition_variable m_changed {};
    std::array<std::vector<std::shared_ptr<const Step>>, LockStep::most> m_steps {};
    std::array<Published, LockStep::most> m_newest {};
    int64_t m_farthest = 0; // steps between two variants at any moment
};

/// All that a step has before the choice is made.
void compareInputs(const DetectionStep& a, const DetectionStep& b)
{
    QCOMPARE(a.pictures.size(), b.pictures.size());
    for (size_t p = 0; p < a.pictures.size(); ++p) {
        QCOMPARE(a.pictures[p].picture.contentId, b.pictures[p].picture.contentId);
        QCOMPARE(a.pictures[p].picture.flipped, b.pictures[p].picture.flipped);
        const auto& ours = a.pictures[p].rois;
        const auto& theirs = b.pictures[p].rois;
        QCOMPARE(ours.size(), theirs.size());
        for (size_t r = 0; r < ours.size(); ++r) {
            QCOMPARE(ours[r].proposal, theirs[r].proposal);
            QCOMPARE(ours[r].label, theirs[r].label);
            QCOMPARE(ours[r].classLoss, theirs[r].classLoss); // bit for bit
            QCOMPARE(ours[r].boxLoss, theirs[r].boxLoss);
        }
    }
}

std::vector<int> chosen(const DetectionStep& step)
{
    std::vector<int> picks;
    for (const PictureRecord& picture : step.pictures)
        for (size_t r = 0; r < picture.rois.size(); ++r)
            if (picture.rois[r].decision.fate == Fate::Selected)
                picks.push_back(int(r));
    return picks;
}

} // namespace

class TestLockStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        qputenv("HARDLENS_CACHE", m_folder.filePath("cache").toUtf8());
        m_run = m_folder.filePath("run").toStdString();
        test::Watched watched;
        {
            LiveRun run(test::smallScenes(6), watched.publish(), {},
                {.folder = m_run, .checkpointEvery = 4});
            QVERIFY(watched.waitFor(
                [](const Published& p) { return p.state == SessionState::Finished; }));
        }
        QCOMPARE(resumePoint(m_run, 4).step, 4);
    }

    void differsInNothingButTheChoice_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::newRow("NMS off") << "mining.useNms"
                                 << "false";
        QTest::newRow("heuristic") << "mining.sampler"
                                   << "heuristic";
        QTest::newRow("B") << "mining.B"
                           << "8";
    }

    void differsInNothingButTheChoice()
    {
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        Watch watch;
        LockStep fork(resumePoint(m_run, 4), m_run,
            {{"as it was", {}}, {"other", {{key.toStdString(), value.toStdString()}}}}, {},
            watch.publish());
        QCOMPARE(fork.forkStep(), 4);
        fork.doRounds(3);
        QVERIFY(watch.waitFor(2, 3));
        QTRY_VERIFY(!fork.isPlaying());
        QCOMPARE(fork.commonStep(), 7);
        const auto &ours = watch.step(0, 0)->detection(), &theirs = watch.step(1, 0)->detection();
        QCOMPARE(watch.step(0, 0)->header.step, 5);
        compareInputs(ours, theirs);
        QVERIFY2(chosen(ours) != chosen(theirs), "the choice is what differs");
        QVERIFY2(watch.farthest() <= 1, "in lock-step");
        const auto &after = watch.step(0, 2)->detection(),
                   &afterThere = watch.step(1, 2)->detection();
        QVERIFY2(after.pictures[0].picture.contentId == afterThere.pictures[0].picture.contentId,
            "the pictures stay the same");
        QVERIFY2(after.pictures[0].rois[0].classLoss != afterThere.pictures[0].rois[0].classLoss,
            "learning from something else leads elsewhere");
        for (size_t v = 0; v < 2; ++v) { // each side has a history of its own behind the fork
            const auto& rows = watch.newest(v).history.steps;
            QCOMPARE(rows.size(), size_t(7));
            QCOMPARE(rows[4].selected, rowOf(*watch.step(v, 0), 0).selected);
            QCOMPARE(rows[6].meanLossAll, rowOf(*watch.step(v, 2), 0).meanLossAll);
        }
    }

    void theFirstGoesOnAsTheRunDid()
    {
        Watch watch;
        LockStep fork(
            resumePoint(m_run, 4), m_run, {{"a", {}}, {"b", {}}, {"c", {}}}, {}, watch.publish());
        fork.play();
        QVERIFY(watch.waitFor(3, 2));
        fork.pause();
        QTRY_VERIFY(!fork.isPlaying());
        const RunReader reader(m_run);
        for (size_t v = 0; v < 3; ++v)
            for (size_t i = 0; i < 2; ++i)
                compareInputs(watch.step(v, i)->detection(),
                    reader.bodyAtOrBefore(int64_t(5 + i))->detection());
    }

    void sidesAreKeptAsBranches()
    {
        const fs::path runs = m_folder.filePath("runs").toStdString();
        {
            Watch watch;
            LockStep fork(resumePoint(m_run, 4), m_run, {{"a", {}}, {"b", {{"mining.B", "8"}}}},
                runs, watch.publish());
            fork.doRounds(2);
            QVERIFY(watch.waitFor(2, 2));
        }
        int kept = 0;
        for (const auto& entry : fs::directory_iterator(runs)) {
            const RunReader reader(entry.path());
            QCOMPARE(reader.description().parent->step, 4);
            QCOMPARE(reader.history().steps.back().step, 6);
            ++kept;
        }
        QCOMPARE(kept, 2);
    }

    void whatCannotBeIsRefused()
    {
        const ResumePoint point = resumePoint(m_run, 4);
        Watch watch;
        QVERIFY_EXCEPTION_THROWN(
            LockStep(point, m_run, {{"alone", {}}}, {}, watch.publish()), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(
            LockStep(point, m_run, {{"a", {}}, {"b", {{"mining.B", "0"}}}}, {}, watch.publish()),
            ConfigError);
    }

    void endsInTheMiddleOfARound()
    {
        for (int i = 0; i < 3; ++i) {
            Watch watch;
            LockStep fork(
                resumePoint(m_run, 4), m_run, {{"a", {}}, {"b", {}}}, {}, watch.publish());
            fork.play();
            QVERIFY(watch.waitFor(1, size_t(i)));
        }
    }

private:
    QTemporaryDir m_folder {};
    fs::path m_run {};
};

QTEST_APPLESS_MAIN(TestLockStep)
#include "tst_lock_step.moc"

#include "app/window/moment_loader.h"
#include "core/basics/error.h"
#include "tests/support/made_up_run_records.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>

using namespace hardlens;
using namespace std::chrono_literals;

namespace {

/// Steps 1 to 100, read as slowly as asked.
class SlowSteps : public StepSource
{
public:
    std::vector<int64_t> steps() override
    {
        std::vector<int64_t> all;
        for (int64_t s = 1; s <= 100; ++s)
            all.push_back(s);
        return all;
    }

    std::vector<int64_t> pinnedSteps() override { return {10, 20}; }

    std::shared_ptr<const Step> stepAtOrBefore(int64_t step) override
    {
        ++reads;
        std::this_thread::sleep_for(pause.load());
        if (step == damaged)
            throw DataError("step 13 is damaged");
        return std::make_shared<const Step>(test::madeUpStep(7, {.rois = 20, .step = step}));
    }

    std::shared_ptr<const PinnedScore> pinnedAtOrBefore(int64_t step) override
    {
        if (step < 10)
            return nullptr;
        const Step body = test::madeUpStep(8, {.rois = 20});
        return std::make_shared<const PinnedScore>(
            PinnedScore {step - step % 10, 1, body.detection()});
    }

    std::shared_ptr<const EmbeddedPictures> probeAtOrBefore(int64_t) override { return nullptr; }

    std::shared_ptr<const EvaluatedDetections> detections(int64_t step) override
    {
        auto found = std::make_shared<EvaluatedDetections>();
        found->step = step;
        return found;
    }

    static constexpr int64_t damaged = 13;
    std::atomic<int> reads {0};
    std::atomic<std::chrono::milliseconds> pause {0ms};
};

} // namespace

class TestMomentLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_steps = std::make_shared<SlowSteps>();
        m_loader = std::make_unique<MomentLoader>();
        m_loader->setSource(m_steps);
        connect(m_loader.get(), &MomentLoader::loaded, this,
            [this](const std::shared_ptr<const Moment>& moment) { m_moments.push_back(moment); });
    }

    void cleanup()
    {
        m_loader.reset();
        m_moments.clear();
    }

    void bringsAMoment()
    {
        m_loader->load(42, 40);
        QTRY_COMPARE(m_moments.size(), size_t(1));
        QCOMPARE(m_moments[0]->step, 42);
        QCOMPARE(m_moments[0]->body->header.step, 42);
        QCOMPARE(m_moments[0]->detections->step, 40);
        QVERIFY(m_moments[0]->problem.empty());
    }

    void ofManyRequestsTheLastIsAnswered()
    {
        m_steps->pause = 20ms;
        for (int64_t s = 1; s <= 100; ++s)
            if (s != SlowSteps::damaged)
                m_loader->load(s, -1);
        QTRY_VERIFY(!m_moments.empty() && m_moments.back()->step == 100);
        QVERIFY2(m_steps->reads <= 3, qPrintable(QString::number(m_steps->reads)));
    }

    void whatIsDamagedIsSaid()
    {
        m_loader->load(SlowSteps::damaged, 10);
        QTRY_COMPARE(m_moments.size(), size_t(1));
        QVERIFY(!m_moments[0]->body);
        QCOMPARE(m_moments[0]->problem, std::string("step 13 is damaged"));
        QCOMPARE(m_moments[0]->detections->step, 10); // what is sound is there
    }

    void answersOfTheRunBeforeAreDropped()
    {
        m_steps->pause = 50ms;
        m_loader->load(5, -1);
        QTRY_VERIFY(m_steps->reads > 0);
        m_loader->setSource(std::make_shared<SlowSteps>());
        m_loader->load(6, -1);
        QTRY_VERIFY(!m_moments.empty());
        QTest::qWait(100);
        QCOMPARE(m_moments.size(), size_t(1));
        QCOMPARE(m_moments[0]->step, 6);
    }

    void aPastIsGatheredAfterWhatIsUrgent()
    {
        const Step step = *m_steps->stepAtOrBefore(1);
        const PictureRecord& picture = step.detection().pictures[0];
        const RoiIdentity roi {picture.picture.contentId, picture.rois[3].proposal};
        m_steps->pause = 2ms;
        RoiPast past;
        int told = 0;
        connect(m_loader.get(), &MomentLoader::gathering, this,
            [&](const RoiIdentity&, int, int total) { told += total == 100; });
        connect(m_loader.get(), &MomentLoader::gathered, this,
            [&](const RoiIdentity& whose, const RoiPast& found) {
                QCOMPARE(whose, roi);
                past = found;
            });
        m_loader->gather(roi, m_steps->steps());
        m_loader->load(77, -1);
        QTRY_VERIFY(!m_moments.empty());
        QVERIFY2(past.empty(), "the past takes longer than a step");
        QTRY_COMPARE(past.size(), size_t(99)); // a damaged step is a gap
        QVERIFY(told > 3);
        QCOMPARE(past.front().step, 1);
        QCOMPARE(past.back().step, 100);
        QCOMPARE(past.front().loss, rankingLoss(picture.rois[3], step.detection().mining));
    }

    void thePastOfAPinnedRoiIsThatOfTheScorings()
    {
        const PictureRecord picture = m_steps->pinnedAtOrBefore(10)->body.pictures[0];
        RoiPast past;
        connect(m_loader.get(), &MomentLoader::gathered, this,
            [&](const RoiIdentity&, const RoiPast& found) { past = found; });
        m_loader->gather(
            {picture.picture.contentId, picture.rois[4].proposal, true}, m_steps->pinnedSteps());
        QTRY_COMPARE(past.size(), size_t(2));
        QCOMPARE(past[1].step, 20);
    }

private:
    std::shared_ptr<SlowSteps> m_steps {};
    std::unique_ptr<MomentLoader> m_loader {};
    std::vector<std::shared_ptr<const Moment>> m_moments {};
};

QTEST_GUILESS_MAIN(TestMomentLoader)
#include "tst_moment_loader.moc"

#include "core/analysis/average_precision.h"
#include "core/records/encoding/encoding.h"
#include "core/records/shortened_roi.h"
#include "core/training/options.h"
#include "core/training/training_session.h"
#include "tests/core/training/watched_session.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace hardlens;
using namespace std::chrono_literals;
using test::smallScenes;
using test::Watched;

namespace {

bool isOver(const Published& p)
{
    return p.state == SessionState::Finished || p.state == SessionState::Failed;
}

std::vector<std::shared_ptr<const Step>> stepsOf(const TrainingConfig& config)
{
    Watched watched;
    TrainingSession session(config, watched.publish());
    if (!watched.waitFor(isOver))
        return {};
    const std::lock_guard lock(watched.mutex);
    return watched.steps;
}

} // namespace

class TestTrainingSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("HARDLENS_CACHE", m_cache.path().toUtf8()); }

    void sameSeedSameRun()
    {
        const auto a = stepsOf(smallScenes(12)), b = stepsOf(smallScenes(12));
        QCOMPARE(a.size(), size_t(12));
        QCOMPARE(b.size(), size_t(12));
        for (size_t i = 0; i < a.size(); ++i)
            for (size_t p = 0; p < 2; ++p)
                compareLosses(a[i]->detection().pictures[p], b[i]->detection().pictures[p]);
        TrainingConfig other = smallScenes(12);
        other.seed = 1;
        const auto c = stepsOf(other);
        QVERIFY(
            a[0]->detection().pictures[0].picture.name != c[0]->detection().pictures[0].picture.name
            || a[0]->detection().pictures[0].rois[0].classLoss
                != c[0]->detection().pictures[0].rois[0].classLoss);
    }

    void resumedIsAsNeverInterrupted_data()
    {
        QTest::addColumn<int>("at");
        for (const int at : {1, 5, 11}) // within the first epoch, at N's border, close to the end
            QTest::addRow("%d", at) << at;
    }

    /// 16 steps, or some of them, a checkpoint, another session and the rest: the same records bit
    /// for bit.
    void resumedIsAsNeverInterrupted()
    {
        QFETCH(int, at);
        TrainingConfig config = smallScenes(16);
        config.net.dropout = .3;
        const auto whole = stepsOf(config);
        QCOMPARE(whole.size(), size_t(16));
        QTemporaryDir folder;
        SessionOptions options;
        options.checkpoints = {.folder = folder.filePath("checkpoints").toStdString()};
        config.training.steps = at;
        History history;
        {
            Watched watched;
            TrainingSession session(config, watched.publish(), options);
            QVERIFY(watched.waitFor(isOver));
            const std::lock_guard lock(watched.mutex);
            history = watched.newest.history;
        }
        config.training.steps = 16;
        options.resumeFrom = options.checkpoints.folder
            / ("step-" + QString("%1").arg(at, 6, 10, QChar('0')).toStdString());
        options.history = history;
        Watched watched;
        TrainingSession session(config, watched.publish(), options);
        QVERIFY(watched.waitFor(isOver));
        const std::lock_guard lock(watched.mutex);
        QCOMPARE(watched.newest.state, SessionState::Finished);
        QCOMPARE(watched.newest.history.steps.size(), size_t(16));
        QCOMPARE(watched.newest.history.choices.size(), size_t(16));
        for (int64_t s = 1; s <= 16; ++s) {
            const StepChoices& choices = *watched.newest.history.choices[size_t(s - 1)];
            QCOMPARE(choices.step, s);
            QCOMPARE(choices.pictures[1].meanLoss,
                choicesOf(*whole[size_t(s - 1)]).pictures[1].meanLoss);
        }
        QCOMPARE(watched.steps.size(), size_t(16 - at));
        for (size_t i = 0; i < watched.steps.size(); ++i) {
            const Step& a = *watched.steps[i];
            const Step& b = *whole[size_t(at) + i];
            QCOMPARE(a.header.step, b.header.step);
            QCOMPARE(a.header.picturesSeen, b.header.picturesSeen);
            QCOMPARE(a.header.learningRate, b.header.learningRate);
            for (size_t p = 0; p < 2; ++p)
                compareLosses(a.detection().pictures[p], b.detection().pictures[p]);
        }
    }

    /// A change that was made after the checkpoint is made again at its step.
    void changesAreMadeAgain()
    {
        TrainingConfig config = smallScenes(12);
        SessionOptions options;
        QTemporaryDir folder;
        options.checkpoints = {.folder = folder.path().toStdString(), .everySteps = 4};
        const auto change = std::make_shared<Event>();
        change->kind = EventKind::Control;
        change->step = 7;
        change->key = "mining.B";
        change->value = "16";
        options.replay = {change};
        Watched whole;
        {
            TrainingSession session(config, whole.publish(), options);
            QVERIFY(whole.waitFor(isOver));
        }
        QCOMPARE(whole.steps[6]->detection().mining.roisPerStep, int64_t(32));
        QCOMPARE(whole.steps[7]->detection().mining.roisPerStep, int64_t(16));
        options.resumeFrom = options.checkpoints.folder / "step-000004";
        // A change that the checkpoint's config holds already is told, and changes nothing.
        const auto inForce = std::make_shared<Event>(*change);
        inForce->step = 4;
        inForce->value = "32";
        options.replay.insert(options.replay.begin(), inForce);
        Watched resumed;
        TrainingSession session(config, resumed.publish(), options);
        QVERIFY(resumed.waitFor(isOver));
        QCOMPARE(resumed.steps.size(), size_t(8));
        for (size_t i = 0; i < 8; ++i)
            for (size_t p = 0; p < 2; ++p)
                compareLosses(resumed.steps[i]->detection().pictures[p],
                    whole.steps[i + 4]->detection().pictures[p]);
        std::vector<int64_t> toldAt;
        for (size_t i = 0; i < resumed.newest.history.events.size(); ++i)
            if (resumed.newest.history.events[i]->kind == EventKind::Control)
                toldAt.push_back(resumed.newest.history.events[i]->step);
        QCOMPARE(toldAt, (std::vector<int64_t> {4, 7}));
    }

    void checkpointsOfOtherDataAreRefused()
    {
        QTemporaryDir folder;
        SessionOptions options;
        options.checkpoints = {.folder = folder.path().toStdString(), .everySteps = 1};
        TrainingConfig config = smallScenes(2);
        {
            Watched watched;
            TrainingSession session(config, watched.publish(), options);
            QVERIFY(watched.waitFor(isOver));
        }
        options.resumeFrom = options.checkpoints.folder / "step-000002";
        config.net.headWidth = 48;
        Watched watched;
        TrainingSession session(config, watched.publish(), options);
        QVERIFY(watched.waitFor(isOver));
        const std::lock_guard lock(watched.mutex);
        QCOMPARE(watched.newest.state, SessionState::Failed);
        const std::string& text = watched.newest.history.events.back()->text;
        QVERIFY2(text.find("fc6_weight") != std::string::npos, text.c_str());
    }

    void recordInvariant_data()
    {
        QTest::addColumn<QStringList>("settings");
        const QStringList common {};
        for (const char* sampler : {"ohem", "heuristic", "all", "mix", "focal"})
            QTest::addRow("%s", sampler) << QStringList {QString("mining.sampler=%1").arg(sampler)};
        QTest::newRow("original code") << QStringList {"mining.preset=original-code"};
        QTest::newRow("implementation A") << QStringList {"training.implementation=A"};
        QTest::newRow("accumulated") << QStringList {"training.accumulate=true", "mining.N=3"};
        QTest::newRow("dropout") << QStringList {
            "net.dropout=0.5", "training.rankWithDropout=true"};
        QTest::newRow("no NMS, by class")
            << QStringList {"mining.useNms=false", "mining.rankingLoss=class"};
    }

    /// design.md: choosing again from a record's own inputs, settings and key gives its choice
    /// exactly.
    void recordInvariant()
    {
        QFETCH(QStringList, settings);
        TrainingConfig config = smallScenes(6);
        config.training.lossesEverySteps = 2;
        for (const QString& s : settings)
            setOption(config, s.section('=', 0, 0).toStdString(), s.section('=', 1).toStdString());
        const auto steps = stepsOf(config);
        QCOMPARE(steps.size(), size_t(6));
        for (const auto& step : steps) {
            const DetectionStep& body = step->detection();
            Selection again = chooseAgain(body, body.mining, body.key);
            Selection recorded = recordedSelection(body);
            std::sort(again.selected.begin(), again.selected.end());
            std::sort(recorded.selected.begin(), recorded.selected.end());
            QVERIFY(again == recorded);
            QVERIFY(!recorded.selected.empty());
            // What is published is what a file gives back.
            QVERIFY(encoded(decoded<Step>(encoded(*step))) == encoded(*step));
            for (const PictureRecord& picture : body.pictures)
                for (const RoiRecord& roi : picture.rois)
                    QVERIFY(shortened(roi).decoded == roi.decoded);
        }
    }

    void commandsActAtTheNextStepAndAreAnswered()
    {
        Watched watched;
        TrainingConfig config = smallScenes(0);
        TrainingSession session(config, watched.publish(), {.startPaused = true});
        QVERIFY(
            watched.waitFor([](const Published& p) { return p.state == SessionState::Paused; }));
        session.send(RunSteps {2});
        QVERIFY(watched.waitFor([](const Published& p) {
            return p.state == SessionState::Paused && p.history.steps.size() == 2;
        }));
        session.send(SetOption {"mining.B", "8"});
        session.send(SetOption {"mining.nmsIou", "7"});
        session.send(SetOption {"mining.nonsense", "7"});
        session.send(SetOption {"net.headWidth", "64"});
        session.send(RunSteps {1});
        QVERIFY(watched.waitFor([](const Published& p) {
            return p.state == SessionState::Paused && p.history.steps.size() == 3;
        }));
        const auto& events = watched.newest.history.events;
        QCOMPARE(events.size(), size_t(4));
        QCOMPARE(events[0]->text, std::string("B RoIs 32 → 8"));
        QCOMPARE(events[0]->step, int64_t(2));
        QCOMPARE(events[1]->kind, EventKind::Refused);
        QVERIFY(events[1]->text.find("must be in [0, 1]") != std::string::npos);
        QVERIFY(events[2]->text.find("nearest known one is") != std::string::npos);
        QVERIFY(events[3]->text.find("before a run starts") != std::string::npos);
        QCOMPARE(watched.newest.history.steps[1].selected, 32);
        QCOMPARE(watched.newest.history.steps[2].selected, 8);
    }

    void samplerTakesBgLoAlong()
    {
        TrainingConfig config;
        setOption(config, "mining.sampler", "heuristic");
        QCOMPARE(config.mining.backgroundLow, .1);
        setOption(config, "mining.sampler", "ohem");
        QCOMPARE(config.mining.backgroundLow, .0);
        setOption(config, "mining.bgLo", "0.2");
        setOption(config, "mining.sampler", "heuristic");
        QCOMPARE(config.mining.backgroundLow, .2);
    }

    void evaluatesAtTheEndAndScoresPinned()
    {
        Watched watched;
        TrainingConfig config = smallScenes(4);
        config.training.pinnedEverySteps = 2;
        TrainingSession session(config, watched.publish(), {.startPaused = true});
        session.send(PinPictures {{0, 1, 2}, 2});
        session.send(Resume {});
        QVERIFY(watched.waitFor(isOver));
        QCOMPARE(watched.newest.state, SessionState::Finished);
        QCOMPARE(watched.newest.history.evaluations.size(), size_t(1));
        QCOMPARE(watched.newest.history.evaluations[0]->step, int64_t(4));
        compareWithItsDetections(*watched.newest.history.evaluations[0], watched.newest);
        QVERIFY(watched.newest.pinned != nullptr);
        QCOMPARE(watched.newest.pinned->step, int64_t(4));
        const DetectionStep& body = watched.newest.pinned->body;
        QCOMPARE(body.pictures.size(), size_t(3));
        // B = 32, N = 2: each pinned picture has the quota of a picture in training, however many
        // are pinned.
        for (const Quota& quota : body.quotas)
            QCOMPARE(quota.quota, int64_t(16));
        Selection again = chooseAgain(body, body.mining, body.key);
        std::sort(again.selected.begin(), again.selected.end());
        QVERIFY(again == recordedSelection(body));
        QVERIFY(watched.newest.pinned->body.pictures[1].picture.isTest);
    }

    void badDataIsAnErrorEvent()
    {
        Watched watched;
        TrainingConfig config = smallScenes(1);
        config.data.path = "/nowhere/at/all";
        TrainingSession session(config, watched.publish());
        QVERIFY(watched.waitFor(isOver));
        QCOMPARE(watched.newest.state, SessionState::Failed);
        QVERIFY(watched.newest.history.events.back()->text.find("/nowhere/at/all")
            != std::string::npos);
    }

    void divergenceStopsAndCanBeResumed()
    {
        Watched watched;
        TrainingConfig config = smallScenes(0);
        config.solver.rate = 10; // with the factor 10: the weights are gone within a few steps
        config.solver.rateFactor = 10;
        config.solver.warmupSteps = 0;
        TrainingSession session(config, watched.publish());
        QVERIFY(
            watched.waitFor([](const Published& p) { return p.state == SessionState::Failed; }));
        QVERIFY(watched.newest.history.events.back()->kind == EventKind::Error);
        QVERIFY2(watched.newest.history.events.back()->text.find("not finite") != std::string::npos,
            watched.newest.history.events.back()->text.c_str());
        session.send(SetOption {"mining.B", "16"}); // still listens
        QVERIFY(watched.waitFor([](const Published& p) {
            return !p.history.events.empty() && p.history.events.back()->kind == EventKind::Control;
        }));
    }

private:
    /// What is published of the newest evaluation gives its numbers again.
    static void compareWithItsDetections(const Evaluation& evaluation, const Published& published)
    {
        QVERIFY(published.detections != nullptr);
        const EvaluatedDetections& d = *published.detections;
        QCOMPARE(d.step, evaluation.step);
        QCOMPARE(d.pictures.size(), size_t(3));
        QVERIFY(d.pictures[1].isTest);
        QVERIFY(!d.detections.empty());
        const Evaluation again = evaluateDetections(d.detections, d.objects,
            published.run->classNames, {.iouThreshold = evaluation.iouThreshold});
        for (size_t c = 0; c < evaluation.classes.size(); ++c) {
            QCOMPARE(again.classes[c].objects, evaluation.classes[c].objects);
            QCOMPARE(again.classes[c].scores, evaluation.classes[c].scores);
            QCOMPARE(again.classes[c].precision, evaluation.classes[c].precision);
        }
    }

    static void compareLosses(const PictureRecord& a, const PictureRecord& b)
    {
        QCOMPARE(a.rois.size(), b.rois.size());
        for (size_t i = 0; i < a.rois.size(); ++i) {
            QCOMPARE(std::bit_cast<uint32_t>(a.rois[i].classLoss),
                std::bit_cast<uint32_t>(b.rois[i].classLoss));
            QCOMPARE(std::bit_cast<uint32_t>(a.rois[i].boxLoss),
                std::bit_cast<uint32_t>(b.rois[i].boxLoss));
            QVERIFY(a.rois[i].decision == b.rois[i].decision);
        }
    }

    QTemporaryDir m_cache {};
};

QTEST_GUILESS_MAIN(TestTrainingSession)
#include "tst_training_session.moc"

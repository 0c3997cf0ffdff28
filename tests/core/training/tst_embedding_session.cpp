#include "core/analysis/retrieval.h"
#include "core/records/encoding/encoding.h"
#include "core/training/options.h"
#include "core/training/training_session.h"
#include "tests/core/training/watched_session.h"
#include "tests/support/small_glyphs.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace hardlens;
using namespace std::chrono_literals;
using test::Watched;

namespace {

/// With a probe every few steps.
TrainingConfig smallGlyphs(int64_t steps)
{
    TrainingConfig config = test::smallGlyphs();
    config.embedding.probeEverySteps = 5;
    config.training.steps = steps;
    config.threads = 2;
    return config;
}

bool isOver(const Published& p)
{
    return p.state == SessionState::Finished || p.state == SessionState::Failed;
}

std::string lastError(const Published& p)
{
    for (size_t i = p.history.events.size(); i-- > 0;)
        if (p.history.events[i]->kind == EventKind::Error)
            return p.history.events[i]->text;
    return {};
}

struct Run
{
    std::vector<std::shared_ptr<const Step>> steps {};
    Published last {};
};

Run runOf(const TrainingConfig& config, SessionOptions options = {})
{
    Watched watched;
    TrainingSession session(config, watched.publish(), std::move(options));
    watched.waitFor(isOver, 120s);
    const std::lock_guard lock(watched.mutex);
    return {watched.steps, watched.newest};
}

bool holdsInvariant(const EmbeddingStep& step)
{
    const Draws again
        = drawAgain(step, cosinesOf(step.embeddings, step.dimension), step.sampling, step.key);
    return int64_t(again.draws.size()) == step.draws && shortenedDraws(again) == step.drawn;
}

} // namespace

class TestEmbeddingSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedSameRun()
    {
        const Run a = runOf(smallGlyphs(8)), b = runOf(smallGlyphs(8));
        QVERIFY2(a.steps.size() == 8 && b.steps.size() == 8, lastError(a.last).c_str());
        for (size_t i = 0; i < 8; ++i) {
            QCOMPARE(a.steps[i]->embedding().embeddings, b.steps[i]->embedding().embeddings);
            QVERIFY(a.steps[i]->embedding().drawn == b.steps[i]->embedding().drawn);
        }
        TrainingConfig other = smallGlyphs(2);
        other.seed = 1;
        const Run c = runOf(other);
        QVERIFY(c.steps[0]->embedding().embeddings != a.steps[0]->embedding().embeddings);
    }

    void whatARecordHolds()
    {
        const Run run = runOf(smallGlyphs(3));
        QVERIFY2(run.steps.size() == 3, lastError(run.last).c_str());
        const Step& step = *run.steps[2];
        const EmbeddingStep& body = step.embedding();
        QCOMPARE(body.labels.size(), size_t {24});
        QCOMPARE(body.pictures.size(), size_t {24});
        QCOMPARE(body.embeddings.size(), size_t {24 * 16});
        QCOMPARE(body.draws, int64_t {24 * 3}); // every other member of the class once
        QCOMPARE(body.betas.size(), size_t {24});
        QVERIFY(body.meanLoss > 0);
        // Upper cutoff at β + α, as it was when the step began.
        QVERIFY(std::abs(*body.sampling.upperCutoff - double(body.betas[0]) - .2) < 1e-6);
        for (size_t i = 0; i < body.labels.size(); ++i)
            QCOMPARE(body.labels[i], body.labels[i / 4 * 4]); // K of a class together
        const StepRow& row = run.last.history.steps[2];
        QCOMPARE(row.embedding.items, 24);
        QCOMPARE(row.embedding.draws, 72);
        QCOMPARE(row.embedding.loss, float(body.meanLoss));
        QCOMPARE(row.embedding.beta, body.betas[0]);
        QVERIFY(run.last.history.choices.empty());
        QCOMPARE(run.last.run->bench, Bench::Embedding);
        QCOMPARE(run.last.run->testPictures, int64_t {12 * 8});
        // The file's form says all of it.
        const Step read = decoded<Step>(encoded(step));
        QCOMPARE(encoded(read), encoded(step));
        QVERIFY(holdsInvariant(read.embedding()));
        const StepRow readRow = decoded<StepRow>(encoded(row));
        QVERIFY(readRow.embedding.draws == row.embedding.draws
            && readRow.embedding.loss == row.embedding.loss);
    }

    // Hardest negatives under the squared triplet loss, at a high rate: by step 10 all pictures lie
    // on one point.
    void aCollapseIsSaidOnce()
    {
        TrainingConfig config = smallGlyphs(20);
        setOption(config, "loss.kind", "triplet-squared");
        setOption(config, "sampling.negatives", "hardest");
        setOption(config, "embedding.rate", "0.03");
        setOption(config, "solver.warmupSteps", "5");
        const Run run = runOf(config);
        QVERIFY2(run.steps.size() == 20, lastError(run.last).c_str());
        const auto& events = run.last.history.events;
        int said = 0;
        for (size_t i = 0; i < events.size(); ++i)
            said += events[i]->kind == EventKind::Warning
                && events[i]->text.starts_with("Collapsed since step ");
        QCOMPARE(said, 1);
    }

    void invariant_data()
    {
        QTest::addColumn<QString>("sampler");
        QTest::addColumn<QString>("loss");
        for (const NegativeSamplerEntry& sampler : negativeSamplers())
            QTest::newRow(sampler.name.data()) << QString(sampler.name.data()) << "margin";
        for (const EmbeddingLossEntry& loss : embeddingLosses())
            QTest::newRow(loss.name.data()) << "distance-weighted" << QString(loss.name.data());
    }

    // Of every sampler and loss: drawing again from the record's own inputs gives its draws, and
    // the loss is finite.
    void invariant()
    {
        QFETCH(QString, sampler);
        QFETCH(QString, loss);
        TrainingConfig config = smallGlyphs(3);
        setOption(config, "sampling.negatives", sampler.toStdString());
        setOption(config, "loss.kind", loss.toStdString());
        const Run run = runOf(config);
        QVERIFY2(run.steps.size() == 3, lastError(run.last).c_str());
        for (const auto& step : run.steps) {
            QVERIFY(holdsInvariant(step->embedding()));
            QVERIFY(std::isfinite(step->embedding().meanLoss));
        }
        if (usesDraws(config.embedding.loss.kind))
            QCOMPARE(run.steps[0]->embedding().drawLosses.size(),
                run.steps[0]->embedding().drawn.draws.size());
    }

    void resumedIsAsNeverInterrupted_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("solver");
        QTest::addColumn<QString>("scope");
        QTest::newRow("within an epoch, Adam") << 3 << "adam"
                                               << "one";
        QTest::newRow("at its end, SGD, a beta per class") << 4 << "sgd"
                                                           << "class";
        QTest::newRow("in the second, a beta per picture") << 6 << "adam"
                                                           << "sample";
    }

    void resumedIsAsNeverInterrupted()
    {
        QFETCH(int, at);
        QFETCH(QString, solver);
        QFETCH(QString, scope);
        TrainingConfig config = smallGlyphs(9);
        setOption(config, "embedding.solver", solver.toStdString());
        setOption(config, "loss.betaScope", scope.toStdString());
        const Run whole = runOf(config);
        QVERIFY2(whole.steps.size() == 9, lastError(whole.last).c_str());
        QVERIFY(whole.steps[8]->header.epoch > 0); // more than one
        QTemporaryDir folder;
        SessionOptions options;
        options.checkpoints = {.folder = folder.filePath("checkpoints").toStdString()};
        config.training.steps = at;
        options.history = runOf(config, options).last.history;
        options.resumeFrom = options.checkpoints.folder
            / ("step-" + QString("%1").arg(at, 6, 10, QChar('0')).toStdString());
        config.training.steps = 9;
        const Run rest = runOf(config, options);
        QVERIFY2(rest.steps.size() == size_t(9 - at), lastError(rest.last).c_str());
        for (size_t i = 0; i < rest.steps.size(); ++i) {
            const Step &a = *rest.steps[i], &b = *whole.steps[size_t(at) + i];
            QCOMPARE(a.header.step, b.header.step);
            QCOMPARE(a.header.epoch, b.header.epoch);
            QCOMPARE(a.embedding().embeddings, b.embedding().embeddings);
            QCOMPARE(a.embedding().betas, b.embedding().betas);
            QCOMPARE(a.embedding().meanLoss, b.embedding().meanLoss);
        }
    }

    // A branch may have other batches than the run had where its checkpoint was written.
    void aBranchWithLargerBatches()
    {
        TrainingConfig config = smallGlyphs(3);
        QTemporaryDir folder;
        SessionOptions options;
        options.checkpoints = {.folder = folder.filePath("checkpoints").toStdString()};
        options.history = runOf(config, options).last.history;
        options.resumeFrom = options.checkpoints.folder / "step-000003";
        config.embedding.classesPerBatch
            = 12; // two batches are an epoch, where the checkpoint is after the third
        config.training.steps = 5;
        const Run rest = runOf(config, options);
        QVERIFY2(rest.steps.size() == 2, lastError(rest.last).c_str());
        QCOMPARE(rest.steps[0]->embedding().labels.size(), size_t {48});
        QCOMPARE(rest.steps[0]->header.epoch, 1);
    }

    // A cutoff acts at the next step, another P or K with the next epoch; nothing is lost.
    void changesActAtTheNextStep()
    {
        TrainingConfig config = smallGlyphs(0);
        Watched watched;
        TrainingSession session(config, watched.publish(), {.startPaused = true});
        QVERIFY(
            watched.waitFor([](const Published& p) { return p.state == SessionState::Paused; }));
        const auto runSteps = [&](size_t upTo) {
            session.send(RunSteps {2});
            return watched.waitFor([&](const Published& p) {
                return p.history.steps.size() == upTo && p.state == SessionState::Paused;
            });
        };
        QVERIFY(runSteps(2));
        session.send(SetOption {"sampling.cutoff", "0.9"});
        session.send(SetOption {"sampling.negatives", "uniform"});
        QVERIFY(runSteps(4));
        session.send(SetOption {"embedding.P", "4"});
        session.send(SetOption {"embedding.K", "5"});
        QVERIFY(runSteps(6));
        session.send(SetOption {"embedding.K", "1"});   // refused
        session.send(SetOption {"embedding.P", "500"}); // of 12 classes: refused too
        QVERIFY(runSteps(8));
        const std::lock_guard lock(watched.mutex);
        const auto& events = watched.newest.history.events;
        int refused = 0;
        for (size_t i = 0; i < events.size(); ++i)
            refused += events[i]->kind == EventKind::Refused;
        QCOMPARE(refused, 2);
        QVERIFY2(events.back()->text.find("500") != std::string::npos, events.back()->text.c_str());
        QCOMPARE(watched.steps[1]->embedding().sampling.cutoff, .5);
        QCOMPARE(watched.steps[2]->embedding().sampling.cutoff, .9);
        QCOMPARE(watched.steps[2]->embedding().sampling.negatives, NegativeSampler::Uniform);
        QCOMPARE(watched.steps[3]->embedding().labels.size(), size_t {24});
        QCOMPARE(watched.steps[4]->embedding().labels.size(), size_t {20});
        QCOMPARE(watched.steps[7]->embedding().labels.size(), size_t {20});
    }

    // β that is set by hand is every β at the next step, whoever has one; a run that is resumed
    // afterwards knows of it.
    void betaIsSetByHand()
    {
        TrainingConfig config = smallGlyphs(0);
        config.embedding.loss.betaScope = BetaScope::PerClass;
        QTemporaryDir folder;
        SessionOptions options;
        options.startPaused = true;
        options.checkpoints = {.folder = folder.filePath("checkpoints").toStdString()};
        Watched watched;
        Published last;
        {
            TrainingSession session(config, watched.publish(), options);
            const auto runSteps = [&](size_t upTo) {
                session.send(RunSteps {2});
                return watched.waitFor([&](const Published& p) {
                    return p.history.steps.size() == upTo && p.state == SessionState::Paused;
                });
            };
            QVERIFY(runSteps(2));
            session.send(SetOption {"loss.beta", "1.1"});
            QVERIFY(runSteps(4));
            session.send(SaveCheckpoint {});
            QVERIFY(runSteps(6));
            const std::lock_guard lock(watched.mutex);
            last = watched.newest;
        }
        const auto betasOf = [&](size_t step) { return watched.steps[step]->embedding().betas; };
        QVERIFY(std::ranges::all_of(betasOf(2), [](float beta) { return beta == 1.1f; }));
        QVERIFY(!std::ranges::all_of(
            betasOf(3), [](float beta) { return beta == 1.1f; })); // they learn on from there
        options.startPaused = false;
        options.resumeFrom = options.checkpoints.folder / "step-000004";
        for (size_t i = 0; i < 4; ++i)
            options.history.steps.append(last.history.steps[i]);
        setOption(config, "loss.beta", "1.1");
        config.training.steps = 6;
        const Run rest = runOf(config, options);
        QVERIFY2(rest.steps.size() == 2, lastError(rest.last).c_str());
        QCOMPARE(rest.steps[0]->embedding().betas, betasOf(4));
        QCOMPARE(rest.steps[1]->embedding().betas, betasOf(5));
        // A branch that begins there with another β has it.
        setOption(config, "loss.beta", "0.4");
        const Run branch = runOf(config, options);
        QVERIFY2(branch.steps.size() == 2, lastError(branch.last).c_str());
        QVERIFY(std::ranges::all_of(
            branch.steps[0]->embedding().betas, [](float beta) { return beta == .4f; }));
    }

    // The default P must not keep anybody from a set of few classes; it is said.
    void fewerClassesThanABatchTakes()
    {
        TrainingConfig config = smallGlyphs(2);
        config.embedding.glyphs.classes = 8; // four to learn from
        config.embedding.classesPerBatch = 24;
        const Run run = runOf(config);
        QVERIFY2(run.steps.size() == 2, lastError(run.last).c_str());
        const auto& labels = run.steps[0]->embedding().labels;
        const auto classes = int64_t(std::set<int32_t>(labels.begin(), labels.end()).size());
        QVERIFY(classes >= 2 && classes < 8);
        QCOMPARE(int64_t(labels.size()), classes * config.embedding.picturesPerClass);
        const std::string said = concat("a batch takes all ", classes, " classes");
        const auto& events = run.last.history.events;
        int told = 0;
        for (size_t i = 0; i < events.size(); ++i)
            told += events[i]->text.find(said) != std::string::npos;
        QCOMPARE(told, 1);
    }

    // Also where every class is larger than the whole probe.
    void probeOfFewLargeClasses()
    {
        TrainingConfig config = smallGlyphs(5); // the first step with a probe
        config.embedding.glyphs = {.classes = 8, .picturesPerClass = 60, .size = 32};
        config.embedding.classesPerBatch = 4;
        config.embedding.probeItems = 50;
        const Run run = runOf(config);
        QVERIFY2(run.last.probe != nullptr, lastError(run.last).c_str());
        const auto& labels = run.last.probe->labels;
        QCOMPARE(labels.size(), size_t {50});
        QCOMPARE(std::set<int32_t>(labels.begin(), labels.end()).size(),
            size_t {3}); // 20 of two, 10 of the third
    }

    // Floors, probe and an evaluation that ends better than it began.
    void learns()
    {
        TrainingConfig config = smallGlyphs(120);
        config.embedding.glyphs.classes = 40;
        config.embedding.glyphs.picturesPerClass = 10;
        config.net.widths = {16, 16, 32, 32};
        config.embedding.dimension = 32;
        config.embedding.rate = 3e-3;
        config.solver.warmupSteps = 10;
        config.training.evaluateEverySteps = 60;
        const Run run = runOf(config);
        QVERIFY2(run.steps.size() == 120, lastError(run.last).c_str());
        const auto& evaluations = run.last.history.evaluations;
        QCOMPARE(evaluations.size(), size_t {2});
        const RetrievalEvaluation& r = *evaluations[1]->retrieval;
        QCOMPARE(r.queries, int64_t {20 * 10});
        QCOMPARE(r.classes, int64_t {20});
        QVERIFY2(r.recall[0] > r.untrained + .03,
            qPrintable(QString("R@1 %1, untrained %2, raw pixels %3")
                           .arg(r.recall[0])
                           .arg(r.untrained)
                           .arg(r.rawPixels)));
        QCOMPARE(headline(*evaluations[1]), r.recall[0]);
        QVERIFY(r.nmi > 0 && r.nmi <= 1);
        QVERIFY(r.meanPositiveDistance < r.meanNegativeDistance);
        const Evaluation read = decoded<Evaluation>(encoded(*evaluations[1]));
        QCOMPARE(read.retrieval->recall, r.recall);
        QVERIFY(run.last.probe && run.last.probe->step == 120);
        QCOMPARE(run.last.probe->embeddings.size(), run.last.probe->labels.size() * 32);
        QCOMPARE(
            encoded(decoded<EmbeddedPictures>(encoded(*run.last.probe))), encoded(*run.last.probe));
    }

    void impossibleDataAreSaid()
    {
        TrainingConfig config = smallGlyphs(3);
        config.embedding.picturesPerClass = 1 + config.embedding.glyphs.picturesPerClass;
        config.embedding.smallClass = SmallClass::LeaveOut;
        const Run run = runOf(config);
        QCOMPARE(run.last.state, SessionState::Failed);
        QVERIFY2(lastError(run.last).find("have fewer than the") != std::string::npos,
            lastError(run.last).c_str());
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingSession)
#include "tst_embedding_session.moc"

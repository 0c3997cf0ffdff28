#include "core/nets/counting_allocator.h"
#include "core/training/detection_trainer.h"
#include "tests/core/training/made_up_samples.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

namespace {

struct Outcome
{
    std::vector<std::pair<std::string, torch::Tensor>> gradients;
    StepOutcome step;
};

/// One step that leaves its gradients in place.
Outcome gradientsOf(const StepBatch& batch, const StepSettings& settings, torch::ScalarType type,
    double dropout = 0)
{
    auto detector = std::make_shared<Detector>(
        DetectorConfig {
            .classes = 2, .widths = {8, 16, 16, 16}, .headWidth = 32, .dropout = dropout},
        5);
    detector->to(type);
    DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
    trainer.setUpdates(false);
    Outcome outcome;
    outcome.step = trainer.step(movedTo(batch, torch::kCPU, type), settings, 1);
    for (const auto& item : detector->named_parameters())
        outcome.gradients.emplace_back(item.key(), item.value().grad().clone());
    return outcome;
}

/// The largest ‖a - b‖ / ‖b‖ over all parameters.
double largestDifference(const Outcome& a, const Outcome& b)
{
    double largest = 0;
    for (size_t i = 0; i < a.gradients.size(); ++i) {
        const double norm = b.gradients[i].second.norm().item<double>();
        const double difference
            = (a.gradients[i].second - b.gradients[i].second).norm().item<double>();
        largest = std::max(largest, difference / norm);
    }
    return largest;
}

StepSettings settingsFor(SamplerKind sampler, LossDivisor divisor = LossDivisor::Kept)
{
    StepSettings settings;
    settings.mining.sampler = sampler;
    settings.mining.roisPerStep = 48;
    settings.mining.divisor = divisor;
    return settings;
}

} // namespace

class TestTrainingGradients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        installCountingAllocator();
        at::set_num_threads(2);
    }

    void bothImplementationsAgree_data()
    {
        QTest::addColumn<SamplerKind>("sampler");
        QTest::addColumn<LossDivisor>("divisor");
        QTest::addColumn<bool>("isDouble");
        for (const bool isDouble : {false, true}) {
            const char* type = isDouble ? "double" : "float";
            QTest::addRow("OHEM %s", type) << SamplerKind::Ohem << LossDivisor::Kept << isDouble;
            QTest::addRow("OHEM by B %s", type)
                << SamplerKind::Ohem << LossDivisor::RoisPerStep << isDouble;
            QTest::addRow("OHEM by R %s", type)
                << SamplerKind::Ohem << LossDivisor::AllRois << isDouble;
            QTest::addRow("heuristic %s", type)
                << SamplerKind::Heuristic << LossDivisor::Kept << isDouble;
            QTest::addRow("mix %s", type)
                << SamplerKind::HardEasyMix << LossDivisor::Kept << isDouble;
            QTest::addRow("focal %s", type) << SamplerKind::Focal << LossDivisor::Kept << isDouble;
        }
    }

    /// Dropout off: per parameter tensor ‖gA - gB‖ / ‖gB‖ ≤ 1e-6 in float32, ≤ 1e-12 in float64.
    void bothImplementationsAgree()
    {
        QFETCH(SamplerKind, sampler);
        QFETCH(LossDivisor, divisor);
        QFETCH(bool, isDouble);
        const auto type = isDouble ? torch::kDouble : torch::kFloat;
        const StepBatch batch = test::madeUpBatch(1, 2, 300);
        StepSettings a = settingsFor(sampler, divisor), b = a;
        a.implementation = Implementation::ZeroedLosses;
        const Outcome outcomeA = gradientsOf(batch, a, type),
                      outcomeB = gradientsOf(batch, b, type);
        QCOMPARE(outcomeA.step.selection.selected, outcomeB.step.selection.selected);
        const double difference = largestDifference(outcomeA, outcomeB);
        QVERIFY2(difference <= (isDouble ? 1e-12 : 1e-6), qPrintable(QString::number(difference)));
    }

    void accumulationEqualsOneBlob_data()
    {
        QTest::addColumn<Implementation>("implementation");
        QTest::addColumn<SelectionScope>("scope");
        QTest::newRow("A") << Implementation::ZeroedLosses << SelectionScope::PerImage;
        QTest::newRow("B") << Implementation::ReadOnlyPass << SelectionScope::PerImage;
        QTest::newRow("B pooled") << Implementation::ReadOnlyPass << SelectionScope::Pooled;
    }

    /// Pictures of one size need no padding, so passes one by one must give the blob's gradients.
    void accumulationEqualsOneBlob()
    {
        QFETCH(Implementation, implementation);
        QFETCH(SelectionScope, scope);
        const StepBatch batch = test::madeUpBatch(2, 3, 200);
        StepSettings blob = settingsFor(SamplerKind::Ohem);
        blob.implementation = implementation;
        blob.mining.scope = scope;
        StepSettings single = blob;
        single.accumulate = true;
        const double difference = largestDifference(
            gradientsOf(batch, single, torch::kDouble), gradientsOf(batch, blob, torch::kDouble));
        QVERIFY2(difference <= 1e-11, qPrintable(QString::number(difference)));
    }

    /// B ≥ R and no NMS: OHEM learns from everything, which is what "all" does.
    void everythingChosenEqualsAll()
    {
        const StepBatch batch = test::madeUpBatch(3, 2, 100);
        StepSettings ohem = settingsFor(SamplerKind::Ohem);
        ohem.mining.roisPerStep = 1000;
        ohem.mining.useNms = false;
        const double difference = largestDifference(gradientsOf(batch, ohem, torch::kDouble),
            gradientsOf(batch, settingsFor(SamplerKind::All), torch::kDouble));
        QVERIFY2(difference <= 1e-12, qPrintable(QString::number(difference)));
    }

    void frozenStagesKeepTheirWeights_data()
    {
        QTest::addColumn<Implementation>("implementation");
        QTest::addColumn<int>("stages");
        for (const int stages : {0, 2, 4}) {
            QTest::addRow("A, %d", stages) << Implementation::ZeroedLosses << stages;
            QTest::addRow("B, %d", stages) << Implementation::ReadOnlyPass << stages;
        }
    }

    /// The others learn exactly what they would have learned.
    void frozenStagesKeepTheirWeights()
    {
        QFETCH(Implementation, implementation);
        QFETCH(int, stages);
        const StepBatch batch = test::madeUpBatch(5, 2, 200);
        StepSettings settings = settingsFor(SamplerKind::Ohem);
        settings.implementation = implementation;
        const Outcome all = gradientsOf(batch, settings, torch::kFloat);
        auto detector = std::make_shared<Detector>(
            DetectorConfig {.classes = 2, .widths = {8, 16, 16, 16}, .headWidth = 32}, 5);
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        trainer.setUpdates(false);
        settings.frozenStages = stages;
        trainer.step(batch, settings, 1);
        for (const auto& [name, gradient] : all.gradients) {
            const auto own = detector->named_parameters()[name].grad();
            const bool frozen = name.starts_with("stage") && name[5] - '0' <= stages;
            QCOMPARE(own.defined(), !frozen);
            QVERIFY2(frozen || own.equal(gradient), name.c_str());
        }
        trainer.setUpdates(true);
        const auto before = detector->named_parameters()["stage1a_weight"].clone();
        trainer.step(batch, settings, 2);
        QCOMPARE(detector->named_parameters()["stage1a_weight"].equal(before), stages >= 1);
    }

    /// With dropout the learning pass draws masks of its own, so what is learned differs from what
    /// was ranked.
    void dropoutMakesLearnedLossesDiffer()
    {
        const StepBatch batch = test::madeUpBatch(4, 1, 200);
        const Outcome outcome
            = gradientsOf(batch, settingsFor(SamplerKind::Ohem), torch::kFloat, .5);
        int different = 0;
        for (size_t k = 0; k < outcome.step.selection.selected.size(); ++k)
            different += outcome.step.learnedClassLosses[k]
                != outcome.step.classLosses[size_t(outcome.step.selection.selected[k])];
        QVERIFY(different > int(outcome.step.selection.selected.size()) / 2);
        // Ranking with dropout is repeatable too: its masks are keyed by seed and step.
        StepSettings noisy = settingsFor(SamplerKind::Ohem);
        noisy.rankWithDropout = true;
        const Outcome first = gradientsOf(batch, noisy, torch::kFloat, .5);
        QCOMPARE(
            first.step.classLosses, gradientsOf(batch, noisy, torch::kFloat, .5).step.classLosses);
        QVERIFY(first.step.classLosses != outcome.step.classLosses);
    }

    /// Bytes: A keeps the activations of all RoIs for its backward pass, B those of the chosen
    /// ones.
    void implementationBNeedsLessMemory()
    {
        const StepBatch batch = test::madeUpBatch(5, 2, 800);
        StepSettings a = settingsFor(SamplerKind::Ohem), b = a;
        a.implementation = Implementation::ZeroedLosses;
        const int64_t bytesA = gradientsOf(batch, a, torch::kFloat).step.bytesPeak;
        const int64_t bytesB = gradientsOf(batch, b, torch::kFloat).step.bytesPeak;
        QVERIFY2(bytesB > 0 && bytesB < bytesA,
            qPrintable(QString("A %1, B %2").arg(bytesA).arg(bytesB)));
    }
};

QTEST_GUILESS_MAIN(TestTrainingGradients)
#include "tst_training_gradients.moc"

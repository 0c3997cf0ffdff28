#include "core/training/detection_trainer.h"
#include "core/training/step_record.h"
#include "tests/core/training/made_up_samples.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

namespace {

std::shared_ptr<Detector> smallDetector()
{
    return std::make_shared<Detector>(
        DetectorConfig {.classes = 2, .widths = {8, 8, 8, 8}, .headWidth = 16}, 5);
}

std::vector<torch::Tensor> copyOf(const Detector& detector)
{
    std::vector<torch::Tensor> weights;
    for (const auto& parameter : detector.parameters())
        weights.push_back(parameter.detach().clone());
    return weights;
}

bool same(const std::vector<torch::Tensor>& a, const std::vector<torch::Tensor>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const auto& x, const auto& y) { return torch::equal(x, y); });
}

const SamplerKind allSamplers[] = {SamplerKind::Ohem, SamplerKind::Heuristic, SamplerKind::All,
    SamplerKind::HardEasyMix, SamplerKind::Focal};

} // namespace

class TestTrainingFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nonFiniteLossStopsTheStep_data()
    {
        QTest::addColumn<SamplerKind>("sampler");
        QTest::addColumn<bool>("accumulate");
        for (const SamplerKind sampler : allSamplers)
            for (const bool accumulate : {false, true})
                QTest::addRow("%d %d", int(sampler), int(accumulate)) << sampler << accumulate;
    }

    /// A poisoned weight: the step throws, names picture and RoI, and leaves every weight as it
    /// was.
    void nonFiniteLossStopsTheStep()
    {
        QFETCH(SamplerKind, sampler);
        QFETCH(bool, accumulate);
        auto detector = smallDetector();
        {
            const torch::NoGradGuard noGrad;
            detector->named_parameters()["class_bias"][1].fill_(
                std::numeric_limits<float>::quiet_NaN());
        }
        const auto before = copyOf(*detector);
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        StepSettings settings;
        settings.mining.sampler = sampler;
        settings.accumulate = accumulate;
        QString message;
        try {
            trainer.step(test::madeUpBatch(1, 2, 60), settings, 1);
        } catch (const NonFiniteError& error) {
            message = error.what();
        }
        QVERIFY2(message.contains("picture made-up") && message.contains("RoI ")
                && message.contains("class loss NaN"),
            qPrintable(message));
        const auto after = copyOf(*detector);
        for (size_t i = 0; i < before.size(); ++i)
            QVERIFY(torch::allclose(before[i], after[i], 0, 0, /*equal_nan=*/true));
    }

    void infiniteTargetsAreNamedAsBoxLoss()
    {
        auto detector = smallDetector();
        StepBatch batch = test::madeUpBatch(1, 1, 40);
        batch.targets.fill_(std::numeric_limits<float>::infinity());
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        const auto before = copyOf(*detector);
        try {
            trainer.step(batch, {}, 1);
            QFAIL("not noticed");
        } catch (const NonFiniteError& error) {
            QVERIFY2(QString(error.what()).contains("box loss inf"), error.what());
        }
        QVERIFY(same(before, copyOf(*detector)));
    }

    void oddPictures_data()
    {
        QTest::addColumn<SamplerKind>("sampler");
        QTest::addColumn<bool>("accumulate");
        QTest::addColumn<bool>("zeroed");
        for (const SamplerKind sampler : allSamplers)
            for (const bool accumulate : {false, true})
                for (const bool zeroed : {false, true})
                    QTest::addRow("%d %d %d", int(sampler), int(accumulate), int(zeroed))
                        << sampler << accumulate << zeroed;
    }

    /// Without objects, without RoIs, fewer RoIs than B, one pixel, all RoIs alike, RoIs outside:
    /// finite losses, a stated contribution, training goes on.
    void oddPictures()
    {
        QFETCH(SamplerKind, sampler);
        QFETCH(bool, accumulate);
        QFETCH(bool, zeroed);
        auto detector = smallDetector();
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        StepSettings settings;
        settings.mining.sampler = sampler;
        settings.accumulate = accumulate;
        settings.implementation
            = zeroed ? Implementation::ZeroedLosses : Implementation::ReadOnlyPass;
        int64_t step = 0;
        for (auto& samples : oddSteps()) {
            const StepBatch batch = makeStepBatch(samples, .5, fixedNormalisation(3));
            const StepOutcome outcome = trainer.step(batch, settings, ++step);
            const size_t kept = outcome.selection.selected.size();
            QCOMPARE(kept == 0, outcome.selection.divisor == 0);
            for (size_t k = 0; k < kept; ++k)
                QVERIFY(std::isfinite(outcome.learnedClassLosses[k] + outcome.learnedBoxLosses[k]));
            const DetectionStep record = recordOf(batch, outcome, settings.mining);
            QCOMPARE(record.pictures.size(), samples.size());
        }
        for (const torch::Tensor& weight : detector->parameters())
            QVERIFY(torch::isfinite(weight).all().item<bool>());
    }

    /// γ > 0 and every RoI certain: all focal weights are zero, the step learns nothing and divides
    /// by nothing.
    void focalWeightsOfZero()
    {
        auto detector = smallDetector();
        {
            const torch::NoGradGuard noGrad;
            detector->named_parameters()["class_bias"][0].fill_(1000);
        }
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        Sample sample = test::madeUpSample(1, 96, 80, 30);
        sample.objects.clear(); // all background, of which the network is certain
        StepSettings settings;
        settings.mining.sampler = SamplerKind::Focal;
        const auto before = copyOf(*detector);
        const StepOutcome outcome
            = trainer.step(makeStepBatch({sample}, .5, fixedNormalisation(3)), settings, 1);
        QCOMPARE(outcome.selection.divisor, 0.);
        QVERIFY(same(before, copyOf(*detector)));
    }

    /// Nothing was kept in the whole step: no weight moves, not even by decay.
    void nothingKeptMovesNothing()
    {
        auto detector = smallDetector();
        DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(3), 7);
        Sample empty = test::madeUpSample(1, 64, 64, 0);
        const auto before = copyOf(*detector);
        trainer.step(makeStepBatch({empty}, .5, fixedNormalisation(3)), {}, 1);
        QVERIFY(same(before, copyOf(*detector)));
    }

private:
    static std::vector<std::vector<Sample>> oddSteps()
    {
        const Sample usual = test::madeUpSample(1, 96, 80, 50);
        Sample noObjects = usual, noRois = usual, few = usual, alike = usual, outside = usual;
        noObjects.objects.clear();
        noRois.rois.clear();
        noRois.proposal.clear();
        few.rois.resize(2);
        few.proposal.resize(2);
        std::fill(alike.rois.begin(), alike.rois.end(), Box {10, 10, 30, 30});
        for (Box& box : outside.rois)
            box = {box.x1 + 500, box.y1 + 500, box.x2 + 500, box.y2 + 500};
        Sample pixel = test::madeUpSample(2, 96, 80, 3);
        pixel.width = pixel.height = 1;
        pixel.picture.width = pixel.picture.height = 1;
        pixel.rgb.assign(3, 7);
        pixel.objects.clear();
        return {{noObjects, usual}, {noRois, usual}, {noRois}, {few, few}, {alike, usual},
            {outside, pixel}, {pixel}, {noObjects, noRois}};
    }
};

QTEST_GUILESS_MAIN(TestTrainingFaults)
#include "tst_training_faults.moc"

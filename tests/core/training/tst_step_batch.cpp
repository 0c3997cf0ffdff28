#include "core/training/roi_beliefs.h"
#include "tests/core/training/made_up_samples.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

class TestStepBatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Flipped and scaled: RoI (10, 20, 30, 40) of a picture 96 wide lies at (66, 20, 86, 40)
    /// mirrored, twice that at scale 2.
    void roisInNetworkPixels()
    {
        Sample sample = test::madeUpSample(1, 96, 80, 1, true);
        sample.rois = {{10, 20, 30, 40}};
        sample.picture.scale = 2;
        const StepBatch batch = makeStepBatch({sample}, .5, fixedNormalisation(3));
        QVERIFY(torch::equal(batch.rois, torch::tensor({{0.f, 132.f, 40.f, 172.f, 80.f}})));
        QCOMPARE(batch.boxes.front(), (Box {10, 20, 30, 40}));
    }

    /// Pixels are (v - 120) / 60, the rest is 0, sides are multiples of 8.
    void picturesArePadded()
    {
        Sample small = test::madeUpSample(1, 10, 9, 0), large = test::madeUpSample(2, 17, 20, 0);
        small.rgb.assign(size_t(10 * 9 * 3), 240);
        const StepBatch batch = makeStepBatch({small, large}, .5, fixedNormalisation(3));
        QCOMPARE(batch.pictures.sizes().vec(), (std::vector<int64_t> {2, 3, 24, 24}));
        QCOMPARE(batch.pictures[0][1][8][9].item<float>(), 2.f);
        QCOMPARE(batch.pictures[0][1][9][9].item<float>(), 0.f);
        QCOMPARE(batch.pictures[0][1][8][10].item<float>(), 0.f);
    }

    /// Objects: (0,0,10,10) counted, (40,40,50,50) ignored. A RoI on the ignored one is ignored,
    /// one beside both is background.
    void labels()
    {
        Sample sample = test::madeUpSample(1, 96, 80, 0);
        sample.objects = {{{0, 0, 10, 10}, 2, false}, {{40, 40, 50, 50}, 1, true}};
        // IoU of the second with the first object: 10·5 / 100 = .5, which is foreground; the
        // third's is 4/10.
        sample.rois
            = {{0, 0, 10, 10}, {0, 0, 10, 5}, {0, 0, 10, 4}, {40, 40, 50, 50}, {70, 70, 80, 78}};
        sample.proposal = {0, 1, 2, 3, 4};
        const StepBatch batch = makeStepBatch({sample}, .5, fixedNormalisation(3));
        QCOMPARE(batch.labels, (std::vector<int32_t> {2, 2, 0, ignoredLabel, 0}));
        QCOMPARE(batch.matched, (std::vector<int32_t> {0, 0, 0, 0, 0}));
        // Second RoI: height doubles (ln 2 / .2), centre moves from 2.5 to 5: 2.5 / 5 / .1 = 5.
        QVERIFY(
            torch::allclose(batch.targets[1], torch::tensor({0.f, 5.f, 0.f, std::log(2.f) / .2f})));
        QVERIFY(torch::equal(batch.targets[4], torch::zeros({4})));
    }

    /// One of many in a crowd has a small IoU with all of them, and is ignored; half of the last
    /// RoI is outside.
    void crowds()
    {
        Sample sample = test::madeUpSample(1, 96, 80, 0);
        sample.objects = {{.box = {0, 0, 40, 40}, .label = 1, .ignored = true, .crowd = true}};
        sample.rois = {{0, 0, 10, 10}, {35, 0, 45, 10}, {36, 0, 46, 10}};
        sample.proposal = {0, 1, 2};
        const StepBatch batch = makeStepBatch({sample}, .5, fixedNormalisation(3));
        QCOMPARE(batch.labels, (std::vector<int32_t> {ignoredLabel, ignoredLabel, 0}));
        sample.objects[0].crowd = false;
        QCOMPARE(makeStepBatch({sample}, .5, fixedNormalisation(3)).labels,
            (std::vector<int32_t>(3, 0)));
    }

    /// What encode made of a mirrored, scaled object decodes to the object in stored pixels.
    void decodingUndoesTheTransform()
    {
        Sample sample = test::madeUpSample(3, 96, 80, 40, true);
        sample.picture.scale = 1.5f;
        const TargetNormalisation normalisation = fixedNormalisation(3);
        const StepBatch batch = makeStepBatch({sample}, .5, normalisation);
        int checked = 0;
        for (int64_t i = 0; i < batch.roiCount(); ++i) {
            const int32_t label = batch.labels[size_t(i)];
            if (label <= 0)
                continue;
            std::vector<float> deltas(12, 0.f);
            const torch::Tensor target = batch.targets[i].contiguous();
            std::copy_n(target.data_ptr<float>(), 4, deltas.begin() + 4 * label);
            const torch::Tensor roi = batch.rois[i].contiguous();
            const Box decoded = decodedInStoredPixels(
                roi.data_ptr<float>(), deltas.data(), label, normalisation, sample.picture);
            const Box wanted = sample.objects[size_t(batch.matched[size_t(i)])].box;
            QVERIFY(
                std::abs(decoded.x1 - wanted.x1) < 1e-3 && std::abs(decoded.y2 - wanted.y2) < 1e-3);
            ++checked;
        }
        QVERIFY(checked >= 10);
    }

    void onePictureOfTheBatch()
    {
        const StepBatch batch = test::madeUpBatch(1, 3, 30);
        const StepBatch one = pictureOf(batch, 1);
        QCOMPARE(one.roiCount(), int64_t(30));
        QVERIFY(
            torch::equal(one.rois.narrow(1, 1, 4), batch.rois.narrow(0, 30, 30).narrow(1, 1, 4)));
        QVERIFY(torch::equal(one.rois.select(1, 0), torch::zeros({30})));
        QCOMPARE(one.labels,
            (std::vector<int32_t>(batch.labels.begin() + 30, batch.labels.begin() + 60)));
    }
};

QTEST_GUILESS_MAIN(TestStepBatch)
#include "tst_step_batch.moc"

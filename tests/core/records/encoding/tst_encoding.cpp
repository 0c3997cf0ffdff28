#include "core/basics/error.h"
#include "core/basics/hash.h"
#include "core/records/encoding/encoding.h"
#include "tests/support/made_up_run_records.h"

#include <QTest>

#include <cmath>

using namespace hardlens;
using test::control, test::madeUpDetections, test::madeUpEvaluation, test::madeUpHeader, test::none;

namespace {

using Bytes = std::vector<std::byte>;

/// Reading and writing again gives the same bytes: with the check of single fields below, equality
/// of all of them.
template <typename Record> bool comesBack(const Record& record)
{
    const Bytes bytes = encoded(record);
    return encoded(decoded<Record>(bytes)) == bytes;
}

} // namespace

class TestEncoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // One byte after the other, by hand.
    void bytesOfAnEvent()
    {
        const Event event {.kind = EventKind::Warning, .step = 258, .wallSeconds = 1, .text = "ab"};
        const std::vector<int> expected {5, 2, 0, // an event, version 2
            3,                                    // warning
            2, 1, 0, 0, 0, 0, 0, 0,               // 258
            0, 0, 0, 0, 0, 0, 0xf0, 0x3f,         // 1.0
            0, 0, 0, 0, 0, 0, 0, 0,               // 0.0
            2, 0, 0, 0, 'a', 'b',                 // text
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        Bytes bytes;
        for (const int b : expected)
            bytes.push_back(std::byte(b));
        QVERIFY(encoded(event) == bytes);
        bytes[1] = std::byte {1}; // version 1 has the same fields
        QVERIFY(encoded(decoded<Event>(bytes)) == encoded(event));
    }

    // The bytes of version 2. Where these change, files written before are read wrongly: give the
    // encoding a new version.
    void bytesStayAsTheyAre()
    {
        std::vector<uint32_t> found;
        const Step step {.header = {.step = 3, .phases = {.learn = 2}}, .body = hand()};
        found.push_back(crc32c(encoded(step)));
        found.push_back(crc32c(encoded(Step {.body = chosen()})));
        found.push_back(crc32c(encoded(madeUpEvaluation())));
        found.push_back(crc32c(encoded(madeUpDetections())));
        found.push_back(crc32c(encoded(madeUpHeader())));
        found.push_back(crc32c(encoded(StepRow {.step = 4, .rois = 5})));
        QCOMPARE(found,
            (std::vector<uint32_t> {
                954867737, 426517456, 936497940, 2224225020, 912830311, 2729041564}));
    }

    void stepsComeBack_data()
    {
        QTest::addColumn<int>("sampler");
        QTest::addColumn<int>("scope");
        QTest::addColumn<int>("rois");
        QTest::addColumn<bool>("withLosses");
        for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled}) {
            const int s = int(scope);
            QTest::addRow("ohem %d", s) << int(SamplerKind::Ohem) << s << 300 << true;
            QTest::addRow("heuristic %d", s) << int(SamplerKind::Heuristic) << s << 300 << false;
            QTest::addRow("all %d", s) << int(SamplerKind::All) << s << 40 << true;
            QTest::addRow("mix %d", s) << int(SamplerKind::HardEasyMix) << s << 300 << true;
            QTest::addRow("focal %d", s) << int(SamplerKind::Focal) << s << 40 << true;
            QTest::addRow("no RoIs %d", s) << int(SamplerKind::Ohem) << s << 0 << true;
        }
    }

    void stepsComeBack()
    {
        QFETCH(int, sampler);
        QFETCH(int, scope);
        QFETCH(int, rois);
        QFETCH(bool, withLosses);
        const Step step = test::madeUpStep(5,
            {.pictures = 3,
                .rois = rois,
                .mining = {.sampler = SamplerKind(sampler), .scope = SelectionScope(scope)},
                .withLosses = withLosses,
                .step = 77});
        QVERIFY(comesBack(step));
        const Step back = decoded<Step>(encoded(step));
        const DetectionStep &was = step.detection(), &is = back.detection();
        QVERIFY(is.mining == was.mining && is.key == was.key && is.quotas == was.quotas);
        QCOMPARE(is.hasLosses, was.hasLosses);
        QCOMPARE(is.divisor, was.divisor);
        QVERIFY(recordedSelection(is) == recordedSelection(was));
        QVERIFY(test::inOrder(chooseAgain(is, is.mining, is.key)) == recordedSelection(is));
        QVERIFY(encoded(rowOf(back, 1)) == encoded(rowOf(step, 1)));
    }

    void fieldsComeBack()
    {
        const DetectionStep was = hand();
        const Step back = decoded<Step>(
            encoded(Step {.header = {.step = 3, .implementation = 'A', .rank = 2}, .body = was}));
        QCOMPARE(back.header.step, int64_t {3});
        QCOMPARE(back.header.implementation, 'A');
        QCOMPARE(back.header.rank, 2);
        const PictureRecord &a = was.pictures[0], &b = back.detection().pictures[0];
        QCOMPARE(b.picture.name, a.picture.name);
        QCOMPARE(b.picture.contentId, a.picture.contentId);
        QCOMPARE(b.picture.scale, a.picture.scale);
        QVERIFY(b.groundTruth[0].box == a.groundTruth[0].box && b.groundTruth[0].ignored);
        const RoiRecord &r = a.rois[0], &s = b.rois[0];
        QCOMPARE(s.proposal, r.proposal);
        QVERIFY(s.box == r.box && s.decoded == r.decoded && s.decision == r.decision);
        QCOMPARE(s.iou, r.iou);
        QCOMPARE(s.probability, r.probability);
        QCOMPARE(s.top[2].label, r.top[2].label);
        QCOMPARE(s.top[0].probability, r.top[0].probability);
        QVERIFY(std::isnan(s.classLoss) && std::isinf(s.boxLoss) && std::signbit(s.learnedBoxLoss));
        QCOMPARE(s.learnedClassLoss, std::numeric_limits<float>::denorm_min());
    }

    void othersComeBack()
    {
        const Event event = decoded<Event>(encoded(control));
        QCOMPARE(event.text, control.text);
        QCOMPARE(event.value, control.value);
        QVERIFY(event.kind == EventKind::Control && comesBack(control));
        const Evaluation evaluation = decoded<Evaluation>(encoded(madeUpEvaluation()));
        QCOMPARE(evaluation.classes[0].precision, madeUpEvaluation().classes[0].precision);
        QCOMPARE(evaluation.classes[1].name, std::string("absent"));
        QVERIFY(std::isnan(evaluation.meanElevenPoint) && comesBack(madeUpEvaluation()));
        const auto detections = decoded<EvaluatedDetections>(encoded(madeUpDetections()));
        QCOMPARE(detections.objects[1].area, 12.5);
        QVERIFY(detections.objects[1].crowd && !detections.objects[0].crowd);
        QCOMPARE(detections.detectionsOf(0).size(), size_t {2});
        QVERIFY(comesBack(madeUpDetections()));
        const auto header = decoded<RunHeader>(encoded(madeUpHeader()));
        QCOMPARE(header.classNames, madeUpHeader().classNames);
        QCOMPARE(header.seed, madeUpHeader().seed);
        QCOMPARE(header.data.classes.front().objects, int64_t {7});
        QCOMPARE(header.data.forecast, std::string("little"));
        QCOMPARE(header.test[1].name, madeUpHeader().test[1].name);
        QVERIFY(comesBack(madeUpHeader()));
        StepRow row = rowOf(test::madeUpStep(3, {.rois = 50}), 4.5);
        row.meanLossAll = -none;
        const StepRow back = decoded<StepRow>(encoded(row));
        QCOMPARE(back.trainSeconds, 4.5);
        QCOMPARE(back.keptByCause, row.keptByCause);
        QVERIFY(std::isnan(back.meanLossAll) && comesBack(row));
    }

private:
    /// A step as samplers make it, of numbers that are the same on every machine.
    static DetectionStep chosen()
    {
        DetectionStep step = test::recordOf(test::madeUpRois(1, {40, 30}), paperPreset());
        for (PictureRecord& picture : step.pictures) {
            picture.groundTruth = {{{20, 20, 70, 60}, 1}};
            for (RoiRecord& roi : picture.rois) {
                roi.matched = 0;
                roi.top = {{{roi.label, .5f}, {3, .25f}, {4, .125f}}};
            }
        }
        return step;
    }

    /// A step in which no prediction of the encoding is right.
    static DetectionStep hand()
    {
        DetectionStep step {.mining = originalCodePreset(),
            .key = {.seed = 1, .purpose = Purpose::Flip, .step = 2, .item = 3},
            .hasLosses = true};
        PictureRecord picture {.picture = test::madeUpPicture(30)};
        picture.groundTruth = {{{10, 10, 20, 20}, 3, true}};
        const RoiRecord roi {.proposal = -1,
            .box = {1.5f, -0.f, 30, 1e30f},
            .label = ignoredLabel,
            .matched = 0,
            .iou = .123f,
            .classLoss = none,
            .boxLoss = std::numeric_limits<float>::infinity(),
            .learnedClassLoss = std::numeric_limits<float>::denorm_min(),
            .learnedBoxLoss = -0.f,
            .probability = .7f,
            .top = {{{2, .6f}, {0, .3f}, {-1, 0}}},
            .decoded = {1, 2, 3.25f, 4},
            .decision = {Fate::Suppressed, 7, 9, 1, .1f, .25f}};
        picture.rois = {roi, RoiRecord {}};
        step.pictures.push_back(picture);
        step.quotas = {{.quota = 4, .kept = 1, .cut = .5f}};
        step.divisor = 2.5;
        return step;
    }
};

QTEST_GUILESS_MAIN(TestEncoding)
#include "tst_encoding.moc"

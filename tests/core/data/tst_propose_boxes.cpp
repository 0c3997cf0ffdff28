#include "core/basics/error.h"
#include "core/data/proposals/propose_boxes.h"
#include "core/data/scenes/scenes.h"
#include "core/geometry/iou.h"
#include "core/geometry/nms.h"

#include <QTest>

#include <algorithm>

using namespace hardlens;

class TestProposeBoxes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void insideLargeEnoughAndRepeatable_data()
    {
        QTest::addColumn<int>("method");
        QTest::newRow("grid") << int(ProposalMethod::Grid);
        QTest::newRow("selective search") << int(ProposalMethod::SelectiveSearchFast);
    }

    void insideLargeEnoughAndRepeatable()
    {
        QFETCH(int, method);
        const DetectionData data = makeScenes({.train = 1, .test = 0});
        const Pixels picture = data.load(data.train[0]);
        const ProposalConfig config {
            .method = ProposalMethod(method), .segmentationShortSide = 120};
        const auto boxes = proposeBoxes(picture, 5, {}, config);
        QVERIFY(boxes.size() > 50 && boxes.size() <= 1000);
        for (const Box& box : boxes) {
            QVERIFY(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= 320 && box.y2 <= 240);
            QVERIFY(box.width() >= 6 && box.height() >= 6);
        }
        QVERIFY(proposeBoxes(picture, 5, {}, config) == boxes);
        // Another content id shuffles selective search's boxes and jitters the grid's.
        QVERIFY(proposeBoxes(picture, 6, {}, config) != boxes);
    }

    void gridFillsItsCount()
    {
        const DetectionData data = makeScenes({.train = 1, .test = 0});
        const Pixels picture = data.load(data.train[0]);
        for (const int64_t count : {1, 10, 300, 2000}) {
            const auto found = int64_t(proposeBoxes(picture, 1, {}, {.count = count}).size());
            QVERIFY2(found <= count && found >= count - 5, qPrintable(QString::number(found)));
        }
    }

    /// Without the ground truth, nine of ten objects have a proposal of IoU >= .5; and what NMS
    /// would find: of the 64 boxes that overlap objects most, at least 40 % are duplicates.
    void gridIsDenseOnWhatStandsOut()
    {
        const DetectionData data = makeScenes({.seed = 3, .train = 12, .test = 0});
        int64_t objects = 0;
        int64_t covered = 0;
        int64_t duplicates = 0;
        for (const AnnotatedPicture& picture : data.train) {
            const auto boxes
                = proposeBoxes(data.load(picture), picture.reference.contentId, {}, {});
            std::vector<Box> truth;
            for (const GroundTruth& object : picture.objects)
                truth.push_back(object.box);
            for (const Match& match : bestMatches(truth, boxes))
                covered += match.iou >= .5f;
            objects += int64_t(truth.size());
            const auto matches = bestMatches(boxes, truth);
            std::vector<float> scores;
            for (const Match& match : matches)
                scores.push_back(match.iou);
            const auto order = orderByFallingScore(scores, TieOrder::LowerIndexFirst);
            std::vector<Box> top;
            for (size_t i = 0; i < 64; ++i)
                top.push_back(boxes[size_t(order[i])]);
            const std::vector<float> equal(top.size(), 1.f);
            duplicates += 64 - int64_t(nms(top, equal, {}).kept.size());
        }
        QVERIFY2(
            covered * 10 >= objects * 9, qPrintable(QString("%1 of %2").arg(covered).arg(objects)));
        QVERIFY2(duplicates * 10 >= 12 * 64 * 4, qPrintable(QString::number(duplicates)));
    }

    void tinyPictures()
    {
        const Pixels dot {.width = 1, .height = 1, .rgb = {1, 2, 3}};
        for (const Box& box : proposeBoxes(dot, 0, {}, {.count = 20}))
            QCOMPARE(box, (Box {0, 0, 1, 1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, proposeBoxes({}, 0, {}, {}));
    }

    void groundTruthComesFirst()
    {
        const std::vector<Box> found {{0, 0, 9, 9}, {1, 1, 9, 9}};
        const std::vector<GroundTruth> objects {
            {Box {5, 5, 8, 8}, 1, false}, {Box {4, 4, 8, 8}, 1, true}};
        // The ignored object is left out; three boxes, cut at two.
        QCOMPARE(
            withGroundTruth(found, objects, 2), (std::vector<Box> {{5, 5, 8, 8}, {0, 0, 9, 9}}));
    }

    void refusesBadConfigs_data()
    {
        QTest::addColumn<qint64>("count");
        QTest::addColumn<qint64>("side");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<QString>("message");
        QTest::newRow("count") << qint64(0) << qint64(240) << qint64(6)
                               << "proposals.count = 0: must be in [1, 2000]";
        QTest::newRow("many") << qint64(2001) << qint64(240) << qint64(6)
                              << "proposals.count = 2001: must be in [1, 2000]";
        QTest::newRow("side") << qint64(10) << qint64(31) << qint64(6)
                              << "proposals.segmentationShortSide = 31: must be in [32, 2000]";
        QTest::newRow("least") << qint64(10) << qint64(240) << qint64(0)
                               << "proposals.minSide = 0: must be in [1, 100]";
    }

    void refusesBadConfigs()
    {
        QFETCH(qint64, count);
        QFETCH(qint64, side);
        QFETCH(qint64, least);
        QFETCH(QString, message);
        const ProposalConfig config {
            .count = count, .segmentationShortSide = side, .minSide = least};
        try {
            config.validate();
        } catch (const ConfigError& error) {
            QCOMPARE(QString(error.what()), message);
            return;
        }
        QFAIL("nothing thrown");
    }
};

QTEST_GUILESS_MAIN(TestProposeBoxes)
#include "tst_propose_boxes.moc"

#include "core/geometry/nms.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace hardlens;

namespace {

using Indices = std::vector<int32_t>;

Indices keptOf(const std::vector<Box>& boxes, const std::vector<float>& scores, double threshold,
    TieOrder ties = TieOrder::LowerIndexFirst)
{
    return nms(boxes, scores, {.iouThreshold = threshold, .ties = ties}).kept;
}

const float notANumber = std::numeric_limits<float>::quiet_NaN();
const float inf = std::numeric_limits<float>::infinity();

// The six boxes of the TensorFlow and ONNX test, x and y exchanged back.
const std::vector<Box> six {{0, 0, 1, 1}, {.1f, 0, 1.1f, 1}, {-.1f, 0, .9f, 1}, {10, 0, 11, 1},
    {10.1f, 0, 11.1f, 1}, {100, 0, 101, 1}};
const std::vector<float> sixScores {.9f, .75f, .6f, .95f, .5f, .3f};

} // namespace

class TestNms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sixBoxes()
    {
        QCOMPARE(keptOf(six, sixScores, .5), (Indices {3, 0, 5}));
        auto negative = sixScores;
        for (float& score : negative)
            score -= 10;
        QCOMPARE(keptOf(six, negative, .5), (Indices {3, 0, 5}));
        QCOMPARE(nms(six, sixScores, {.iouThreshold = .5, .maxKept = 2}).kept, (Indices {3, 0}));
        QVERIFY(nms(six, sixScores, {.iouThreshold = .5, .maxKept = 0}).kept.empty());
    }

    void suppressorsOfTheSixBoxes()
    {
        // A unit square moved by .1: .9 / 1.1; by .1 and the other way: both are suppressed by box
        // 0.
        const auto result = nms(six, sixScores, {.iouThreshold = .5});
        const Indices by {-1, 0, 0, -1, 3, -1};
        for (size_t i = 0; i < six.size(); ++i) {
            QCOMPARE(result.suppressedBy[i].by, by[i]);
            QVERIFY(std::abs(result.suppressedBy[i].iou - (by[i] < 0 ? 0.f : .9f / 1.1f)) < 1e-5f);
        }
    }

    void firstKeptBoxIsNamedNotTheNearest()
    {
        // Box 2 overlaps box 0 by 6 / 14 = .43 and box 1 by 8 / 12 = .67; boxes 0 and 1 by 4 / 16 =
        // .25.
        const std::vector<Box> boxes {{0, 0, 10, 1}, {6, 0, 16, 1}, {4, 0, 14, 1}};
        const auto result = nms(boxes, std::vector<float> {3, 2, 1}, {.iouThreshold = .4});
        QCOMPARE(result.kept, (Indices {0, 1}));
        QCOMPARE(result.suppressedBy[2].by, 0);
        QCOMPARE(result.suppressedBy[2].iou, float(6. / 14));
    }

    void suppressedBoxesDoNotSuppress()
    {
        // 0-1 and 1-2 overlap by 6 / 14 = .43, 0-2 by 2 / 18 = .11: box 1 falls to 0, so box 2
        // stays.
        const std::vector<Box> boxes {{0, 0, 10, 1}, {4, 0, 14, 1}, {8, 0, 18, 1}};
        QCOMPARE(keptOf(boxes, {3, 2, 1}, .4), (Indices {0, 2}));
    }

    void smallCases()
    {
        QVERIFY(keptOf({}, {}, .5).empty());
        QCOMPARE(keptOf(std::vector<Box>(10, {0, 0, 1, 1}), std::vector<float>(10, .9f), .5),
            (Indices {0}));
        QCOMPARE(keptOf({{0, 0, 0, 0}, {1, 1, 2, 2}, {2, 2, 3, 3}}, {.9f, .8f, .7f}, .5),
            (Indices {0, 1, 2}));
        // Boxes without area have IoU 0 even with themselves.
        QCOMPARE(keptOf({{1, 1, 1, 1}, {1, 1, 1, 1}}, {1, 1}, 0), (Indices {0, 1}));
    }

    void thresholdItselfIsKept()
    {
        // 5 / (10 + 5 - 5) = .5 exactly
        const std::vector<Box> boxes {{0, 0, 10, 1}, {0, 0, 5, 1}};
        QCOMPARE(keptOf(boxes, {2, 1}, .5), (Indices {0, 1}));
        QCOMPARE(keptOf(boxes, {2, 1}, .4999), (Indices {0}));
        // The same box has IoU 1, which is not above 1.
        QCOMPARE(keptOf({boxes[0], boxes[0]}, {2, 1}, 1), (Indices {0, 1}));
        QCOMPARE(keptOf(boxes, {2, 1}, 0), (Indices {0}));
        // With inclusive pixels 12 / (22 + 12 - 12) = .545
        QCOMPARE(nms(boxes, std::vector<float> {2, 1},
                     {.iouThreshold = .5, .convention = PixelConvention::InclusivePixel})
                     .kept,
            (Indices {0}));
    }

    void ties()
    {
        const std::vector<Box> same(4, {0, 0, 10, 10});
        QCOMPARE(keptOf(same, {1, 2, 2, 1}, .5), (Indices {1}));
        QCOMPARE(keptOf(same, {1, 2, 2, 1}, .5, TieOrder::HigherIndexFirst), (Indices {2}));
        const std::vector<float> scores {0, notANumber, 5, -0.f, 5, inf, -inf};
        QCOMPARE(
            orderByFallingScore(scores, TieOrder::LowerIndexFirst), (Indices {5, 2, 4, 0, 3, 6}));
        QCOMPARE(
            orderByFallingScore(scores, TieOrder::HigherIndexFirst), (Indices {5, 4, 2, 3, 0, 6}));
        // torchvision issue 2157
        QCOMPARE(keptOf({{.3764f, .0905f, .6533f, .4487f}, {.3744f, .0899f, .6535f, .4513f},
                            {.3753f, .0916f, .6532f, .4512f}},
                     {1, 1, 1}, .2),
            (Indices {0}));
    }

    void realBoxes()
    {
        QCOMPARE(keptOf({{285.3538f, 185.5758f, 1193.5110f, 851.4551f},
                            {285.1472f, 188.7374f, 1192.4984f, 851.0669f},
                            {279.2440f, 197.9812f, 1189.4746f, 849.2019f}},
                     {.6370f, .7569f, .3966f}, .2),
            (Indices {1}));
        // jwyang/faster-rcnn.pytorch issue 220
        const std::vector<Box> faces {{12, 84, 140, 212}, {24, 84, 152, 212}, {36, 84, 164, 212},
            {12, 96, 140, 224}, {24, 96, 152, 224}, {24, 108, 152, 236}};
        const std::vector<float> scores {.1f, .8f, .7f, .6f, .5f, .9f};
        for (const double threshold : {.1, .3, .5})
            QCOMPARE(keptOf(faces, scores, threshold), (Indices {5}));
        QCOMPARE(keptOf(faces, scores, .7), (Indices {5, 1, 3}));
    }

    void groups()
    {
        const std::vector<Box> same(4, {0, 0, 10, 10});
        const std::vector<float> scores {1, 2, 3, 4};
        const Indices groups {7, -2, 7, -2};
        const auto result = groupedNms(same, scores, groups, {.iouThreshold = .5});
        QCOMPARE(result.kept, (Indices {3, 2}));
        QCOMPARE(result.suppressedBy[0].by, 2);
        QCOMPARE(result.suppressedBy[1].by, 3);
        QCOMPARE(result.suppressedBy[1].iou, 1.f);
    }

    void limitOverAllGroups()
    {
        // Group 0 keeps box 1, group 1 box 3; with one place box 3 remains, and nothing names
        // box 1.
        const std::vector<Box> same(4, {0, 0, 10, 10});
        const auto result = groupedNms(same, std::vector<float> {1, 2, 3, 4}, Indices {0, 0, 1, 1},
            {.iouThreshold = .5, .maxKept = 1});
        QCOMPARE(result.kept, (Indices {3}));
        QCOMPARE(result.suppressedBy[2].by, 3);
        QCOMPARE(result.suppressedBy[1].by, -1);
        QCOMPARE(result.suppressedBy[0].by, -1);
        QCOMPARE(result.suppressedBy[0].iou, 0.f);
    }

    void wrongCalls_data()
    {
        QTest::addColumn<int>("scores");
        QTest::addColumn<int>("groups");
        QTest::addColumn<double>("threshold");
        QTest::addColumn<QString>("message");
        QTest::newRow("scores") << 5 << 6 << .5 << "nms: 6 boxes and 5 scores: must be as many";
        QTest::newRow("groups") << 6 << 1 << .5 << "groupedNms: 6 boxes and 1 groups";
        QTest::newRow("above") << 6 << 6 << 1.5 << "nms: iouThreshold = 1.5: must be in [0, 1]";
        QTest::newRow("below") << 6 << 6 << -.1 << "nms: iouThreshold = -0.1: must be in [0, 1]";
        QTest::newRow("NaN") << 6 << 6 << double(notANumber)
                             << "nms: iouThreshold = nan: must be in [0, 1]";
    }

    void wrongCalls()
    {
        QFETCH(int, scores);
        QFETCH(int, groups);
        QFETCH(double, threshold);
        QFETCH(QString, message);
        try {
            groupedNms(six, std::vector<float>(size_t(scores), 1.f), Indices(size_t(groups), 0),
                {.iouThreshold = threshold});
            QFAIL("was accepted");
        } catch (const std::invalid_argument& e) {
            QVERIFY2(QString(e.what()).startsWith(message), e.what());
        }
        if (groups == 6)
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
                nms(six, std::vector<float>(size_t(scores), 1.f), {.iouThreshold = threshold}));
    }

    // torchvision.ops.nms: the same boxes in the same order.
    void vectors()
    {
        const auto path = test::vectorsFolder() / "nms.json";
        HL_SKIP_UNLESS_PRESENT(path);
        int row = 0;
        const auto file = test::readJson(path);
        for (const auto& values : file.at("cases")) {
            const auto kept = keptOf(test::boxesOf(values.at("boxes")),
                test::floatsOf(values.at("scores")), values.at("iou_threshold").get<double>());
            QVERIFY2(kept == test::integersOf(values.at("keep")), qPrintable(QString::number(row)));
            ++row;
        }
        QVERIFY(row > 0);
    }
};

QTEST_GUILESS_MAIN(TestNms)
#include "tst_nms.moc"

#include "core/geometry/iou.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

Q_DECLARE_METATYPE(hardlens::Box)

class TestBoxIou : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// 5 x 10 of 10 x 10 lie in the other; all of a small box lies in a large one.
    void coveredParts()
    {
        QCOMPARE(coveredPart({0, 0, 10, 10}, {5, 0, 95, 90}), .5f);
        QCOMPARE(coveredPart({20, 20, 30, 30}, {0, 0, 90, 90}), 1.f);
        QCOMPARE(coveredPart({0, 0, 90, 90}, {20, 20, 29, 29}), .01f);
        QCOMPARE(coveredPart({0, 0, 10, 10}, {10, 0, 20, 10}), 0.f);
        QCOMPARE(coveredPart({5, 5, 5, 9}, {0, 0, 10, 10}), 0.f); // no area
    }

    void continuous_data()
    {
        QTest::addColumn<Box>("a");
        QTest::addColumn<Box>("b");
        QTest::addColumn<double>("expected");
        const Box unit {0, 0, 1, 1}, hundred {0, 0, 100, 100};
        // torchvision test_ops: 50² / 100², 25² / 100², 25² / 50²
        QTest::newRow("same") << hundred << hundred << 1.;
        QTest::newRow("quarter") << hundred << Box {0, 0, 50, 50} << .25;
        QTest::newRow("apart") << hundred << Box {200, 200, 300, 300} << 0.;
        QTest::newRow("sixteenth") << Box {0, 0, 25, 25} << hundred << .0625;
        // detectron2 test_boxes: .25 / (1 + 1 - .25)
        QTest::newRow("half in x") << unit << Box {0, 0, .5f, 1} << .5;
        QTest::newRow("half in y") << unit << Box {0, 0, 1, .5f} << .5;
        QTest::newRow("small inside") << unit << Box {0, 0, .5f, .5f} << .25;
        QTest::newRow("other corner") << unit << Box {.5f, .5f, 1, 1} << .25;
        QTest::newRow("beyond the corner") << unit << Box {.5f, .5f, 1.5f, 1.5f} << .25 / 1.75;
        QTest::newRow("touching") << unit << Box {1, 0, 2, 1} << 0.;
        QTest::newRow("no area, inside") << unit << Box {.5f, .5f, .5f, .5f} << 0.;
        QTest::newRow("no area, both") << Box {1, 1, 1, 1} << Box {1, 1, 1, 1} << 0.;
        QTest::newRow("inside out") << unit << Box {1, 1, 0, 0} << 0.;
        // overlap 10 x 10, union 200 + 200 - 100
        QTest::newRow("negative coordinates")
            << Box {-10, -10, 0, 10} << Box {-10, -10, 10, 0} << 100. / 300;
    }

    void continuous()
    {
        QFETCH(Box, a);
        QFETCH(Box, b);
        QFETCH(double, expected);
        QCOMPARE(iou(a, b), float(expected));
        QCOMPARE(iou(b, a), float(expected));
    }

    void inclusivePixels()
    {
        const auto convention = PixelConvention::InclusivePixel;
        // One pixel each: 1 x 1 over 1.
        QCOMPARE(iou({5, 5, 5, 5}, {5, 5, 5, 5}, convention), 1.f);
        // 10 x 10 pixels, the last column shared: 10 / (100 + 100 - 10)
        QCOMPARE(iou({0, 0, 9, 9}, {9, 0, 18, 9}, convention), float(10. / 190));
        // Neighbours that share no pixel.
        QCOMPARE(iou({0, 0, 9, 9}, {10, 0, 19, 9}, convention), 0.f);
    }

    void realBoxes()
    {
        const std::vector<Box> boxes {{285.3538f, 185.5758f, 1193.5110f, 851.4551f},
            {285.1472f, 188.7374f, 1192.4984f, 851.0669f},
            {279.2440f, 197.9812f, 1189.4746f, 849.2019f}};
        const std::vector<double> expected {1, .9933, .9673, .9933, 1, .9737, .9673, .9737, 1};
        const std::vector<double> areas {604723.0806, 600965.4666, 592761.0085};
        const auto values = pairwiseIou(boxes, boxes);
        QCOMPARE(values.size(), size_t {9});
        for (size_t i = 0; i < 9; ++i)
            QVERIFY(std::abs(double(values[i]) - expected[i]) < 1e-3);
        for (size_t i = 0; i < 3; ++i)
            QVERIFY(std::abs(double(boxes[i].area()) - areas[i]) < .1);
    }

    void pairwiseIsRowsOfA()
    {
        const std::vector<Box> a {{0, 0, 10, 10}, {5, 0, 15, 10}}, b {{0, 0, 10, 10}};
        QCOMPARE(pairwiseIou(a, b), (std::vector<float> {1, float(50. / 150)}));
        QCOMPARE(pairwiseIou(b, a), (std::vector<float> {1, float(50. / 150)}));
        QVERIFY(pairwiseIou({}, b).empty());
        QVERIFY(pairwiseIou(a, {}).empty());
    }

    void bestMatchTakesTheFirstOfEquals()
    {
        const std::vector<Box> objects {{50, 0, 60, 10}, {0, 0, 10, 10}, {0, 0, 10, 10}};
        const std::vector<Box> proposals {{0, 0, 10, 5}, {50, 0, 60, 10}, {200, 0, 210, 10}};
        const auto matches = bestMatches(proposals, objects);
        QCOMPARE(matches.size(), size_t {3});
        QCOMPARE(matches[0].index, 1);
        QCOMPARE(matches[0].iou, .5f);
        QCOMPARE(matches[1].index, 0);
        QCOMPARE(matches[1].iou, 1.f);
        QCOMPARE(matches[2].index, 0); // all are at 0, so the first
        QCOMPARE(matches[2].iou, 0.f);
        for (const Match& match : bestMatches(proposals, {})) {
            QCOMPARE(match.index, -1);
            QCOMPARE(match.iou, 0.f);
        }
    }

    void infiniteAndMissingCoordinatesAreNeverAnOverlap()
    {
        const float inf = std::numeric_limits<float>::infinity();
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const Box box {0, 0, 10, 10};
        for (const Box& odd : {Box {0, 0, inf, inf}, Box {-inf, -inf, inf, inf},
                 Box {nan, 0, 10, 10}, Box {0, 0, 10, nan}}) {
            QVERIFY(!(iou(box, odd) > 0));
            QVERIFY(!(iou(odd, box) > 0));
            QVERIFY(!(iou(odd, odd) > 0));
        }
    }

    void boxHelpers()
    {
        const Box box {-5, 10, 110, 50};
        QCOMPARE(clipped(box, 100, 40), (Box {0, 10, 100, 40}));
        QCOMPARE(mirrored(Box {10, 1, 30, 2}, 100), (Box {70, 1, 90, 2}));
        QCOMPARE(mirrored(mirrored(box, 64), 64), box);
        QCOMPARE(scaled(box, 2), (Box {-10, 20, 220, 100}));
    }

    void vectors()
    {
        const auto path = test::vectorsFolder() / "box_iou.json";
        HL_SKIP_UNLESS_PRESENT(path);
        size_t pairs = 0;
        const auto file = test::readJson(path);
        for (const auto& row : file.at("cases")) {
            const auto a = test::boxesOf(row.at("a")), b = test::boxesOf(row.at("b"));
            const auto values = pairwiseIou(a, b);
            for (size_t i = 0; i < a.size(); ++i)
                for (size_t j = 0; j < b.size(); ++j, ++pairs) {
                    const double expected = row.at("iou").at(i).at(j).get<double>();
                    const double difference = std::abs(double(values[i * b.size() + j]) - expected);
                    QVERIFY2(difference <= 1e-6, qPrintable(QString("%1 %2").arg(i).arg(j)));
                }
        }
        QVERIFY(pairs > 0);
    }

    void originalCode()
    {
        const auto path = test::vectorsFolder() / "ohem_original_code_golden.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const auto golden = test::readJson(path).at("iou_plus1");
        const auto a = test::boxesOf(golden.at("a")), b = test::boxesOf(golden.at("b"));
        const auto values = pairwiseIou(a, b, PixelConvention::InclusivePixel);
        for (size_t i = 0; i < a.size(); ++i)
            for (size_t j = 0; j < b.size(); ++j)
                QVERIFY(std::abs(double(values[i * b.size() + j])
                            - golden.at("iou").at(i).at(j).get<double>())
                    <= 1e-7);
    }
};

QTEST_GUILESS_MAIN(TestBoxIou)
#include "tst_box_iou.moc"

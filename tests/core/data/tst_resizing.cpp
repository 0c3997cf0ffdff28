#include "core/data/resizing.h"

#include <QTest>

#include <stdexcept>

using namespace hardlens;

class TestResizing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scale_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("shortSide");
        QTest::addColumn<int>("cap");
        QTest::addColumn<float>("expected");
        // 600 / 375 = 1.6; 1.6 * 500 = 800 <= 1000
        QTest::newRow("short side decides") << 500 << 375 << 600 << 1000 << 1.6f;
        // 600 / 300 = 2; 2 * 800 = 1600 > 1000: 1000 / 800
        QTest::newRow("long side decides") << 300 << 800 << 600 << 1000 << 1.25f;
        QTest::newRow("exactly at the cap") << 1000 << 600 << 600 << 1000 << 1.f;
        // 240 / 480
        QTest::newRow("shrinks") << 640 << 480 << 240 << 1000 << .5f;
    }

    void scale()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, shortSide);
        QFETCH(int, cap);
        QFETCH(float, expected);
        QCOMPARE(networkScale(width, height, shortSide, cap), expected);
    }

    void halvingAverages()
    {
        // (0 + 20 + 40 + 60) / 4 = 30 and (100 + 100 + 200 + 200) / 4 = 150
        const Pixels picture = grey(4, 2, {0, 20, 100, 100, 40, 60, 200, 200});
        QCOMPARE(resized(picture, 2, 1).rgb, grey(2, 1, {30, 150}).rgb);
        QCOMPARE(resized(picture, 4, 2).rgb, picture.rgb);
    }

    void mirroringTwiceGivesThePictureBack()
    {
        const Pixels picture = grey(3, 2, {1, 2, 3, 4, 5, 6});
        QCOMPARE(mirrored(picture).rgb, grey(3, 2, {3, 2, 1, 6, 5, 4}).rgb);
        QCOMPARE(mirrored(mirrored(picture)).rgb, picture.rgb);
    }

    void refusesEmptySizes()
    {
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, resized(grey(1, 1, {0}), 0, 1));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, networkScale(0, 1, 1, 1));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, mirrored(Pixels {}));
    }

private:
    static Pixels grey(int32_t width, int32_t height, const std::vector<int>& values)
    {
        Pixels pixels {.width = width, .height = height};
        for (const int value : values)
            pixels.rgb.insert(pixels.rgb.end(), 3, uint8_t(value));
        return pixels;
    }
};

QTEST_GUILESS_MAIN(TestResizing)
#include "tst_resizing.moc"

#include "core/basics/random.h"
#include "widgets/roi/overlay_painter.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <stdexcept>
#include <vector>

using namespace hardlens;

namespace {

const QColor ink(255, 176, 0);
const QColor shade(0, 0, 0, 128);

QImage blank(int width, int height)
{
    QImage layer(width, height, QImage::Format_ARGB32_Premultiplied);
    layer.fill(Qt::transparent);
    return layer;
}

/// The layer as text: # line, + paler row, o halo, . nothing.
QStringList drawn(const QImage& layer)
{
    QStringList rows;
    for (int y = 0; y < layer.height(); ++y) {
        QString row;
        for (int x = 0; x < layer.width(); ++x) {
            const QRgb p = reinterpret_cast<const QRgb*>(layer.constScanLine(y))[x];
            row += p == qPremultiply(ink.rgba())  ? '#'
                : p == 0                          ? '.'
                : p == qPremultiply(shade.rgba()) ? 'o'
                                                  : '+';
        }
        rows << row;
    }
    return rows;
}

QStringList boxDrawn(QSize size, const QRect& box, const OverlayLine& line)
{
    QImage layer = blank(size.width(), size.height());
    OverlayPainter(layer).drawBoxes(std::span(&box, 1), line);
    return drawn(layer);
}

} // namespace

class TestOverlayPainter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void solidLineLiesInsideTheBox()
    {
        // Width 1: ⌊1 / 2⌋ = 0 rows outside.
        const QStringList expected {
            "........", ".#####..", ".#...#..", ".#...#..", ".#####..", "........"};
        QCOMPARE(boxDrawn({8, 6}, {1, 1, 5, 4}, {.colour = ink}), expected);
    }

    void wideLineIsCentredOnTheBorder()
    {
        // Width 2 of the box (2, 2, 5, 4): one row outside, (1, 1) to (7, 6), one inside.
        const QStringList expected {"........", ".#######", ".#######", ".##...##", ".##...##",
            ".#######", ".#######", "........"};
        QCOMPARE(boxDrawn({8, 8}, {2, 2, 5, 4}, {.colour = ink, .width = 2}), expected);
    }

    void restOfTheWidthIsPalerInside()
    {
        const QStringList expected {
            "#######", "#+++++#", "#+...+#", "#+...+#", "#+++++#", "#######"};
        QCOMPARE(boxDrawn({7, 6}, {0, 0, 7, 6}, {.colour = ink, .width = 1.4}), expected);
        // .4 of (255, 176, 0, 255) over nothing: 102, 70.4 -> 70, 0, 102.
        QImage layer = blank(7, 6);
        const QRect box(0, 0, 7, 6);
        OverlayPainter(layer).drawBoxes(std::span(&box, 1), {.colour = ink, .width = 1.4});
        QCOMPARE(layer.pixel(3, 1), qRgba(102, 70, 0, 102));
    }

    void dashesBeginAtEachSide()
    {
        // 3 on, 2 off: columns 0-2 and 5-6 of 7; rows 0-2 and 5 of 6.
        const QStringList expected {
            "###..##", "#.....#", "#.....#", ".......", ".......", "###..##"};
        QCOMPARE(boxDrawn({7, 6}, {0, 0, 7, 6}, {.colour = ink, .dash = 3, .gap = 2}), expected);
    }

    void dotsHaveAHaloOfTheirOwn()
    {
        // 1 on, 4 off along a box 6 wide and 3 high at (2, 2): dots in columns 2 and 7, in rows 2
        // and 4 (the bottom side), each in a 3 x 3 halo.
        const QStringList expected {"..........", ".ooo..ooo.", ".o#o..o#o.", ".ooo..ooo.",
            ".o#o..o#o.", ".ooo..ooo.", ".........."};
        QCOMPARE(
            boxDrawn({10, 7}, {2, 2, 6, 3}, {.colour = ink, .halo = shade, .dash = 1, .gap = 4}),
            expected);
    }

    void haloIsBeneathAllLinesOfACall()
    {
        QImage layer = blank(9, 5);
        const QRect boxes[] = {{1, 1, 3, 3}, {4, 1, 3, 3}};
        OverlayPainter(layer).drawBoxes(boxes, {.colour = ink, .halo = shade});
        const QStringList expected {
            "oooooooo.", "o######o.", "o#o##o#o.", "o######o.", "oooooooo."};
        QCOMPARE(drawn(layer), expected);
    }

    void boxesMayHaveColoursOfTheirOwn()
    {
        const QColor red(200, 0, 0), half(0, 0, 200, 128);
        const QRect boxes[] = {{1, 1, 3, 3}, {4, 1, 3, 3}};
        const QRgb colours[] = {red.rgb(), QColor(0, 0, 200).rgb()};
        QImage layer = blank(9, 5);
        OverlayPainter painter(layer);
        painter.drawBoxes(boxes, colours, {.colour = ink, .halo = shade});
        QCOMPARE(layer.pixelColor(1, 1), red);
        QCOMPARE(layer.pixelColor(4, 1), QColor(0, 0, 200));
        QCOMPARE(layer.pixel(3, 1), red.rgba()); // no halo of the second cuts the first
        // The alpha is that of the line.
        painter.drawBoxes(boxes, colours, {.colour = QColor(0, 0, 0, 128)});
        QCOMPARE(layer.pixel(4, 1), qPremultiply(half.rgba()));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
            painter.drawBoxes(boxes, std::span(colours, 1), {.colour = ink}));
    }

    void clippedBoxEqualsTheCutOutOfALargerLayer()
    {
        RandomStream random({.seed = 3, .purpose = Purpose::Scene});
        const OverlayLine lines[] = {{.colour = ink, .halo = shade, .width = 2.4},
            {.colour = ink, .halo = shade, .width = 1.6, .dash = 7, .gap = 5},
            {.colour = ink, .halo = shade, .dash = 1, .gap = 4}};
        for (int round = 0; round < 300; ++round) {
            const QRect box(int(random.below(90)) - 40, int(random.below(90)) - 40,
                1 + int(random.below(80)), 1 + int(random.below(80)));
            QImage small = blank(30, 20), large = blank(300, 300);
            const QRect moved = box.translated(100, 100);
            OverlayPainter(small).drawBoxes(std::span(&box, 1), lines[round % 3]);
            OverlayPainter(large).drawBoxes(std::span(&moved, 1), lines[round % 3]);
            QCOMPARE(small, large.copy(100, 100, 30, 20));
            small.fill(Qt::transparent);
            large.fill(Qt::transparent);
            OverlayPainter(small).drawCorners(std::span(&box, 1), 9, lines[0]);
            OverlayPainter(large).drawCorners(std::span(&moved, 1), 9, lines[0]);
            QCOMPARE(small, large.copy(100, 100, 30, 20));
        }
    }

    void farAwayBoxesCostNothing()
    {
        QImage layer = blank(40, 40);
        const QRect boxes[] = {{-1000000, -1000000, 2000000, 2000000}, {500000, 5, 10, 10}};
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 1000; ++i)
            OverlayPainter(layer).drawBoxes(
                boxes, {.colour = ink, .halo = shade, .dash = 1, .gap = 4});
        QVERIFY(clock.elapsed() < 1000);
        QCOMPARE(layer, blank(40, 40));
    }

    void cornersLeaveTheSidesOpen()
    {
        QImage layer = blank(12, 8);
        const QRect box(0, 0, 12, 8);
        OverlayPainter(layer).drawCorners(std::span(&box, 1), 3, {.colour = ink});
        const QStringList expected {"###......###", "#..........#", "#..........#", "............",
            "............", "#..........#", "#..........#", "###......###"};
        QCOMPARE(drawn(layer), expected);
    }

    void hatchFollowsTheLayer()
    {
        QImage layer = blank(8, 3);
        OverlayPainter(layer).hatch({1, 0, 6, 3}, 4, 1, ink);
        // x + y divisible by 4.
        const QStringList expected {"....#...", "...#....", "..#...#."};
        QCOMPARE(drawn(layer), expected);
    }

    void otherFormatsAreRefused()
    {
        QImage layer(4, 4, QImage::Format_RGB888);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, OverlayPainter painter(layer));
    }

    void twoThousandBoxesAreQuick()
    {
        RandomStream random({.seed = 1, .purpose = Purpose::Scene});
        std::vector<QRect> selected, suppressed, below;
        for (int i = 0; i < 2000; ++i) {
            const QRect box(int(random.below(500)), int(random.below(350)),
                30 + int(random.below(200)), 30 + int(random.below(150)));
            (i < 128 ? selected : i < 1149 ? suppressed : below).push_back(box);
        }
        QImage layer = blank(700, 520);
        std::vector<qint64> times;
        for (int round = 0; round < 21; ++round) {
            QElapsedTimer clock;
            clock.start();
            layer.fill(Qt::transparent);
            OverlayPainter painter(layer);
            painter.drawBoxes(below, {.colour = ink, .halo = shade, .dash = 1, .gap = 4});
            painter.drawBoxes(
                suppressed, {.colour = ink, .halo = shade, .width = 1.6, .dash = 7, .gap = 5});
            painter.drawBoxes(selected, {.colour = ink, .halo = shade, .width = 2.4});
            times.push_back(clock.nsecsElapsed());
        }
        std::ranges::nth_element(times, times.begin() + 10);
        const double ms = double(times[10]) / 1e6;
        qInfo("2000 boxes with halo and dashes, 700 x 520: %.2f ms (median of 21)", ms);
        QVERIFY2(ms <= 25, "2000 boxes took more than 25 ms");
    }
};

QTEST_GUILESS_MAIN(TestOverlayPainter)
#include "tst_overlay_painter.moc"

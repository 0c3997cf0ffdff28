#include "widgets/embedding/curve_labels.h"
#include "widgets/embedding/density_shapes.h"
#include "widgets/plots/free_places.h"

#include <QFontMetrics>
#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

/// 200 × 100 pixels for distances 0…2 and densities 0…10, from the pixel (0, 0); the lowest row of
/// pixels is 99.
void layOut(QCustomPlot& plot)
{
    plot.setViewport({0, 0, 200, 100}); // a plot that is not shown is not resized
    plot.axisRect()->setAutoMargins(QCP::msNone);
    plot.axisRect()->setMargins({});
    plot.plotLayout()->setMargins({});
    plot.xAxis->setRange(0, 2);
    plot.yAxis->setRange(0, 10);
    plot.replot();
}

bool isAt(const QPointF& point, double x, double y)
{
    return std::abs(point.x() - x) <= 1 && std::abs(point.y() - y) <= 1;
}

} // namespace

class tst_density_shapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesByHand();
    void beyondTheAxis();
    void outlineOfOneBin();
    void labelsBesideCurves();
    void labelsInCorners();
    void noRoom();
};

void tst_density_shapes::placesByHand()
{
    QCustomPlot plot;
    layOut(plot);
    const DensityShapes shapes(*plot.xAxis, *plot.yAxis);
    QVERIFY(isAt(shapes.at(0, 0), 0, 100));
    QVERIFY(isAt(shapes.at(1, 5), 100, 50));
    DistanceDensity density {};
    density[50] = 4;
    QCOMPARE(peakOf(density), 1.01); // the middle of [1, 1.02)
    QVERIFY(isAt(shapes.line(density)[50], 101, 60));
    QCOMPARE(shapes.curve([](double) { return 1.; }).size(), 201);
}

void tst_density_shapes::beyondTheAxis()
{
    QCustomPlot plot;
    layOut(plot);
    plot.yAxis->setScaleType(QCPAxis::stLogarithmic);
    plot.yAxis->setRange(0.01, 100);
    const DensityShapes shapes(*plot.xAxis, *plot.yAxis);
    QVERIFY(isAt(shapes.at(1, 1), 100, 50));
    QVERIFY(isAt(shapes.at(1, 0), 100, 100)); // 0 has no logarithm: the lower end
    QVERIFY(shapes.at(2, INFINITY).y() < 0);  // a pole leaves the plot, at a pixel
    QVERIFY(std::isfinite(shapes.at(2, INFINITY).y()));
}

void tst_density_shapes::outlineOfOneBin()
{
    QCustomPlot plot;
    layOut(plot);
    DistanceDensity density {};
    density[50] = 4;
    const DensityShapes shapes(*plot.xAxis, *plot.yAxis);
    const QRectF outline = shapes.outline(density).boundingRect();
    QVERIFY(isAt(outline.topLeft(), 100, 60));
    QVERIFY(std::abs(outline.bottom() - 100) <= 1);
    const QRectF area = shapes.area(density).boundingRect();
    QVERIFY(isAt(area.topLeft(), 100, 60));
    QVERIFY(isAt(area.bottomRight(), 102, 100));
    QVERIFY(shapes.area({}).isEmpty());
}

void tst_density_shapes::labelsBesideCurves()
{
    const QRect inner(0, 0, 400, 200);
    const QFontMetrics metrics {QFont()};
    FreePlaces places(inner);
    const std::vector<CurveLabel> labels {
        {.text = "one", .beside = {{200, 100}}}, {.text = "two", .beside = {{200, 100}}}};
    const auto found = placeCurveLabels(places, inner, metrics, labels, {});
    QCOMPARE(found.size(), size_t(2));
    for (const auto& place : found)
        QVERIFY(place->adjusted(-10, -10, 10, 10).contains(QPoint(200, 100)));
    QVERIFY(!found[0]->intersects(*found[1]));
}

void tst_density_shapes::labelsInCorners()
{
    const QRect inner(0, 0, 400, 200);
    const QFontMetrics metrics {QFont()};
    FreePlaces places(inner);
    std::vector<QPointF> obstacles; // all about the place that is asked for
    for (int x = 100; x < 300; x += 5)
        for (int y = 50; y < 150; y += 5)
            obstacles.emplace_back(x, y);
    const auto found = placeCurveLabels(
        places, inner, metrics, {{.text = "one", .beside = {{200, 100}}}}, obstacles);
    QVERIFY(found[0]->right() > 390);
    QVERIFY(found[0]->top() < 10);
}

void tst_density_shapes::noRoom()
{
    const QRect inner(0, 0, 12, 200);
    const QFontMetrics metrics {QFont()};
    FreePlaces places(inner);
    const auto found
        = placeCurveLabels(places, inner, metrics, {{.text = "far too long a name"}}, {});
    QVERIFY(!found[0]);
}

QTEST_MAIN(tst_density_shapes)
#include "tst_density_shapes.moc"

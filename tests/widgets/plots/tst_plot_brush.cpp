#include "tests/widgets/made_up_run.h"
#include "tests/widgets/shots.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_brush.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace hardlens;
using namespace hardlens::test;

namespace {

void press(QWidget& plot, QPoint at)
{
    QTest::mousePress(&plot, Qt::LeftButton, {}, at);
}

/// QTest::mouseMove holds no button.
void move(QWidget& plot, QPoint to)
{
    QMouseEvent event(QEvent::MouseMove, to, plot.mapToGlobal(QPointF(to)), Qt::NoButton,
        Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&plot, &event);
}

void release(QWidget& plot, QPoint at)
{
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, at);
}

void sweep(QWidget& plot, QPoint from, QPoint to)
{
    press(plot, from);
    move(plot, to);
    release(plot, to);
}

/// A plot over x in [0, 10] and y in [1, 100], the latter on a log axis.
struct Stage
{
    PlotArea plot {"plot"};
    PlotBrush brush;

    explicit Stage(PlotBrush::Shape shape)
        : brush(&plot, shape)
    {
        plot.xAxis->setRange(0, 10);
        plot.yAxis->setScaleType(QCPAxis::stLogarithmic);
        plot.yAxis->setRange(1, 100);
        plot.resize(400, 300);
        plot.show();
        plot.replot();
    }

    QPoint at(double x, double y) const
    {
        return QPointF(plot.xAxis->coordToPixel(x), plot.yAxis->coordToPixel(y)).toPoint();
    }
};

bool isNear(const ValueRange& range, double low, double high)
{
    return std::abs(range.low - low) < 0.05 * std::abs(low)
        && std::abs(range.high - high) < 0.05 * std::abs(high);
}

} // namespace

class tst_plot_brush : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void sweepsARange();
    void sweepsARectangle();
    void edgesAreOpen();
    void letsGo();
    void clicksMayMeanSomethingElse();
    void emptyPlotsAreNotBrushed();
    void histogramBrushesLosses();
    void shots();
};

void tst_plot_brush::sweepsARange()
{
    Stage s(PlotBrush::Shape::Range);
    QSignalSpy brushed(&s.brush, &PlotBrush::brushed);
    press(s.plot, s.at(6, 10));
    move(s.plot, s.at(6, 10) + QPoint(2, 0)); // less than a drag
    QVERIFY(!s.brush.area());
    move(s.plot, s.at(4, 20));
    QVERIFY(isNear(s.brush.area()->x, 4, 6));
    move(s.plot, s.at(2, 50)); // the other end follows
    release(s.plot, s.at(2, 50));
    QVERIFY(isNear(s.brush.area()->x, 2, 6));
    QVERIFY(std::isinf(s.brush.area()->y.low) && std::isinf(s.brush.area()->y.high));
    QCOMPARE(brushed.size(), 2);
    move(s.plot, s.at(9, 50)); // the button is up
    QVERIFY(isNear(s.brush.area()->x, 2, 6));
}

void tst_plot_brush::sweepsARectangle()
{
    Stage s(PlotBrush::Shape::Rectangle);
    sweep(s.plot, s.at(2, 50), s.at(6, 5));
    QVERIFY(isNear(s.brush.area()->x, 2, 6));
    QVERIFY(isNear(s.brush.area()->y, 5, 50));
}

void tst_plot_brush::edgesAreOpen()
{
    Stage s(PlotBrush::Shape::Rectangle);
    sweep(s.plot, s.at(6, 50), {s.plot.inner().right() + 9, s.plot.inner().bottom() + 9});
    QVERIFY(std::isinf(s.brush.area()->x.high));
    QVERIFY(std::isinf(s.brush.area()->y.low));
    QVERIFY(s.brush.area()->y.contains(0.001));
    sweep(s.plot, s.at(6, 50), {s.plot.inner().left() - 9, s.plot.inner().top() - 9});
    QVERIFY(s.brush.area()->x.contains(-1e9));
    QVERIFY(s.brush.area()->y.contains(1e9));
    QVERIFY(!s.plot.grab().isNull());
}

void tst_plot_brush::letsGo()
{
    Stage s(PlotBrush::Shape::Range);
    QSignalSpy brushed(&s.brush, &PlotBrush::brushed);
    s.brush.setArea(BrushedArea {{2, 6}, {-1, 1000}});
    QCOMPARE(brushed.size(), 0);
    sweep(s.plot, s.at(4, 10), s.at(4, 10)); // a click inside keeps it
    QVERIFY(s.brush.area());
    sweep(s.plot, s.at(8, 10), s.at(8, 10));
    QVERIFY(!s.brush.area());
    QCOMPARE(brushed.size(), 1);
    s.brush.setArea(BrushedArea {{2, 6}, {-1, 1000}});
    QTest::keyClick(&s.plot, Qt::Key_Escape);
    QVERIFY(!s.brush.area());
    QCOMPARE(brushed.size(), 2);
    QTest::keyClick(&s.plot, Qt::Key_Escape);
    QCOMPARE(brushed.size(), 2);
}

void tst_plot_brush::clicksMayMeanSomethingElse()
{
    Stage s(PlotBrush::Shape::Range);
    s.brush.setArea(BrushedArea {{2, 6}, {-1, 1000}});
    QPoint clicked;
    bool takes = true;
    s.brush.setClick([&](QPoint place) {
        clicked = place;
        return takes;
    });
    const QPoint outside = s.at(8, 10);
    sweep(s.plot, outside, outside);
    QCOMPARE(clicked, outside);
    QVERIFY(s.brush.area());
    takes = false;
    sweep(s.plot, outside, outside);
    QVERIFY(!s.brush.area());
}

void tst_plot_brush::emptyPlotsAreNotBrushed()
{
    Stage s(PlotBrush::Shape::Range);
    s.plot.setEmptyText("Nothing yet.");
    sweep(s.plot, s.at(2, 10), s.at(6, 10));
    QVERIFY(!s.brush.area());
}

void tst_plot_brush::histogramBrushesLosses()
{
    LossHistogramView view;
    view.resize(420, 240);
    view.show();
    view.setStep(madeUpStep());
    QSignalSpy brushed(&view, &LossHistogramView::brushed);
    PlotArea& plot = *view.plot();
    const auto at = [&](double loss) {
        return QPoint(int(plot.xAxis->coordToPixel(loss)), plot.inner().center().y());
    };
    sweep(plot, at(1), at(2));
    QVERIFY(isNear(*view.brushedLosses(), 1, 2));
    QVERIFY(brushed.last().front().value<std::optional<ValueRange>>() == view.brushedLosses());
    // Into the bin of all that is larger, from left of zero: everything.
    sweep(plot, at(2), {plot.inner().right() - 2, 50});
    QVERIFY(std::isinf(view.brushedLosses()->high));
    sweep(plot, at(2), {2, 50});
    QCOMPARE(view.brushedLosses()->low, 0.0);
    const auto count = brushed.size();
    view.setBrushed(ValueRange {0.5, 3});
    QCOMPARE(*view.brushedLosses(), (ValueRange {0.5, 3}));
    view.setBrushed(std::nullopt);
    QVERIFY(!view.brushedLosses());
    QCOMPARE(brushed.size(), count);
}

void tst_plot_brush::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    LossHistogramView view;
    view.setStep(madeUpStep());
    view.setBrushed(ValueRange {1, 2});
    shoot(view, "histogram-brushed", {420, 240});
}

QTEST_MAIN(tst_plot_brush)
#include "tst_plot_brush.moc"

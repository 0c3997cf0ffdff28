#include "tests/widgets/made_up_run.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/plots/time_plot.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const QSize third {420, 240};

QPoint placeOf(const PlotArea& plot, double x)
{
    return {int(std::lround(plot.xAxis->coordToPixel(x))), plot.inner().center().y()};
}

QList<int64_t> stepsOf(const QSignalSpy& spy)
{
    QList<int64_t> steps;
    for (const auto& arguments : spy)
        steps << arguments[0].value<int64_t>();
    return steps;
}

} // namespace

class tst_plot_cursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void aLineAtTheShownStep();
    void aClickChoosesAStep();
    void clicksThatMeanSomethingElse();
};

void tst_plot_cursor::aLineAtTheShownStep()
{
    LossCurvesView curves;
    PrecisionView precision;
    KeptView kept;
    for (QWidget* w : std::initializer_list<QWidget*> {&curves, &precision, &kept}) {
        w->resize(third);
        w->show();
    }
    const History history = madeUpHistory(412);
    curves.setShown(200); // before there is anything to show
    curves.setHistory(history);
    precision.setHistory(history);
    kept.setHistory(history);
    QCOMPARE(*curves.plot()->cursorAt(), 200.0);
    QVERIFY(!precision.plot()->cursorAt());
    precision.setShown(200);
    kept.setShown(200);
    QCOMPARE(*precision.plot()->cursorAt(), 200.0);
    QCOMPARE(*kept.plot()->cursorAt(), 199.5); // in the middle of its column
    curves.setAxis(LossCurvesView::Axis::Time);
    precision.setAxis(PrecisionView::Axis::Time);
    QCOMPARE(*curves.plot()->cursorAt(), 30.0); // 200 · 0.15 s
    QCOMPARE(*precision.plot()->cursorAt(), 30.0);
    const auto lineAt = [&](double x) { // to a pixel
        const QImage picture = curves.plot()->grab().toImage();
        const int middle = placeOf(*curves.plot(), x).x(), y = curves.plot()->inner().bottom() - 3;
        for (const int column : {middle - 1, middle, middle + 1})
            if (picture.pixelColor(column, y) == Theme::instance().palette().text)
                return true;
        return false;
    };
    QVERIFY(lineAt(30));
    curves.setShown(300);
    QVERIFY(lineAt(45));
    QVERIFY(!lineAt(30));
    curves.setShown({});
    QVERIFY(!lineAt(45));
}

void tst_plot_cursor::aClickChoosesAStep()
{
    const History history = madeUpHistory(412);
    LossCurvesView curves;
    curves.resize(1200, 240);
    curves.show();
    QSignalSpy fromCurves(&curves, &LossCurvesView::stepChosen);
    QTest::mouseClick(curves.plot(), Qt::LeftButton, {}, {300, 100}); // nothing is shown yet
    curves.setHistory(history);
    QTest::mouseClick(curves.plot(), Qt::LeftButton, {}, placeOf(*curves.plot(), 137));
    curves.setAxis(LossCurvesView::Axis::Time);
    QTest::mouseClick(curves.plot(), Qt::LeftButton, {}, placeOf(*curves.plot(), 30));
    QCOMPARE(stepsOf(fromCurves), (QList<int64_t> {137, 200}));

    PrecisionView precision;
    precision.resize(1200, 240);
    precision.show();
    precision.setHistory(history);
    QSignalSpy fromPrecision(&precision, &PrecisionView::stepChosen);
    QTest::mouseClick(precision.plot(), Qt::LeftButton, {}, placeOf(*precision.plot(), 137));
    QTest::mouseClick(precision.plot(), Qt::LeftButton, {}, // beside an evaluation
        placeOf(*precision.plot(), 200) + QPoint(3, 0));
    QCOMPARE(stepsOf(fromPrecision), (QList<int64_t> {137, 200}));

    KeptView kept;
    kept.resize(1200, 240);
    kept.show();
    kept.setHistory(history);
    QSignalSpy fromKept(&kept, &KeptView::stepChosen);
    QTest::mouseClick(kept.plot(), Qt::LeftButton, {}, placeOf(*kept.plot(), 136.5));
    QTest::mouseClick(kept.plot(), Qt::LeftButton, {}, placeOf(*kept.plot(), 411.5));
    QCOMPARE(stepsOf(fromKept), (QList<int64_t> {137, 412}));
}

void tst_plot_cursor::clicksThatMeanSomethingElse()
{
    PrecisionView view;
    view.resize(third);
    view.show();
    view.setHistory(madeUpHistory(412));
    TimePlot& plot = *view.plot();
    QSignalSpy chosen(&view, &PrecisionView::stepChosen), name(&view, &PrecisionView::classChosen);
    const QPoint middle = plot.inner().center();
    QTest::mouseClick(&plot, Qt::RightButton, {}, middle); // the menu of exports
    QTest::mouseClick(&plot, Qt::LeftButton, Qt::ControlModifier, middle);
    QTest::mouseClick(&plot, Qt::MiddleButton, {}, middle);
    QTest::mouseClick(&plot, Qt::LeftButton, {}, {plot.inner().left() - 10, middle.y()});
    plot.replot(); // the names have their places
    for (int y = plot.inner().top(); name.isEmpty() && y < plot.inner().bottom(); y += 5)
        QTest::mouseClick(&plot, Qt::LeftButton, {}, {plot.inner().right() + 20, y});
    QCOMPARE(name.size(), 1);
    QCOMPARE(chosen.size(), 0);
    // A dragged rectangle zooms; in a zoomed plot a double click shows all of it again.
    QTest::mousePress(&plot, Qt::LeftButton, {}, middle - QPoint(40, 30));
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, middle + QPoint(40, 30));
    QVERIFY(!plot.follows());
    QTest::mouseClick(&plot, Qt::LeftButton, {}, middle);
    QTest::mouseDClick(&plot, Qt::LeftButton, {}, middle);
    QVERIFY(plot.follows());
    QTest::qWait(QApplication::doubleClickInterval() + 50);
    QCOMPARE(chosen.size(), 0);
    // A single click there is told when no second one came.
    plot.zoomTo({100, 300}, {0, 1});
    QTest::mouseClick(&plot, Qt::LeftButton, {}, placeOf(plot, 137));
    QCOMPARE(chosen.size(), 0);
    QTRY_COMPARE(chosen.size(), 1);
    QVERIFY(std::abs(chosen[0][0].value<int64_t>() - 137) <= 1); // a pixel is more than a step
}

QTEST_MAIN(tst_plot_cursor)
#include "tst_plot_cursor.moc"

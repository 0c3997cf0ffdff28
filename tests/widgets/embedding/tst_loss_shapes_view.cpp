#include "tests/widgets/embedding/made_up_embedding.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/embedding/loss_shapes_view.h"
#include "widgets/embedding/match_plot.h"
#include "widgets/plots/plot_area.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const QSize small {360, 240}, large {900, 600};
using Kind = EmbeddingLossKind;

bool near(double a, double b, double tolerance = 1e-9)
{
    return std::abs(a - b) < tolerance;
}

} // namespace

class tst_loss_shapes_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void emptyStates();
    void curvesByHand();
    void pull();
    void triplets();
    void lossInForceIsLast();
    void linesAndTheirValues();
    void marginOfAContrastiveLoss();
    void betaByKey();
    void lossesOfWholeBatches();
    void probabilityOfOneClass();
    void labelsDoNotOverlap_data();
    void labelsDoNotOverlap();
    void csv();
    void framesAreFast();
    void shots();
};

void tst_loss_shapes_view::initTestCase()
{
    Theme::instance().choose(Theme::Choice::Dark);
}

void tst_loss_shapes_view::emptyStates()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    QVERIFY(view.plot()->emptyText().contains("No step yet"));
    QVERIFY(view.visibleCsv().isEmpty());
    view.setStep(madeUpEmbedding());
    QVERIFY(view.plot()->emptyText().isEmpty());
    view.setStep(madeUpEmbedding({.perClass = 1})); // no positives: no curve of them breaks
    QCOMPARE(view.positiveDistance(), 0.5);
    view.setStep(nullptr);
    QVERIFY(view.plot()->emptyText().contains("No step yet"));
    QVERIFY(!view.match()->probabilityAtBeta());
}

void tst_loss_shapes_view::curvesByHand()
{
    LossShapesView view;
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Margin, .margin = 0.2}, 0.7);
    QVERIFY(near(view.positiveAt(Kind::Margin, 0.8), 0.3)); // .2 + .8 - .7
    QVERIFY(near(view.positiveAt(Kind::Margin, 0.5), 0));
    QVERIFY(near(view.negativeAt(Kind::Margin, 0.8), 0.1)); // .2 + .7 - .8
    QVERIFY(near(view.negativeAt(Kind::Margin, 0.9), 0));
    QVERIFY(near(view.positiveAt(Kind::Contrastive, 0.8), 0.64));
    QVERIFY(near(view.negativeAt(Kind::Contrastive, 0.8), 0.04)); // (1 - .8)²
}

void tst_loss_shapes_view::pull()
{
    LossShapesView view;
    view.show();
    view.setStep(madeUpEmbedding());
    view.setShown(LossShapesView::Shown::Pull);
    QVERIFY(near(view.positiveAt(Kind::Contrastive, 0.8), 1.6)); // 2 d
    QVERIFY(near(view.negativeAt(Kind::Contrastive, 0.8), 0.4)); // 2 (1 - d)
    QVERIFY(near(view.negativeAt(Kind::Margin, 0.8), 1));
    // The push of the triplet on d² fades for the nearest negatives: 2 d.
    QVERIFY(near(view.negativeAt(Kind::TripletSquared, 0.05), 0.1));
    QVERIFY(near(view.negativeAt(Kind::Triplet, 0.05), 1));
}

void tst_loss_shapes_view::triplets()
{
    auto step = std::make_shared<EmbeddingStep>(*madeUpEmbedding());
    step->meanNegativeDistance = 0.95;
    LossShapesView view;
    view.show();
    view.setStep(step);
    const double ap = *distancesOf(*step).medianPositive;
    QCOMPARE(view.positiveDistance(), ap);
    QCOMPARE(view.negativeDistance(), 0.95);
    QVERIFY(near(view.negativeAt(Kind::Triplet, ap + 0.05), 0.15)); // [D_ap - D_an + .2]
    QVERIFY(near(view.positiveAt(Kind::Triplet, 0.9), 0.15));       // [.9 - .95 + .2]
    QVERIFY(near(view.positiveAt(Kind::TripletSquared, 1), 1 - 0.95 * 0.95 + 0.2));
}

void tst_loss_shapes_view::lossInForceIsLast()
{
    LossShapesView view;
    view.setLoss({.kind = Kind::Triplet}, 0.7);
    QCOMPARE(view.kinds(),
        (std::vector {Kind::Contrastive, Kind::TripletSquared, Kind::Margin, Kind::Triplet}));
    view.setLoss({.kind = Kind::ContrastiveHinge}, 0.7);
    QCOMPARE(view.kinds().size(), size_t(5));
    QCOMPARE(view.kinds().back(), Kind::ContrastiveHinge);
}

void tst_loss_shapes_view::linesAndTheirValues()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Margin, .margin = 0.2}, 0.7);
    QTest::qWait(20);
    QCOMPARE(view.betaLine()->value(), 0.7);
    QVERIFY(near(view.marginLine()->value(), 0.9));
    QCOMPARE(view.cutoffLine()->value(), 0.5);
    QSignalSpy margins(&view, &LossShapesView::marginMoved);
    QSignalSpy cutoffs(&view, &LossShapesView::cutoffMoved);
    QTest::keyClick(view.marginLine(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(margins.size(), 1);
    QVERIFY(near(margins[0][0].toDouble(), 0.25));           // .95 - .7
    QVERIFY(near(view.negativeAt(Kind::Margin, 0.9), 0.05)); // at once, before anybody answers
    QTest::keyClick(view.cutoffLine(), Qt::Key_Left);
    QCOMPARE(cutoffs[0][0].toDouble(), 0.49);
    // A margin is above 0: the line does not pass β.
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(view.marginLine(), Qt::Key_Left, Qt::ShiftModifier);
    QVERIFY(near(margins.back()[0].toDouble(), 0.01));
}

void tst_loss_shapes_view::marginOfAContrastiveLoss()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Contrastive, .contrastiveMargin = 1}, 0.7);
    QTest::qWait(20);
    QVERIFY(!view.betaLine()->isOffered());
    QCOMPARE(view.marginLine()->value(), 1.0);
    QSignalSpy margins(&view, &LossShapesView::marginMoved);
    QTest::keyClick(view.marginLine(), Qt::Key_Left);
    QVERIFY(near(margins[0][0].toDouble(), 0.99));
}

void tst_loss_shapes_view::betaByKey()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Margin, .margin = 0.2}, 0.7);
    QTest::qWait(20);
    QSignalSpy betas(&view, &LossShapesView::betaMoved);
    QSignalSpy released(&view, &LossShapesView::lineReleased);
    QTest::keyClick(view.betaLine(), Qt::Key_Right);
    QCOMPARE(betas[0][0].toDouble(), 0.71);
    QCOMPARE(released.size(), 1);
    QVERIFY(near(view.marginLine()->value(), 0.91)); // α stays, its line moves along
}

void tst_loss_shapes_view::lossesOfWholeBatches()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::NPair}, 0.7);
    QCOMPARE(view.note(), "N-pair is no function of one distance");
    QVERIFY(!view.marginLine()->isOffered());
    QVERIFY(!view.betaLine()->isOffered());
    QTest::qWait(20); // painting it breaks nothing
    QVERIFY(view.plot()->yAxis->range().upper > 0);
}

void tst_loss_shapes_view::probabilityOfOneClass()
{
    LossShapesView view;
    view.resize(large);
    view.show();
    const auto step = madeUpEmbedding();
    view.setStep(step);
    view.setLoss({.kind = Kind::Margin}, 0.3);
    QVERIFY(*view.match()->probabilityAtBeta() > 0.99);
    view.setLoss({.kind = Kind::Margin}, 1.4);
    QVERIFY(*view.match()->probabilityAtBeta() < 0.01);
    const auto& fit = view.match()->fit();
    for (size_t i = 1; i < fit.size(); ++i)
        QVERIFY(fit[i].probability < fit[i - 1].probability);
    view.setLoss({.kind = Kind::Contrastive}, 0.7);
    QVERIFY(!view.match()->probabilityAtBeta());
}

void tst_loss_shapes_view::labelsDoNotOverlap_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("kind");
    for (const Kind kind : {Kind::Margin, Kind::TripletSquared, Kind::Contrastive})
        for (const QSize size : {small, large})
            QTest::addRow("%d at %d", int(kind), size.width()) << size << int(kind);
}

void tst_loss_shapes_view::labelsDoNotOverlap()
{
    QFETCH(QSize, size);
    QFETCH(int, kind);
    LossShapesView view;
    view.resize(size);
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind(kind)}, 0.7);
    QTest::qWait(20);
    const auto labels = view.labels();
    const auto places = view.labelPlaces();
    QCOMPARE(places.size(), labels.size());
    for (size_t i = 0; i < places.size(); ++i) {
        QVERIFY2(places[i], qPrintable(labels[i].text));
        QVERIFY(view.plot()->inner().contains(*places[i]));
        for (size_t j = 0; j < i; ++j)
            QVERIFY2(!places[i]->intersects(*places[j]),
                qPrintable(labels[i].text + " | " + labels[j].text));
    }
}

void tst_loss_shapes_view::csv()
{
    LossShapesView view;
    view.show();
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Margin, .margin = 0.2}, 0.7);
    const QStringList rows = view.visibleCsv().split("\r\n", Qt::SkipEmptyParts);
    QCOMPARE(rows.size(), 101);
    const QStringList first = rows[1].split(',');
    QCOMPARE(first.mid(0, 3), QStringList({"0.01", "0", "0"}));
    QVERIFY(near(first[3].toDouble(), 0.89)); // .2 + .7 - .01
    QCOMPARE(first[4], "-1");
}

void tst_loss_shapes_view::framesAreFast()
{
    LossShapesView view;
    view.resize(900, 400);
    view.show();
    double best = 1e9;
    for (uint64_t i = 0; i < 5; ++i) {
        const auto step = madeUpEmbedding({.seed = 20 + i});
        QElapsedTimer timer;
        timer.start();
        view.setStep(step);
        view.plot()->replot(QCustomPlot::rpImmediateRefresh);
        best = std::min(best, double(timer.nsecsElapsed()) * 1e-6);
    }
    qInfo("ms: a step of 120 items %.2f", best);
    QVERIFY(best < 25); // the aim is 10; a shared machine gets room
}

void tst_loss_shapes_view::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    LossShapesView view;
    view.setStep(madeUpEmbedding());
    view.setLoss({.kind = Kind::Margin}, 0.7);
    shoot(view, "shapes-margin", small);
    shoot(view, "shapes-margin-large", large);
    view.setLoss({.kind = Kind::TripletSquared}, 0.7);
    view.setShown(LossShapesView::Shown::Pull);
    shoot(view, "shapes-squared", small);
    shoot(view, "shapes-squared-large", large);
}

QTEST_MAIN(tst_loss_shapes_view)
#include "tst_loss_shapes_view.moc"

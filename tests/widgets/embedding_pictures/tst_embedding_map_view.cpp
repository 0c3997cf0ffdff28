#include "made_up_batch.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/tsne_bar.h"

#include <QElapsedTimer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace hardlens;
using namespace hardlens::test;

namespace {

struct Shown
{
    explicit Shown(QSize size = {520, 420})
    {
        view.setPictures(&glyphs);
        view.setClassNames(glyphClasses(200));
        view.resize(size);
        view.show();
    }

    /// Waits until both are on the map.
    void set(std::shared_ptr<const EmbeddedPictures> probe,
        const std::shared_ptr<const EmbeddingStep>& step)
    {
        view.setProbe(probe);
        view.setStep(step);
        const size_t points
            = (probe ? probe->pictures.size() : 0) + (step ? step->pictures.size() : 0);
        QTRY_COMPARE(view.canvas()->scene().points.size(), points);
        QTRY_COMPARE(view.canvas()->scene().probe, probe);
    }

    QPointF placeOf(int item) const
    {
        const auto& points = view.canvas()->scene().points;
        return view.canvas()->sight().toWidget(
            std::ranges::find(points, item, &MapPoint::item)->at);
    }

    MadeUpGlyphs glyphs {};
    EmbeddingPick pick {};
    EmbeddingMapView view {pick};
};

const MadeUpBatch probeOptions {.classes = 60, .each = 10, .firstClass = 100};

/// As another network would embed the same: turned by 50 degrees in the first two dimensions.
std::shared_ptr<EmbeddedPictures> turned(const EmbeddedPictures& probe)
{
    auto other = std::make_shared<EmbeddedPictures>(probe);
    const float c = std::cos(0.87F), s = std::sin(0.87F);
    for (size_t i = 0; i < other->embeddings.size(); i += size_t(probe.dimension)) {
        const float x = other->embeddings[i], y = other->embeddings[i + 1];
        other->embeddings[i] = c * x - s * y;
        other->embeddings[i + 1] = s * x + c * y;
    }
    return other;
}

double largestMove(const MapScene& a, const MapScene& b)
{
    double most = 0;
    for (size_t i = 0; i < a.points.size(); ++i)
        most = std::max(most,
            std::hypot(double(a.points[i].at.x - b.points[i].at.x),
                double(a.points[i].at.y - b.points[i].at.y)));
    return most;
}

template <typename Button> Button* button(QWidget& in, const char* name)
{
    return in.findChild<Button*>(name);
}

} // namespace

class tst_embedding_map_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void saysWhyThereIsNothing();
    void laysTheBatchOnTheProbe();
    void staysWhereItWas();
    void servesWithoutAProbe();
    void leavesOutWhatIsNotFinite();
    void joinsTheAnchorToItsTriplets();
    void wheelZoomsAboutTheCursor();
    void zoomTurnsPointsIntoPictures();
    void clickAndCard();
    void lassoSelects();
    void tsneShowsItsParametersFirst();
    void tsneRunsPausesAndIsLeft();
    void tsneHoldsItsStep();
    void twentyThousandPoints();
    void shots();
};

void tst_embedding_map_view::saysWhyThereIsNothing()
{
    Shown s;
    QVERIFY(s.view.emptyText().startsWith("Nothing is embedded yet"));
    s.set(madeUpProbe(probeOptions), nullptr);
    QVERIFY(s.view.emptyText().isEmpty());
    s.set(nullptr, nullptr);
    QVERIFY(!s.view.emptyText().isEmpty());
}

void tst_embedding_map_view::laysTheBatchOnTheProbe()
{
    Shown s;
    const auto probe = madeUpProbe(probeOptions);
    const auto step = madeUpBatch();
    s.set(probe, step);
    const ProbeMap map = probeMap({probe->embeddings, probe->dimension});
    const auto laid = laidOn(map, {step->embeddings, step->dimension});
    const auto& points = s.view.canvas()->scene().points;
    QCOMPARE(points[17].at, map.points[17]);
    QCOMPARE(points[17].label, 101);
    QCOMPARE(points[17].item, -1);
    QCOMPARE(points[600 + 33].at, laid[33]);
    QCOMPARE(points[600 + 33].item, 33);
    QVERIFY(s.view.note().startsWith("PCA of the probe"));
    // All of it is in sight.
    for (const MapPoint& point : points)
        QVERIFY(s.view.canvas()->rect().contains(
            s.view.canvas()->sight().toWidget(point.at).toPoint()));
}

void tst_embedding_map_view::staysWhereItWas()
{
    Shown s;
    const auto probe = madeUpProbe(probeOptions);
    s.set(probe, nullptr);
    const MapScene before = s.view.canvas()->scene();
    s.set(turned(*probe), nullptr);
    QVERIFY(largestMove(before, s.view.canvas()->scene()) < 1e-3);
    // Another probe has no place to stay in.
    s.set(madeUpProbe({.classes = 30, .each = 10, .firstClass = 100}), nullptr);
    QCOMPARE(s.view.canvas()->scene().points.size(), size_t(300));
}

void tst_embedding_map_view::servesWithoutAProbe()
{
    Shown s;
    s.set(nullptr, madeUpBatch());
    QVERIFY(s.view.note().startsWith("PCA of the batch"));
    s.set(nullptr, madeUpBatch({.classes = 10, .firstClass = 30}));
    QCOMPARE(s.view.canvas()->scene().points.size(), size_t(50));
    // A probe of another dimension: its map, without the batch.
    s.view.setProbe(madeUpProbe({.classes = 5, .each = 4, .dimension = 8}));
    QTRY_COMPARE(s.view.canvas()->scene().points.size(), size_t(20));
}

void tst_embedding_map_view::leavesOutWhatIsNotFinite()
{
    Shown s;
    auto step = madeUpBatch();
    step->embeddings[0] = std::nanf("");
    s.set(nullptr, step);
    QVERIFY(std::isnan(s.view.canvas()->scene().points[0].at.x));
    QVERIFY(!std::isnan(s.view.canvas()->scene().points[1].at.x));
    QVERIFY(!s.view.grab().isNull());
    s.view.startTsne({});
    QCOMPARE(s.view.canvas()->scene().points.size(), size_t(119));
}

void tst_embedding_map_view::joinsTheAnchorToItsTriplets()
{
    Shown s;
    const auto step = madeUpBatch();
    s.set(nullptr, step);
    s.pick.setAnchor(12);
    const QImage joined = s.view.canvas()->grab().toImage();
    std::vector<int> drawn;
    for (const Draw& draw : step->drawn.draws)
        if (draw.anchor == 12)
            drawn.push_back(draw.negative);
    // Half way to a drawn negative there is its line, unless a picture lies there.
    const QColor line = Theme::instance().palette().selected;
    int found = 0;
    for (const int negative : drawn)
        for (const double share : {0.3, 0.4, 0.5, 0.6, 0.7}) {
            const QPointF at = s.placeOf(12) * (1 - share) + s.placeOf(negative) * share;
            found += joined.pixelColor(at.toPoint()) == line;
        }
    QVERIFY(found >= 3);
    // A what-if has other lines.
    const SamplingConfig hardest {.negatives = NegativeSampler::Hardest};
    const Cosines cosines = cosinesOf(step->embeddings, step->dimension);
    s.view.setChoice(hardest, drawAgain(*step, cosines, hardest, step->key));
    QVERIFY(s.view.canvas()->grab().toImage() != joined);
    s.view.clearChoice();
    QVERIFY(s.view.canvas()->grab().toImage() == joined);
}

void tst_embedding_map_view::wheelZoomsAboutTheCursor()
{
    Shown s;
    s.set(madeUpProbe(probeOptions), nullptr);
    EmbeddingMapCanvas& canvas = *s.view.canvas();
    const QPointF at(120, 90), under = canvas.sight().toMap(at);
    const double before = canvas.sight().pixelsPerUnit;
    QWheelEvent wheel(at, canvas.mapToGlobal(at), {}, {0, 120}, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&canvas, &wheel);
    QCOMPARE(canvas.sight().pixelsPerUnit, before * 1.25);
    QVERIFY((canvas.sight().toMap(at) - under).manhattanLength() < 1e-9);
    // What was moved by hand stays while the probe changes; Home shows all again.
    const double zoomed = canvas.sight().pixelsPerUnit;
    s.set(turned(*madeUpProbe(probeOptions)), nullptr);
    QCOMPARE(canvas.sight().pixelsPerUnit, zoomed);
    QTest::keyClick(&canvas, Qt::Key_F);
    QVERIFY(std::abs(canvas.sight().pixelsPerUnit - before) < 0.02 * before);
    QTest::keyClick(&canvas, Qt::Key_Minus);
    QVERIFY(canvas.sight().pixelsPerUnit < before * 0.9);
}

void tst_embedding_map_view::zoomTurnsPointsIntoPictures()
{
    Shown s;
    s.set(madeUpProbe(probeOptions), madeUpBatch());
    QVERIFY(!s.view.canvas()->showsPictures());
    for (int i = 0; i < 20; ++i)
        QTest::keyClick(s.view.canvas(), Qt::Key_Plus);
    QVERIFY(s.view.canvas()->showsPictures());
    s.view.grab();
    QVERIFY(s.glyphs.asked > 0 && s.glyphs.asked < 200);
}

void tst_embedding_map_view::clickAndCard()
{
    Shown s;
    s.set(madeUpProbe(probeOptions), madeUpBatch());
    EmbeddingMapCanvas& canvas = *s.view.canvas();
    const QPoint place = s.placeOf(40).toPoint();
    const int item = canvas.pointAt(place)->item; // the batch is on top
    QVERIFY(item >= 0);
    QTest::mouseMove(&canvas, place);
    QCOMPARE(s.pick.hovered(), item);
    QVERIFY(canvas.cardText().startsWith("Futurama "));
    QVERIFY(canvas.cardText().contains("d ") || canvas.cardText().contains("anchor"));
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, place);
    QCOMPARE(s.pick.anchor(), item);
    QVERIFY(canvas.cardText().contains("the anchor at hand"));
    // Somewhere else a picture of the probe.
    const auto& points = canvas.scene().points;
    const auto alone = std::ranges::find_if(points, [&](const MapPoint& p) {
        return p.item < 0 && canvas.pointAt(canvas.sight().toWidget(p.at)) == &p;
    });
    QTest::mouseMove(&canvas, canvas.sight().toWidget(alone->at).toPoint());
    QCOMPARE(s.pick.hovered(), -1);
    QVERIFY(canvas.cardText().contains("probe"));
}

void tst_embedding_map_view::lassoSelects()
{
    Shown s;
    s.set(nullptr, madeUpBatch());
    EmbeddingMapCanvas& canvas = *s.view.canvas();
    const QRect box(
        canvas.width() / 4, canvas.height() / 4, canvas.width() / 3, canvas.height() / 2);
    const auto move = [&](QPoint to) {
        QMouseEvent event(QEvent::MouseMove, QPointF(to), canvas.mapToGlobal(QPointF(to)),
            Qt::NoButton, Qt::LeftButton, Qt::ShiftModifier);
        QCoreApplication::sendEvent(&canvas, &event);
    };
    const MapSight before = canvas.sight();
    QTest::mousePress(&canvas, Qt::LeftButton, Qt::ShiftModifier, box.topLeft());
    for (const QPoint corner : {box.topRight(), box.bottomRight(), box.bottomLeft()})
        move(corner);
    QTest::mouseRelease(&canvas, Qt::LeftButton, Qt::ShiftModifier, box.bottomLeft());
    QCOMPARE(canvas.sight().centre, before.centre); // nothing was dragged along
    const QRectF inside(box.topLeft(), box.bottomRight());
    std::vector<int> expected;
    for (int item = 0; item < 120; ++item)
        if (inside.contains(s.placeOf(item)))
            expected.push_back(item);
    QVERIFY(expected.size() > 5);
    QCOMPARE(s.pick.selection(), expected);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    QVERIFY(s.pick.selection().empty());
}

void tst_embedding_map_view::tsneShowsItsParametersFirst()
{
    Shown s;
    QVERIFY(!s.view.bar()->isVisible());
    s.set(nullptr, madeUpBatch());
    QTest::mouseClick(s.view.findChild<QToolButton*>(), Qt::LeftButton);
    QVERIFY(s.view.bar()->isVisible());
    QVERIFY(!s.view.isTsne());
    QCOMPARE(s.view.bar()->options().perplexity, 30.);
    QCOMPARE(s.view.bar()->options().exaggeration, 12.);
    QSignalSpy started(s.view.bar(), &TsneBar::started);
    TsneOptions asked;
    asked.perplexity = 10;
    s.view.bar()->setOptions(asked);
    QTest::mouseClick(button<QPushButton>(*s.view.bar(), "Start"), Qt::LeftButton);
    QCOMPARE(started.count(), 1);
    QVERIFY(s.view.isTsne());
    QVERIFY(s.view.bar()->status().contains("120 points · perplexity 10 · rate auto"));
}

void tst_embedding_map_view::tsneRunsPausesAndIsLeft()
{
    Shown s;
    s.set(madeUpProbe(probeOptions), madeUpBatch());
    const MapScene live = s.view.canvas()->scene();
    QElapsedTimer timer;
    timer.start();
    s.view.startTsne({});
    QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed()))); // elsewhere
    QCOMPARE(s.view.note(), QString("t-SNE of this step"));
    QTRY_VERIFY_WITH_TIMEOUT(s.view.bar()->status().startsWith("iteration"), 20000);
    QCOMPARE(s.view.canvas()->scene().points.size(), size_t(720));
    QTest::mouseClick(button<QPushButton>(*s.view.bar(), "Pause"), Qt::LeftButton);
    QVERIFY(s.view.bar()->isPaused());
    QTest::qWait(150); // the frame that was under way
    const QString paused = s.view.bar()->status();
    QTest::qWait(150);
    QCOMPARE(s.view.bar()->status(), paused);
    QTest::mouseClick(button<QPushButton>(*s.view.bar(), "Pause"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(s.view.bar()->status() != paused, 20000);
    QTest::mouseClick(button<QPushButton>(*s.view.bar(), "Live"), Qt::LeftButton);
    QVERIFY(!s.view.isTsne());
    QVERIFY(!s.view.bar()->isVisible());
    QTest::qWait(100);
    QVERIFY(largestMove(live, s.view.canvas()->scene()) < 1e-6);
}

void tst_embedding_map_view::tsneHoldsItsStep()
{
    Shown s;
    const auto step = madeUpBatch();
    s.set(nullptr, step);
    s.view.startTsne({});
    const auto next = madeUpBatch({.classes = 12, .firstClass = 40});
    s.view.setStep(next);
    QCOMPARE(s.view.canvas()->scene().step, std::shared_ptr<const EmbeddingStep>(step));
    QCOMPARE(s.view.note(), QString("t-SNE of an earlier step"));
    // Its places are not those of the pick.
    s.pick.setAnchor(3);
    QTest::mouseClick(s.view.canvas(), Qt::LeftButton, {}, s.placeOf(50).toPoint());
    QCOMPARE(s.pick.anchor(), 3);
    s.view.leaveTsne();
    QTRY_COMPARE(s.view.canvas()->scene().points.size(), size_t(60));
}

void tst_embedding_map_view::twentyThousandPoints()
{
    EmbeddingMapCanvas canvas;
    canvas.resize(900, 600);
    canvas.show();
    auto probe = std::make_shared<EmbeddedPictures>();
    probe->pictures.resize(1);
    MapScene scene {.probe = probe};
    RandomStream random({.seed = 2});
    for (int i = 0; i < 20000; ++i)
        scene.points.push_back({.at = {random.normal(), random.normal()},
            .label = i % 400,
            .picture = probe->pictures.data()});
    canvas.setScene(scene);
    canvas.grab(); // the stamps are made
    double least = 1e9;
    for (int i = 0; i < 10; ++i) {
        canvas.setScene(scene);
        QElapsedTimer timer;
        timer.start();
        QImage image(canvas.size(), QImage::Format_ARGB32_Premultiplied);
        canvas.render(&image);
        least = std::min(least, double(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("20 000 points: %.1f ms a frame", least);
    QVERIFY2(least < 40, "four times what is wanted of a machine with nothing else to do");
}

void tst_embedding_map_view::shots()
{
    Shown s;
    s.set(madeUpProbe(probeOptions), madeUpBatch());
    s.pick.setAnchor(31);
    shoot(s.view, "embedding-map-small", {300, 220});
    shoot(s.view, "embedding-map", {520, 420});
    s.view.offerTsne();
    shoot(s.view, "embedding-map-offer", {300, 260});
    s.view.startTsne({});
    QTest::qWait(qEnvironmentVariableIsSet("HL_SHOTS") ? 4000 : 0);
    shoot(s.view, "embedding-map-tsne", {520, 420});
    s.view.leaveTsne();
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(s.view.canvas(), Qt::Key_Plus);
    QTest::mouseMove(s.view.canvas(), s.view.canvas()->rect().center());
    shoot(s.view, "embedding-map-large", {900, 600});
}

QTEST_MAIN(tst_embedding_map_view)
#include "tst_embedding_map_view.moc"

#include "made_up_batch.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/anchor_radar.h"
#include "widgets/embedding/anchor_radar_view.h"
#include "widgets/embedding/embedding_pick.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hardlens;
using namespace hardlens::test;

namespace {

struct Shown
{
    explicit Shown(std::shared_ptr<EmbeddingStep> made, QSize size = {520, 520})
        : step(std::move(made))
    {
        view.setPictures(&glyphs);
        view.setClassNames(glyphClasses(24));
        view.setStep(step);
        view.resize(size);
        view.show();
        QTest::qWait(1);
    }

    MadeUpGlyphs glyphs {};
    EmbeddingPick pick {};
    std::shared_ptr<EmbeddingStep> step;
    AnchorRadarView view {pick};
};

} // namespace

class tst_anchor_radar_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void saysWhyThereIsNothing();
    void radiusIsDistance();
    void ringsAreTheSamplersCutoffs();
    void marksPositivesDrawnAndExcluded();
    void clickHoverAndKeys();
    void whatIfReplacesTheDraws();
    void wordsAndPicturesStayInside();
    void shots();
};

void tst_anchor_radar_view::saysWhyThereIsNothing()
{
    EmbeddingPick pick;
    AnchorRadarView view(pick);
    view.show();
    QVERIFY(view.emptyText().startsWith("No step yet"));
    view.setStep(madeUpBatch());
    QVERIFY(view.emptyText().isEmpty());
    view.setStep(nullptr);
    QVERIFY(!view.emptyText().isEmpty());
}

void tst_anchor_radar_view::radiusIsDistance()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(31);
    const AnchorRadar& radar = *s.view.radar();
    QCOMPARE(radar.blips().size(), size_t(119));
    const Cosines cosines = cosinesOf(s.step->embeddings, s.step->dimension);
    for (int i = 0; i < 119; ++i) {
        const QPointF way = radar.placeOf(i) - radar.centre();
        const double d = distanceOf(cosines(31, radar.blips()[size_t(i)].item));
        QVERIFY(std::abs(std::hypot(way.x(), way.y()) - d * radar.perDistance()) < 1e-3);
    }
}

void tst_anchor_radar_view::ringsAreTheSamplersCutoffs()
{
    Shown s(madeUpBatch());
    const auto& rings = s.view.radar()->rings();
    QCOMPARE(rings.size(), size_t(3));
    QCOMPARE(rings[0].text, QString("√2"));
    QCOMPARE(rings[1].text, QString("cutoff 0.50"));
    QCOMPARE(rings[1].distance, 0.5);
    QCOMPARE(rings[2].text, QString("upper 1.40"));
    s.view.setStep(madeUpBatch({}, {.upperCutoff = {}}));
    QCOMPARE(s.view.radar()->rings().size(), size_t(2));
    s.view.setStep(madeUpBatch({}, {.negatives = NegativeSampler::Uniform}));
    QCOMPARE(s.view.radar()->rings().size(), size_t(1)); // it reads no cutoff
}

void tst_anchor_radar_view::marksPositivesDrawnAndExcluded()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(31);
    const AnchorRadar& radar = *s.view.radar();
    for (int i = 0; i < 119; ++i) {
        const RadarBlip& blip = radar.blips()[size_t(i)];
        const bool drawn = std::ranges::any_of(s.step->drawn.draws,
            [&](const Draw& d) { return d.anchor == 31 && d.negative == blip.item; });
        const bool positive = blip.item / 5 == 6; // 30 to 34
        QCOMPARE(blip.role,
            drawn          ? TileRole::Drawn
                : positive ? TileRole::Positive
                           : TileRole::Other);
        QCOMPARE(blip.isCandidate, positive || blip.distance < 1.4F);
        const QPointF way = radar.placeOf(i) - radar.centre();
        QCOMPARE(way.y() > std::abs(way.x()) + 1e-6, positive); // the quarter below
    }
}

void tst_anchor_radar_view::clickHoverAndKeys()
{
    Shown s(madeUpBatch());
    AnchorRadar& radar = *s.view.radar();
    const QPoint place = radar.placeOf(0).toPoint(); // drawn: on top
    const int item = radar.itemAt(place);
    QVERIFY(item >= 0);
    QTest::mouseMove(&radar, place);
    QCOMPARE(s.pick.hovered(), item);
    QVERIFY(radar.cardText().contains("p "));
    QTest::mouseClick(&radar, Qt::LeftButton, {}, place);
    QCOMPARE(s.pick.anchor(), item);
    QCOMPARE(s.view.row().anchor, item);
    QTest::keyClick(&s.view, Qt::Key_Escape);
    QCOMPARE(s.view.row().anchor, 0);
    QTest::keyClick(&s.view, Qt::Key_Down);
    QCOMPARE(s.view.row().anchor, 1);
    // What somebody else points at has no card here.
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(&radar, &leave);
    s.pick.setHovered(7);
    QVERIFY(radar.cardText().isEmpty());
}

void tst_anchor_radar_view::whatIfReplacesTheDraws()
{
    Shown s(madeUpBatch());
    const SamplingConfig hardest {.negatives = NegativeSampler::Hardest};
    const Cosines cosines = cosinesOf(s.step->embeddings, s.step->dimension);
    s.view.setChoice(hardest, drawAgain(*s.step, cosines, hardest, s.step->key));
    const auto drawn
        = std::ranges::count(s.view.radar()->blips(), TileRole::Drawn, &RadarBlip::role);
    QCOMPARE(drawn, 1);
    QCOMPARE(s.view.radar()->blips()[0].item, s.view.row().negatives[0].item);
    QVERIFY(s.view.note().startsWith("what-if"));
    s.view.clearChoice();
    QVERIFY(!s.view.note().startsWith("what-if"));
}

void tst_anchor_radar_view::wordsAndPicturesStayInside()
{
    for (const QSize size : {QSize(300, 220), QSize(900, 600)}) {
        Shown s(madeUpBatch(), size);
        const AnchorRadar& radar = *s.view.radar();
        for (int i = 0; i < int(radar.blips().size()); ++i) {
            const QPointF place = radar.placeOf(i);
            const double half = radar.side() / 2;
            QVERIFY(QRectF(radar.rect()).adjusted(half, half, -half, -half).contains(place));
        }
        const auto words = radar.ringWords();
        QCOMPARE(words.size(), size_t(3));
        for (size_t i = 0; i < 3; ++i) {
            QVERIFY(!words[i].isNull() && radar.rect().contains(words[i]));
            for (size_t k = 0; k < i; ++k)
                QVERIFY(!words[i].intersects(words[k]));
        }
    }
}

void tst_anchor_radar_view::shots()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(31);
    shoot(s.view, "anchor-radar-small", {300, 220});
    shoot(s.view, "anchor-radar", {460, 480});
    QTest::mouseMove(s.view.radar(), s.view.radar()->placeOf(0).toPoint());
    shoot(s.view, "anchor-radar-large", {900, 600});
}

QTEST_MAIN(tst_anchor_radar_view)
#include "tst_anchor_radar_view.moc"

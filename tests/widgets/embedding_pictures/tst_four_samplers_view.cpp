#include "made_up_batch.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/four_samplers_view.h"
#include "widgets/embedding/sampler_card.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;

namespace {

struct Shown
{
    explicit Shown(std::shared_ptr<EmbeddingStep> made, QSize size = {420, 380})
        : step(std::move(made))
    {
        view.setPictures(&glyphs);
        view.setStep(step);
        view.resize(size);
        view.show();
        QTest::qWait(1);
    }

    MadeUpGlyphs glyphs {};
    EmbeddingPick pick {};
    std::shared_ptr<EmbeddingStep> step;
    FourSamplersView view {pick};
};

} // namespace

class tst_four_samplers_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void saysWhyThereIsNothing();
    void drawsAsTheStepWould();
    void followsTheAnchor();
    void whatIfChangesTheSettings();
    void waitsUntilItIsSeen();
    void arrangesByRoom();
    void wordsHaveRoom();
    void isQuick();
    void shots();
};

void tst_four_samplers_view::saysWhyThereIsNothing()
{
    EmbeddingPick pick;
    FourSamplersView view(pick);
    view.show();
    QVERIFY(view.emptyText().startsWith("No step yet"));
    view.setStep(madeUpBatch());
    QVERIFY(view.emptyText().isEmpty());
    // Nobody has a positive: no sampler draws.
    view.setStep(madeUpBatch({.each = 1}));
    for (const SamplerCard* card : view.cards()) {
        QVERIFY(card->negatives().empty());
        QVERIFY(card->figures().contains("–"));
    }
    view.grab();
}

void tst_four_samplers_view::drawsAsTheStepWould()
{
    Shown s(madeUpBatch());
    const Cosines cosines = cosinesOf(s.step->embeddings, s.step->dimension);
    QStringList names;
    for (const SamplerCard* card : s.view.cards()) {
        names << card->name();
        SamplingConfig config = s.step->sampling;
        config.negatives = card->outcome().sampler;
        QVERIFY(card->outcome().draws == drawAgain(*s.step, cosines, config, s.step->key));
        QCOMPARE(card->isUsed(), config.negatives == NegativeSampler::DistanceWeighted);
    }
    QCOMPARE(names, (QStringList {"Uniform", "Hardest", "Semi-hard", "Distance-weighted"}));
    // What the step itself drew is among them.
    QCOMPARE(s.view.cards()[3]->outcome().draws.draws, s.step->drawn.draws);
    QVERIFY(s.view.cards()[0]->figures().contains("ESS 115.0"));
}

void tst_four_samplers_view::followsTheAnchor()
{
    Shown s(madeUpBatch());
    QTest::keyClick(&s.view, Qt::Key_Down);
    QCOMPARE(s.pick.anchor(), 1);
    SamplerCard& hardest = *s.view.cards()[1];
    QCOMPARE(hardest.negatives().size(), size_t(1));
    QCOMPARE(hardest.negatives()[0].times, 4);
    const int item = hardest.negatives()[0].item;
    QTest::mouseMove(&hardest, hardest.placeOf(0).center());
    QCOMPARE(s.pick.hovered(), item);
    QTest::mouseClick(&hardest, Qt::LeftButton, {}, hardest.placeOf(0).center());
    QCOMPARE(s.pick.anchor(), item);
    for (const SamplerCard* card : s.view.cards()) {
        int times = 0;
        for (const CardNegative& negative : card->negatives()) {
            QVERIFY(s.step->labels[size_t(negative.item)] != s.step->labels[size_t(item)]);
            times += negative.times;
        }
        QCOMPARE(times, 4);
    }
}

void tst_four_samplers_view::whatIfChangesTheSettings()
{
    Shown s(madeUpBatch());
    const double before = *s.view.cards()[3]->outcome().effectiveSampleSize;
    SamplingConfig wide = s.step->sampling;
    wide.negatives = NegativeSampler::Uniform;
    wide.cutoff = 1.35; // nearly all have the same weight
    s.view.setChoice(wide, {});
    QVERIFY(*s.view.cards()[3]->outcome().effectiveSampleSize > before);
    QVERIFY(s.view.cards()[0]->isUsed() && !s.view.cards()[3]->isUsed());
    s.view.clearChoice();
    QCOMPARE(*s.view.cards()[3]->outcome().effectiveSampleSize, before);
}

void tst_four_samplers_view::waitsUntilItIsSeen()
{
    Shown s(madeUpBatch());
    s.view.hide();
    const auto before = s.view.cards()[0]->outcome().draws;
    const auto next = madeUpBatch({.seed = 8});
    s.view.setStep(next);
    QVERIFY(s.view.cards()[0]->outcome().draws == before);
    s.view.show();
    QVERIFY(s.view.cards()[0]->outcome().draws != before);
}

void tst_four_samplers_view::arrangesByRoom()
{
    Shown s(madeUpBatch(), {420, 380});
    QCOMPARE(s.view.columns(), 2);
    QCOMPARE(s.view.cards()[0]->x(), s.view.cards()[2]->x());
    s.view.resize(900, 240);
    QTest::qWait(1);
    QCOMPARE(s.view.columns(), 4);
    QCOMPARE(s.view.cards()[0]->y(), s.view.cards()[3]->y());
    s.view.resize(900, 600);
    QTest::qWait(1);
    QCOMPARE(s.view.columns(), 2);
    QVERIFY(s.view.cards()[1]->geometry().right() > 850);
}

void tst_four_samplers_view::wordsHaveRoom()
{
    for (const QSize size : {QSize(300, 220), QSize(900, 600)}) {
        Shown s(madeUpBatch(), size);
        for (const SamplerCard* card : s.view.cards()) {
            const QFontMetrics small(Theme::instance().smallFont());
            const QFontMetrics title(Theme::instance().titleFont());
            QVERIFY(title.horizontalAdvance(card->name()) <= card->width() - 16);
            QVERIFY(small.horizontalAdvance(card->figures()) <= card->width() - 16);
            QVERIFY(card->geometry().bottom() < card->parentWidget()->height());
            QVERIFY(!card->placeOf(0).isEmpty());
            QVERIFY(card->histogramPlace().bottom() + small.height() <= card->height());
            QVERIFY(card->histogramPlace().height() > (size.height() > 220 ? 60 : 14));
            QVERIFY(!card->histogramPlace().intersects(card->placeOf(0)));
        }
    }
}

void tst_four_samplers_view::isQuick()
{
    Shown s(madeUpBatch());
    double least = 1e9;
    for (uint64_t seed = 1; seed <= 5; ++seed) {
        const auto step = madeUpBatch({.dimension = 128, .seed = seed});
        QElapsedTimer timer;
        timer.start();
        s.view.setStep(step);
        least = std::min(least, double(timer.nsecsElapsed()) / 1e6);
    }
    qInfo("four samplers of 120 items: %.1f ms", least);
    QVERIFY(least < 30);
}

void tst_four_samplers_view::shots()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(31);
    shoot(s.view, "four-samplers-small", {300, 220});
    shoot(s.view, "four-samplers", {360, 270});
    shoot(s.view, "four-samplers-row", {900, 240});
    shoot(s.view, "four-samplers-large", {900, 600});
}

QTEST_MAIN(tst_four_samplers_view)
#include "tst_four_samplers_view.moc"

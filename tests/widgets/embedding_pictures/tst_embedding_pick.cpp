#include "made_up_batch.h"
#include "widgets/embedding/embedding_pick.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// The batch with its pictures in another order: the same ones, backwards.
std::shared_ptr<EmbeddingStep> backwards(const EmbeddingStep& step)
{
    auto other = std::make_shared<EmbeddingStep>(step);
    std::ranges::reverse(other->pictures);
    std::ranges::reverse(other->labels);
    return other;
}

} // namespace

class tst_embedding_pick : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsInUntilSomebodyChooses();
    void followsPicturesToTheNextStep();
    void prefersThePictureSeenTheSameWay();
    void refusesWhatIsNotThere();
    void stepsThroughAnchorsWithDraws();
    void saysEachChangeOnce();
};

void tst_embedding_pick::standsInUntilSomebodyChooses()
{
    EmbeddingPick pick;
    QCOMPARE(pick.anchor(), -1);
    auto step = madeUpBatch();
    std::erase_if(step->drawn.draws, [](const Draw& draw) { return draw.anchor < 7; });
    pick.setStep(step);
    QCOMPARE(pick.anchor(), 7); // the first that drew
    QVERIFY(!pick.isChosen());
    pick.setAnchor(3);
    QVERIFY(pick.isChosen());
    pick.setAnchor(-1);
    QCOMPARE(pick.anchor(), 7);
    pick.setStep(nullptr);
    QCOMPARE(pick.anchor(), -1);
}

void tst_embedding_pick::followsPicturesToTheNextStep()
{
    EmbeddingPick pick;
    const auto step = madeUpBatch({.classes = 4, .each = 3}); // 12 items
    pick.setStep(step);
    pick.setAnchor(2);
    pick.setSelection({11, 0, 5, 5});
    QCOMPARE(pick.selection(), (std::vector<int> {0, 5, 11}));
    pick.setHovered(1);
    pick.setStep(backwards(*step));
    QCOMPARE(pick.anchor(), 9); // 11 - 2
    QVERIFY(pick.isChosen());
    QCOMPARE(pick.selection(), (std::vector<int> {0, 6, 11}));
    QCOMPARE(pick.hovered(), -1);
    // Away with its class, and back again.
    pick.setStep(madeUpBatch({.classes = 2, .each = 3, .firstClass = 2}));
    QVERIFY(!pick.isChosen());
    QCOMPARE(pick.anchor(), 0);
    QCOMPARE(pick.selection(), (std::vector<int> {5})); // what was 11
    pick.setStep(step);
    QCOMPARE(pick.anchor(), 2);
    QCOMPARE(pick.selection(), (std::vector<int> {0, 5, 11}));
}

void tst_embedding_pick::prefersThePictureSeenTheSameWay()
{
    EmbeddingPick pick;
    auto step = madeUpBatch({.classes = 2, .each = 2});
    step->pictures[1].flipped = true;
    pick.setStep(step);
    pick.setAnchor(1);
    auto next = std::make_shared<EmbeddingStep>(*step);
    next->pictures[0] = next->pictures[3] = step->pictures[1];
    next->pictures[0].flipped = next->pictures[1].flipped = false;
    pick.setStep(next);
    QCOMPARE(pick.anchor(), 3);
    next = std::make_shared<EmbeddingStep>(*next);
    next->pictures[3].flipped = false;
    pick.setStep(next);
    QCOMPARE(pick.anchor(), 0);
}

void tst_embedding_pick::refusesWhatIsNotThere()
{
    EmbeddingPick pick;
    pick.setStep(madeUpBatch({.classes = 2, .each = 2}));
    pick.setAnchor(4);
    QVERIFY(!pick.isChosen());
    pick.setHovered(4);
    QCOMPARE(pick.hovered(), -1);
    pick.setSelection({3, 4, -1});
    QCOMPARE(pick.selection(), (std::vector<int> {3}));
    QVERIFY(pick.isSelected(3) && !pick.isSelected(2));
}

void tst_embedding_pick::stepsThroughAnchorsWithDraws()
{
    EmbeddingPick pick;
    auto step = madeUpBatch({.classes = 4, .each = 3});
    std::erase_if(step->drawn.draws,
        [](const Draw& draw) { return draw.anchor != 1 && draw.anchor != 4 && draw.anchor != 9; });
    pick.setStep(step);
    QCOMPARE(pick.anchor(), 1);
    pick.stepAnchor(1);
    QCOMPARE(pick.anchor(), 4);
    pick.stepAnchor(-1);
    pick.stepAnchor(-1);
    QCOMPARE(pick.anchor(), 1);
    pick.setAnchor(6); // drew nothing
    pick.stepAnchor(1);
    QCOMPARE(pick.anchor(), 9);
    pick.stepAnchor(1);
    QCOMPARE(pick.anchor(), 9);
    pick.setAnchor(6);
    pick.stepAnchor(-1);
    QCOMPARE(pick.anchor(), 4);
}

void tst_embedding_pick::saysEachChangeOnce()
{
    EmbeddingPick pick;
    const auto step = madeUpBatch({.classes = 2, .each = 2});
    pick.setStep(step);
    QSignalSpy anchors(&pick, &EmbeddingPick::anchorChanged);
    QSignalSpy selections(&pick, &EmbeddingPick::selectionChanged);
    QSignalSpy hovers(&pick, &EmbeddingPick::hoveredChanged);
    pick.setStep(step);
    QCOMPARE(anchors.count(), 0);
    pick.setAnchor(2);
    pick.setAnchor(2);
    QCOMPARE(anchors.count(), 1);
    pick.setSelection({1});
    pick.setSelection({1, 1});
    QCOMPARE(selections.count(), 1);
    pick.setHovered(0);
    pick.setHovered(0);
    QCOMPARE(hovers.count(), 1);
}

QTEST_GUILESS_MAIN(tst_embedding_pick)
#include "tst_embedding_pick.moc"

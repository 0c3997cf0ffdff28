#include "made_up_batch.h"
#include "tests/widgets/shots.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/picture_row.h"
#include "widgets/embedding/sampled_negatives_view.h"

#include <QScrollBar>
#include <QTest>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;

namespace {

struct Shown
{
    explicit Shown(std::shared_ptr<EmbeddingStep> made, QSize size = {900, 300})
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
    SampledNegativesView view {pick};
};

std::vector<int> itemsOf(const PictureRow& row, TileRole role)
{
    std::vector<int> items;
    for (const RowTile& tile : row.tiles())
        if (tile.look.role == role)
            items.push_back(tile.item);
    return items;
}

void click(PictureRow& row, int tile)
{
    QTest::mouseClick(row.viewport(), Qt::LeftButton, {}, row.placeOf(tile).center());
}

const RowTile& tileOf(const PictureRow& row, int item)
{
    return *std::ranges::find(row.tiles(), item, &RowTile::item);
}

} // namespace

class tst_sampled_negatives_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void saysWhyThereIsNothing();
    void showsWhatTheAnchorDrew();
    void candidatesAreThoseOfTheRow();
    void clickAndKeysChangeTheAnchor();
    void hoverIsShared();
    void whatIfReplacesTheDraws();
    void pairsOfSamplersThatLookAtThePositive();
    void saysHowAnEmptyRowWasTreated();
    void manyScrollSideways();
    void smallAndLargePanelsHoldTheirWords();
    void csvHoldsTheRow();
    void loadingPicturesComeLater();
    void shots();
};

void tst_sampled_negatives_view::saysWhyThereIsNothing()
{
    EmbeddingPick pick;
    SampledNegativesView view(pick);
    view.show();
    QVERIFY(view.emptyText().startsWith("No step yet"));
    view.setStep(std::make_shared<EmbeddingStep>());
    QVERIFY(!view.emptyText().isEmpty());
    view.setStep(madeUpBatch());
    QVERIFY(view.emptyText().isEmpty());
    view.setStep(nullptr);
    QVERIFY(!view.emptyText().isEmpty());
    QVERIFY(view.csv().isEmpty());
}

void tst_sampled_negatives_view::showsWhatTheAnchorDrew()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(12); // of the third class, 10 to 14
    const PictureRow& row = *s.view.drawnRow();
    QCOMPARE(itemsOf(row, TileRole::Anchor), (std::vector<int> {12}));
    auto positives = itemsOf(row, TileRole::Positive);
    std::ranges::sort(positives);
    QCOMPARE(positives, (std::vector<int> {10, 11, 13, 14}));
    std::vector<int> drawn;
    for (const Draw& draw : s.step->drawn.draws)
        if (draw.anchor == 12)
            drawn.push_back(draw.negative);
    QCOMPARE(drawn.size(), size_t(4));
    QCOMPARE(itemsOf(row, TileRole::Drawn), drawn); // in the order drawn
    QCOMPARE(row.tiles().front().caption, QString("Futurama 3"));
    QCOMPARE(row.tiles().front().heading, QString("anchor"));
    QVERIFY(row.cardOf(int(row.tiles().size()) - 1).contains("loss 0.121")); // 12 / 100 + .001
    QVERIFY(s.view.note().contains("anchor 12 of 120"));
}

void tst_sampled_negatives_view::candidatesAreThoseOfTheRow()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(0);
    const auto& tiles = s.view.candidatesRow()->tiles();
    QCOMPARE(tiles.size(), size_t(115));
    const Cosines cosines = cosinesOf(s.step->embeddings, 64);
    double sum = 0, largest = 0;
    for (size_t i = 0; i < tiles.size(); ++i) {
        const double d = distanceOf(cosines(0, tiles[i].item));
        QCOMPARE(tiles[i].caption, QString::number(d, 'f', 2));
        QCOMPARE(tiles[i].look.pale, !(d < 1.4)); // the upper cutoff excludes
        if (i > 0)
            QVERIFY(distanceOf(cosines(0, tiles[i - 1].item)) <= d);
        largest = std::max(largest, tiles[i].weight);
        sum += double(s.view.row().negatives[i].probability);
        const bool drawn = std::ranges::any_of(s.step->drawn.draws,
            [&](const Draw& draw) { return draw.anchor == 0 && draw.negative == tiles[i].item; });
        QCOMPARE(tiles[i].look.role, drawn ? TileRole::Drawn : TileRole::Other);
    }
    QCOMPARE(largest, 1.);
    QVERIFY(std::abs(sum - 1) < 1e-5);
    const auto candidates = std::ranges::count_if(tiles, [](auto& t) { return !t.look.pale; });
    QVERIFY(s.view.facts().startsWith(QString("%1 candidates of 115").arg(candidates)));
    QVERIFY(s.view.facts().contains("effective sample"));
}

void tst_sampled_negatives_view::clickAndKeysChangeTheAnchor()
{
    Shown s(madeUpBatch());
    QCOMPARE(s.view.row().anchor, 0);
    QTest::keyClick(s.view.candidatesRow(), Qt::Key_Down); // the panel's, wherever the keyboard is
    QCOMPARE(s.view.row().anchor, 1);
    QTest::keyClick(&s.view, Qt::Key_Up);
    QCOMPARE(s.view.row().anchor, 0);
    const int item = s.view.candidatesRow()->tiles()[2].item;
    click(*s.view.candidatesRow(), 2);
    QCOMPARE(s.pick.anchor(), item);
    QCOMPARE(s.view.row().anchor, item);
    QTest::keyClick(s.view.drawnRow(), Qt::Key_Home);
    QTest::keyClick(s.view.drawnRow(), Qt::Key_Right);
    const int positive = s.view.drawnRow()->tiles()[1].item;
    QCOMPARE(s.pick.hovered(), positive);
    QTest::keyClick(s.view.drawnRow(), Qt::Key_Return);
    QCOMPARE(s.pick.anchor(), positive);
    QTest::keyClick(&s.view, Qt::Key_Escape);
    QVERIFY(!s.pick.isChosen());
}

void tst_sampled_negatives_view::hoverIsShared()
{
    Shown s(madeUpBatch());
    PictureRow& row = *s.view.candidatesRow();
    QTest::mouseMove(row.viewport(), row.placeOf(3).center());
    QCOMPARE(s.pick.hovered(), row.tiles()[3].item);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(row.viewport(), &leave);
    QCOMPARE(s.pick.hovered(), -1);
}

void tst_sampled_negatives_view::whatIfReplacesTheDraws()
{
    Shown s(madeUpBatch());
    const auto own = itemsOf(*s.view.drawnRow(), TileRole::Drawn);
    const SamplingConfig hardest {.negatives = NegativeSampler::Hardest};
    const Cosines cosines = cosinesOf(s.step->embeddings, 64);
    s.view.setChoice(hardest, drawAgain(*s.step, cosines, hardest, s.step->key));
    const int nearest = s.view.candidatesRow()->tiles().front().item;
    QCOMPARE(itemsOf(*s.view.drawnRow(), TileRole::Drawn), (std::vector<int>(4, nearest)));
    QCOMPARE(s.view.candidatesRow()->tiles().front().times, 4);
    QVERIFY(s.view.note().startsWith("what-if"));
    QVERIFY(s.view.facts().startsWith("1 candidate of 115 · no lot"));
    s.view.clearChoice();
    QCOMPARE(itemsOf(*s.view.drawnRow(), TileRole::Drawn), own);
    s.view.setChoice(hardest, drawAgain(*s.step, cosines, hardest, s.step->key));
    s.view.setStep(madeUpBatch({.seed = 9}));
    QVERIFY(!s.view.note().startsWith("what-if"));
}

void tst_sampled_negatives_view::pairsOfSamplersThatLookAtThePositive()
{
    Shown s(madeUpBatch({}, {.negatives = NegativeSampler::SemiHardPaper}));
    const auto& positives = s.view.row().positives;
    QCOMPARE(s.view.row().positive, 1); // of the first draw of item 0
    const auto at = std::ranges::find(positives, 1, &SeenPositive::item) - positives.begin();
    const size_t next = at + 1 < std::ssize(positives) ? size_t(at) + 1 : size_t(at) - 1;
    const int other = positives[next].item;
    QTest::keyClick(&s.view, int(next) > at ? Qt::Key_PageDown : Qt::Key_PageUp);
    QCOMPARE(s.view.row().positive, other);
    // One negative, the nearest beyond this positive.
    const float beyond = s.view.row().positives[next].distance;
    const auto& negatives = s.view.row().negatives;
    const auto expected = std::ranges::find_if(
        negatives, [&](const SeenNegative& n) { return n.distance > beyond; });
    for (const SeenNegative& negative : negatives)
        QCOMPARE(negative.isCandidate, negative.item == expected->item);
    QCOMPARE(tileOf(*s.view.drawnRow(), other).second, QString("this pair"));
}

void tst_sampled_negatives_view::saysHowAnEmptyRowWasTreated()
{
    SamplingConfig none {.upperCutoff = 0.01};
    Shown s(madeUpBatch({}, none));
    QVERIFY(s.view.facts().startsWith("0 candidates of 115"));
    QVERIFY(s.view.facts().contains("drawn from all others"));
    none.emptyRow = EmptyRow::Drop;
    s.view.setStep(madeUpBatch({}, none));
    QVERIFY(s.view.facts().contains("no triplet"));
    QVERIFY(itemsOf(*s.view.drawnRow(), TileRole::Drawn).empty());
    // Alone in its class, and without direction.
    s.view.setStep(madeUpBatch({.each = 1}));
    QVERIFY(s.view.facts().contains("no triplet"));
    auto broken = madeUpBatch();
    broken->embeddings[0] = std::nanf("");
    s.pick.setAnchor(-1);
    s.view.setStep(broken);
    s.pick.setAnchor(0);
    QCOMPARE(s.view.candidatesRow()->tiles().size(), size_t(0));
}

void tst_sampled_negatives_view::manyScrollSideways()
{
    Shown s(madeUpBatch({.classes = 60}));
    PictureRow& row = *s.view.candidatesRow();
    QCOMPARE(row.tiles().size(), size_t(295));
    QVERIFY(row.horizontalScrollBar()->maximum() > 10 * row.viewport()->width());
    QTest::keyClick(&row, Qt::Key_End);
    QVERIFY(row.viewport()->rect().contains(row.placeOf(294)));
    QCOMPARE(s.pick.hovered(), row.tiles().back().item);
    QTest::keyClick(&row, Qt::Key_Home);
    QCOMPARE(row.horizontalScrollBar()->value(), 0);
    QTest::keyClick(&row, Qt::Key_End);
    QTest::keyClick(&s.view, Qt::Key_Down);
    QCOMPARE(row.horizontalScrollBar()->value(), 0); // another anchor begins at its nearest
}

void tst_sampled_negatives_view::smallAndLargePanelsHoldTheirWords()
{
    Shown s(madeUpBatch(), {300, 220});
    for (const QSize size : {QSize(300, 220), QSize(900, 600)}) {
        s.view.resize(size);
        QTest::qWait(1);
        for (PictureRow* row : {s.view.drawnRow(), s.view.candidatesRow()}) {
            const int line = QFontMetrics(Theme::instance().smallFont()).height();
            const int lines = row->showsSecond() ? 2 : 1;
            QVERIFY(row->placeOf(0).bottom() + tileMargin() + lines * line
                <= row->viewport()->height());
            QVERIFY(row->geometry().bottom() <= row->parentWidget()->height());
        }
        QCOMPARE(s.view.drawnRow()->showsSecond(), size.height() == 600);
        QVERIFY(QFontMetrics(Theme::instance().smallFont()).horizontalAdvance(s.view.facts())
            <= s.view.drawnRow()->width());
    }
}

void tst_sampled_negatives_view::csvHoldsTheRow()
{
    Shown s(madeUpBatch());
    const QStringList lines = s.view.csv().split("\r\n", Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 116);
    QVERIFY(lines[0].startsWith("anchor,item,class,distance"));
    QVERIFY(lines[1].startsWith(QString("0,%1,Futurama ").arg(s.view.row().negatives[0].item)));
}

void tst_sampled_negatives_view::loadingPicturesComeLater()
{
    MadeUpGlyphs glyphs;
    glyphs.silent = true;
    EmbeddingPick pick;
    SampledNegativesView view(pick);
    view.setPictures(&glyphs);
    view.setStep(madeUpBatch());
    view.resize(700, 300);
    view.show();
    QTest::qWait(20);
    const QRect place = view.drawnRow()->placeOf(0);
    const auto middle = [&] {
        const QImage image = view.drawnRow()->viewport()->grab().toImage();
        return image.pixelColor(place.topLeft() + QPoint(8, 8));
    };
    QVERIFY(middle().lightness() < 128);
    glyphs.silent = false;
    QTRY_VERIFY(middle().lightness() > 200);
}

void tst_sampled_negatives_view::shots()
{
    Shown s(madeUpBatch());
    s.pick.setAnchor(31);
    shoot(s.view, "sampled-negatives-small", {300, 220});
    shoot(s.view, "sampled-negatives", {830, 270});
    shoot(s.view, "sampled-negatives-large", {900, 600});
}

QTEST_MAIN(tst_sampled_negatives_view)
#include "tst_sampled_negatives_view.moc"

#include "tests/widgets/made_up_run.h"
#include "tests/widgets/shots.h"
#include "widgets/plots/histogram_words.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/plot_area.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// All places in use: words and, for the key, the samples of its lines too.
std::vector<QRect> allOf(const HistogramPlaces& places)
{
    std::vector<QRect> all;
    for (const QRect& word : places.key)
        all.push_back(word.adjusted(-keyStroke(), 0, 0, 0));
    for (const auto& cut : places.cuts)
        if (cut.words)
            all.push_back(*cut.words);
    for (const auto& remark : places.remarks)
        if (remark)
            all.push_back(*remark);
    if (places.picked)
        all.push_back(*places.picked);
    return all;
}

QString firstOverlap(const std::vector<QRect>& places, const QRect& room)
{
    for (size_t i = 0; i < places.size(); ++i) {
        if (!room.contains(places[i]))
            return QString("place %1 leaves the plot").arg(i);
        for (size_t k = 0; k < i; ++k)
            if (places[i].intersects(places[k]))
                return QString("places %1 and %2 overlap").arg(k).arg(i);
    }
    return {};
}

/// Two pictures whose cuts are the highest losses but a few of the step.
std::shared_ptr<const DetectionStep> withLateCuts()
{
    const auto step = madeUpStep();
    DetectionStep body = step->detection();
    for (size_t i = 0; i < body.quotas.size(); ++i)
        body.quotas[i].cut = 3.6F + 0.3F * float(i);
    return std::make_shared<const DetectionStep>(body);
}

} // namespace

class tst_histogram_words : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void cleanup() { Theme::instance().setScale(1); }
    void nothingOverlaps_data();
    void nothingOverlaps();
    void crossedKeyKeepsItsWords();
    void wordsAreOnTheSideOfTheirLine();
    void withoutRoomThereAreNoWords();
    void shots();
};

void tst_histogram_words::nothingOverlaps_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    for (const QSize size : {QSize(220, 120), QSize(300, 160), QSize(420, 240), QSize(900, 500)})
        for (const double scale : {1.0, 1.5, 2.0})
            QTest::addRow("%dx%d at %.1f", size.width(), size.height(), scale) << size << scale;
}

void tst_histogram_words::nothingOverlaps()
{
    QFETCH(const QSize, size);
    QFETCH(const double, scale);
    Theme::instance().setScale(scale);
    LossHistogramView view;
    view.resize(size * scale);
    view.show();
    view.setDetection(withLateCuts());
    view.setPicked(3.9);
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    const QRect inner = view.plot()->inner();
    const HistogramPlaces shown = view.places();
    QCOMPARE(firstOverlap(allOf(shown), inner), QString());
    // In the smallest one the outlines are worth more than their key.
    QCOMPARE(shown.key.size(), size_t(size.height() > 120 ? 3 : 0));
    QCOMPARE(shown.cuts.size(), size_t(2));
    QVERIFY(shown.cuts[0].words && shown.cuts[1].words);

    // Wherever cuts and the picked one may be.
    const QFontMetrics metrics(Theme::instance().smallFont());
    HistogramText text {.key = {"selected", "suppressed", "below the cut"},
        .cuts = {{0, "cut 12.34"}, {0, "cut 1.23"}, {0, "cut 0.98"}, {0, "cut 0.97"}},
        .remarks = {"no cut: NMS left 40 of 64"},
        .picked = LineWords {0, "picked 10.25"}};
    for (int x = inner.left(); x <= inner.right(); x += 5)
        for (const int apart : {0, 3, 20, 90}) {
            for (size_t i = 0; i < text.cuts.size(); ++i)
                text.cuts[i].x = std::max(inner.left(), x - int(i) * apart);
            text.picked->x = x;
            const HistogramPlaces places = placeHistogramWords(inner, metrics, text);
            const QString overlap = firstOverlap(allOf(places), inner);
            QVERIFY2(overlap.isEmpty(),
                qPrintable(QString("x %1, %2 apart: %3").arg(x).arg(apart).arg(overlap)));
            QVERIFY(std::any_of(places.cuts.begin(), places.cuts.end(),
                [](const auto& cut) { return cut.words.has_value(); }));
        }
}

void tst_histogram_words::crossedKeyKeepsItsWords()
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    const QRect inner(40, 10, 300, 160);
    HistogramText text {.key = {"selected", "suppressed", "below the cut"},
        .cuts = {{inner.right() - 40.0, "cut 3.60"}, {inner.left() + 20.0, "cut 0.20"}}};
    const HistogramPlaces places = placeHistogramWords(inner, metrics, text);
    QVERIFY(places.cuts[0].top > places.key.back().bottom());
    QCOMPARE(places.cuts[0].top, double(places.cuts[0].words->top()));
    text.picked = LineWords {text.cuts[0].x, "picked 3.60"};
    QVERIFY(placeHistogramWords(inner, metrics, text).pickedTop > places.key.back().bottom());
    // The other one is free to begin at the top, with its words at its right.
    QVERIFY(places.cuts[1].top < places.key.front().bottom());
    QVERIFY(places.cuts[1].words->left() > text.cuts[1].x);
}

void tst_histogram_words::wordsAreOnTheSideOfTheirLine()
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    const HistogramText text {.key = {}, .cuts = {{154, "cut 1.02"}, {150, "cut 0.98"}}};
    const HistogramPlaces places = placeHistogramWords({40, 10, 300, 160}, metrics, text);
    QVERIFY(places.cuts[0].words->left() > 154);
    QVERIFY(places.cuts[1].words->right() < 150);
}

void tst_histogram_words::withoutRoomThereAreNoWords()
{
    const QFontMetrics metrics(Theme::instance().smallFont());
    const HistogramText text {.key = {"selected", "suppressed", "below the cut"},
        .cuts = {{60, "cut 3.60"}},
        .remarks = {"no cut: NMS left 40 of 64"},
        .picked = LineWords {60, "picked 3.60"}};
    const HistogramPlaces places = placeHistogramWords({40, 10, 30, 8}, metrics, text);
    QCOMPARE(allOf(places).size(), size_t(0));
    QCOMPARE(places.cuts.size(), size_t(1)); // its line is drawn all the same
}

void tst_histogram_words::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    LossHistogramView view;
    view.setDetection(withLateCuts());
    view.setPicked(3.9);
    shoot(view, "histogram-late-cuts-small", {220, 120});
    shoot(view, "histogram-late-cuts", {420, 240});
}

QTEST_MAIN(tst_histogram_words)
#include "tst_histogram_words.moc"

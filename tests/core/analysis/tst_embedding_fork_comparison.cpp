#include "core/analysis/fork_comparison.h"
#include "core/analysis/shared_triplets.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace hardlens;

namespace {

using Change = std::function<void(EmbeddingStep&)>;

/// Class 0 at 0 and 30 degrees, class 1 at 90, class 2 at 150. Of 0 and 30 one is the anchor, the
/// other the positive.
Step onTheCircle(int32_t negativeOfFirst, int32_t negativeOfSecond)
{
    EmbeddingStep body;
    body.dimension = 2;
    body.labels = {0, 0, 1, 2};
    for (uint64_t i = 0; i < 4; ++i)
        body.pictures.push_back({.contentId = 10 + i, .width = 32, .height = 32});
    for (const double degrees : {0., 30., 90., 150.}) {
        body.embeddings.push_back(float(std::cos(degrees * M_PI / 180)));
        body.embeddings.push_back(float(std::sin(degrees * M_PI / 180)));
    }
    body.key = {.seed = 5, .step = 12};
    body.drawn.draws = {{.anchor = 0, .positive = 1, .negative = negativeOfFirst},
        {.anchor = 1, .positive = 0, .negative = negativeOfSecond}};
    body.drawn.rows
        = {{.anchor = 0, .effectiveSampleSize = 1.5f}, {.anchor = 1, .effectiveSampleSize = 2}};
    body.drawn.emptyRows = 1;
    body.draws = 2;
    body.meanLoss = .25;
    body.meanPositiveDistance = .5;
    body.meanNegativeDistance = 1.25;
    Step step;
    step.header.step = 12;
    step.header.phases.learn = 100;
    step.body = body;
    return step;
}

EmbeddingStep& bodyOf(Step& step)
{
    return std::get<EmbeddingStep>(step.body);
}

std::shared_ptr<const Step> shared(Step step)
{
    return std::make_shared<const Step>(std::move(step));
}

History evaluatedAt(int64_t step, double recall)
{
    History history;
    Evaluation evaluation {.step = step};
    evaluation.retrieval = RetrievalEvaluation {.ks = {1, 2}, .recall = {recall, 1}};
    history.evaluations.append(std::make_shared<const Evaluation>(evaluation));
    return history;
}

} // namespace

class TestEmbeddingForkComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresByHand()
    {
        const std::vector steps {shared(onTheCircle(2, 2))};
        const VariantFigures f
            = compareVariants(steps, std::vector {evaluatedAt(10, .75)})[0].figures;
        QCOMPARE(f.step, 12);
        QCOMPARE(f.loss, .25);
        QCOMPARE(f.triplets, 2.);
        QCOMPARE(f.positiveDistance, .5);
        QCOMPARE(f.negativeDistance, 1.25);
        QCOMPARE(f.sampleSize, 2.); // of two the upper one is the median
        QCOMPARE(f.emptyRows, 1.);
        QCOMPARE(f.stepMs, 100.);
        QCOMPARE(f.recallAtOne, .75);
        QCOMPARE(f.evaluatedStep, 10);
        QVERIFY(std::isnan(f.meanAveragePrecision) && std::isnan(f.meanLossAll)
            && std::isnan(f.chosen));
    }

    void theHistoryFillsIn()
    {
        History history = evaluatedAt(11, .5);
        history.steps.append(
            {.step = 12, .stepMs = 40, .embedding = {.items = 4, .draws = 3, .loss = .5f}});
        const std::vector<std::shared_ptr<const Step>> steps {shared(onTheCircle(2, 2)), nullptr};
        const auto variants = compareVariants(steps, std::vector {History {}, history});
        QCOMPARE(variants[1].figures.step, 12);
        QCOMPARE(variants[1].figures.loss, .5);
        QCOMPARE(variants[1].figures.triplets, 3.);
        QCOMPARE(variants[1].figures.stepMs, 40.);
        QVERIFY(!variants[1].choice && !variants[1].sameness);
    }

    void choicesByHand()
    {
        // (0, 1, 2) and (1, 0, 2) there; (0, 1, 3) and (1, 0, 2) here: one of three.
        const Step a = onTheCircle(2, 2), b = onTheCircle(3, 2);
        const ChoiceComparison c = compareChoices(a.embedding(), b.embedding());
        QCOMPARE(c.both, 1);
        QCOMPARE(c.onlyHere, 1);
        QCOMPARE(c.onlyThere, 1);
        QCOMPARE(*c.overlap, 1. / 3);
        Step none = a;
        bodyOf(none).drawn.draws.clear();
        const ChoiceComparison lost = compareChoices(a.embedding(), none.embedding());
        QCOMPARE(lost.onlyThere, 2);
        QCOMPARE(*lost.overlap, 0.);
        QVERIFY(!compareChoices(none.embedding(), none.embedding()).overlap);
    }

    void aTripletCountsAsOftenAsItIsThere()
    {
        const Draw twice {.anchor = 0, .positive = 1, .negative = 2},
            once {.anchor = 0, .positive = 1, .negative = 3};
        const std::vector<Draw> a {twice, once, twice}, b {twice, once, once};
        QCOMPARE(
            shareTriplets(a, b), (SharedTriplets {.both = 2, .onlyFirst = 1, .onlySecond = 1}));
        QCOMPARE(shareTriplets(a, {}), (SharedTriplets {.onlyFirst = 3}));
    }

    void picturesAreFoundAtOtherPlaces()
    {
        const Step a = onTheCircle(2, 2);
        Step b = a;
        EmbeddingStep& body = bodyOf(b);
        std::swap(body.pictures[2], body.pictures[3]);
        QCOMPARE(
            compareChoices(a.embedding(), b.embedding()).both, 0); // place 2 is another picture
        for (Draw& draw : body.drawn.draws)
            draw.negative = 3;
        QCOMPARE(compareChoices(a.embedding(), b.embedding()).both, 2);
        // Mirrored it is another one, which the first does not have; so is one further on.
        body.pictures[3].flipped = true;
        QCOMPARE(compareChoices(a.embedding(), b.embedding()).onlyHere, 2);
        body.pictures.push_back({.contentId = 99});
        for (Draw& draw : body.drawn.draws)
            draw.negative = 4;
        QCOMPARE(compareChoices(a.embedding(), b.embedding()).both, 0);
    }

    void theChoiceAloneMakesNoDifference()
    {
        Step b = onTheCircle(3, 3);
        b.header.phases.learn = 7;
        bodyOf(b).sampling.negatives = NegativeSampler::Hardest;
        bodyOf(b).loss.beta = 1;
        bodyOf(b).betas = {1, 1, 1, 1};
        bodyOf(b).meanLoss = 3;
        const Sameness same = compareUpToTheChoice(onTheCircle(2, 2), b);
        QVERIFY2(same.isSameUpToTheChoice, same.firstDifference.c_str());
        QVERIFY(!same.lossesCompared);
    }

    void firstDifference_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<std::string>("difference");
        const auto row = [](const char* name, Change change, const char* difference) {
            QTest::newRow(name) << std::move(change) << std::string(difference);
        };
        row(
            "key", [](EmbeddingStep& s) { s.key.step = 13; }, "random key");
        row(
            "dimension", [](EmbeddingStep& s) { s.dimension = 1; }, "number of dimensions");
        row(
            "picture", [](EmbeddingStep& s) { s.pictures[1].contentId = 7; }, "picture 2");
        row(
            "flip", [](EmbeddingStep& s) { s.pictures[3].flipped = true; }, "picture 4");
        row(
            "label", [](EmbeddingStep& s) { s.labels[2] = 5; }, "label of picture 3");
        row(
            "last bit",
            [](EmbeddingStep& s) { s.embeddings[7] = std::nextafter(s.embeddings[7], 9.f); },
            "embedding of picture 4");
        row(
            "the first of several",
            [](EmbeddingStep& s) {
                s.labels[3] = 5;
                s.embeddings[0] = -1;
            },
            "embedding of picture 1");
        row(
            "fewer pictures",
            [](EmbeddingStep& s) {
                s.pictures.pop_back();
                s.labels.pop_back();
                s.embeddings.resize(6);
            },
            "number of pictures");
    }

    void firstDifference()
    {
        QFETCH(Change, change);
        QFETCH(std::string, difference);
        Step b = onTheCircle(2, 2);
        change(bodyOf(b));
        QCOMPARE(compareUpToTheChoice(onTheCircle(2, 2), b).firstDifference, difference);
    }

    void anotherStep()
    {
        Step b = onTheCircle(2, 2);
        b.header.step = 13;
        QCOMPARE(compareUpToTheChoice(onTheCircle(2, 2), b).firstDifference, std::string("step"));
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingForkComparison)
#include "tst_embedding_fork_comparison.moc"

#include "core/analysis/verification.h"
#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

using Pairs = std::vector<VerificationPair>;

double accuracyAt(const Pairs& pairs, int32_t fold, bool others, double threshold)
{
    double right = 0, all = 0;
    for (const VerificationPair& pair : pairs)
        if ((pair.fold == fold) != others) {
            ++all;
            right += (double(pair.squaredDistance) < threshold) == pair.same;
        }
    return right / all;
}

} // namespace

class TestRetrievalVerification : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Fold 1 is told apart by thresholds in (0.5, 1]: 0.51 is the first, which judges fold 0: same
    /// at .505 is accepted, different at .507 too: 1 of 2 right. Fold 0 by (0.505, 0.507]: no
    /// multiple of .01 lies there, so the best is the first that gets one of two right: 0 (all
    /// "different"), which judges fold 1 half right.
    void byHand()
    {
        const Pairs pairs {{.505f, true, 0}, {.507f, false, 0}, {.5f, true, 1}, {1, false, 1}};
        const VerificationScores scores = verificationScores(pairs);
        QCOMPARE(scores.foldThresholds, (std::vector<double> {.51, 0}));
        QCOMPARE(scores.foldAccuracies, (std::vector<double> {.5, .5}));
        QCOMPARE(scores.accuracy, .5);
        QCOMPARE(scores.accuracyDeviation, 0.);
    }

    /// FAR over fold 1's pairs steps from 0 to 1 at .501 (the first threshold above .5005): at a
    /// target of .25 the threshold is .5 + .25 · .001. Same pairs below that: fold 0 has .5 of two.
    void validationRate()
    {
        const Pairs pairs {
            {.5f, true, 0}, {.5003f, true, 0}, {1, false, 0}, {.3f, true, 1}, {.5005f, false, 1}};
        const VerificationScores scores = verificationScores(pairs, .25);
        // Fold 1 is judged by fold 0's: FAR steps at 1.001 (1 < 1.001): threshold 1.00025 accepts
        // both of its pairs. Validation (.5 + 1) / 2, deviation .25; false accepts (0 + 1) / 2.
        QCOMPARE(scores.validationRate, .75);
        QCOMPARE(scores.validationDeviation, .25);
        QCOMPARE(scores.falseAcceptRate, .5);
    }

    /// Where nothing is ever accepted wrongly the threshold is 0: nothing is accepted.
    void rateNeverReached()
    {
        const Pairs pairs {{.1f, true, 0}, {5, false, 0}, {.1f, true, 1}, {5, false, 1}};
        const VerificationScores scores = verificationScores(pairs);
        QCOMPARE(scores.validationRate, 0.);
        QCOMPARE(scores.accuracy, 1.);
        QCOMPARE(scores.foldThresholds[0], .11); // .1f is above .1
    }

    void slowObviousWay()
    {
        RandomStream random({.seed = 9});
        Pairs pairs;
        for (int i = 0; i < 1000; ++i) {
            const bool same = random.below(2) == 0;
            const float d = std::clamp((same ? .9f : 1.8f) + .5f * random.normal(), 0.f, 4.f);
            pairs.push_back({d, same, i / 100});
        }
        const VerificationScores scores = verificationScores(pairs);
        double mean = 0;
        for (int32_t fold = 0; fold < 10; ++fold) {
            double best = 0, most = -1;
            for (int i = 0; i < 400; ++i)
                if (const double a = accuracyAt(pairs, fold, true, i * .01); a > most) {
                    most = a;
                    best = i * .01;
                }
            QCOMPARE(scores.foldThresholds[size_t(fold)], best);
            QCOMPARE(scores.foldAccuracies[size_t(fold)], accuracyAt(pairs, fold, false, best));
            mean += accuracyAt(pairs, fold, false, best) / 10;
        }
        QVERIFY(std::abs(scores.accuracy - mean) < 1e-12);
        QVERIFY(scores.accuracy > .75 && scores.accuracyDeviation > 0);
        QVERIFY(scores.falseAcceptRate < .02);
    }

    void badCalls_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 7; ++i)
            QTest::addRow("%d", i) << i;
    }

    void badCalls()
    {
        QFETCH(int, which);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const std::vector<Pairs> cases {{}, {{1, true, 0}, {1, false, 0}},
            {{1, true, 0}, {1, false, 0}, {1, true, 2}, {1, false, 2}},
            {{1, true, 0}, {1, false, 0}, {1, true, 1}, {1, true, 1}},
            {{1, true, -1}, {1, false, 0}}, {{nan, true, 0}, {1, false, 0}},
            {{1, true, 0}, {1, false, 2000000000}}};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, verificationScores(cases[size_t(which)]));
        const Pairs good {{1, true, 0}, {1, false, 0}, {1, true, 1}, {1, false, 1}};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, verificationScores(good, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, verificationScores(good, std::nan("")));
    }
};

QTEST_GUILESS_MAIN(TestRetrievalVerification)
#include "tst_retrieval_verification.moc"

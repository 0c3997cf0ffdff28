#include "core/analysis/sphere_batch.h"
#include "core/sampling/negative_sampling.h"
#include "core/sampling/sphere_density.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace hardlens;

class tst_sphere_batch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairsLieApart_data();
    void pairsLieApart();
    void negativesAreUniform();
    void largerBatchBeginsTheSame();
    void rejects();
};

void tst_sphere_batch::pairsLieApart_data()
{
    QTest::addColumn<int64_t>("n");
    QTest::addColumn<double>("distance");
    for (const int64_t n : {2, 3, 64})
        for (const double distance : {0., 0.5, 1.4142, 2.})
            QTest::addRow("n %d, %.1f", int(n), distance) << n << distance;
}

void tst_sphere_batch::pairsLieApart()
{
    QFETCH(int64_t, n);
    QFETCH(double, distance);
    const SphereBatch batch = SphereBatches(40, 64, 7).batch(40, n, distance);
    QCOMPARE(batch.labels.size(), size_t(40));
    const Cosines cosines = cosinesOf(batch.embeddings, n);
    for (int64_t i = 0; i < 40; i += 2) {
        QCOMPARE(batch.labels[size_t(i)], batch.labels[size_t(i + 1)]);
        QVERIFY(std::abs(distanceOf(cosines(i, i + 1)) - distance) < 2e-3);
        for (const int64_t point : {i, i + 1})
            QVERIFY(std::abs(cosines(point, point) - 1) < 1e-5f);
    }
}

void tst_sphere_batch::negativesAreUniform()
{
    const SphereBatches batches(600, 64, 3);
    for (const int64_t n : {2, 8, 64}) {
        const SphereBatch batch = batches.batch(600, n, 0.5);
        const DistanceHistogram all
            = negativeDistances(cosinesOf(batch.embeddings, n), batch.labels);
        QCOMPARE(all.total(), 600. * 598 / 2);
        double below = 0, worst = 0;
        for (size_t i = 0; i < all.mass.size(); ++i) {
            below += all.mass[i] / all.total();
            worst = std::max(worst,
                std::abs(
                    below - sphereCdf(double(i + 1) * DistanceHistogram::binWidth, double(n))));
        }
        // Pairs share points: of 300 independent ones the largest gap is about 1.6 / √300 = .09 at
        // worst, and far less of all pairs of them.
        QVERIFY2(worst < 0.03, qPrintable(QString("n %1: %2").arg(n).arg(worst)));
    }
}

void tst_sphere_batch::largerBatchBeginsTheSame()
{
    const SphereBatches batches(128, 16, 3);
    const SphereBatch few = batches.batch(64, 16, 0.5), many = batches.batch(128, 16, 0.5);
    QVERIFY(std::equal(few.embeddings.begin(), few.embeddings.end(), many.embeddings.begin()));
    QVERIFY(few.embeddings == SphereBatches(64, 16, 3).batch(64, 16, 0.5).embeddings);
    QVERIFY(few.embeddings != SphereBatches(64, 16, 4).batch(64, 16, 0.5).embeddings);
    // The same directions in fewer coordinates: those of an anchor keep their ratio.
    const SphereBatch cut = batches.batch(64, 2, 0.5);
    QVERIFY(std::abs(cut.embeddings[0] / cut.embeddings[1] - few.embeddings[0] / few.embeddings[1])
        < 1e-3f * std::abs(cut.embeddings[0] / cut.embeddings[1]));
}

void tst_sphere_batch::rejects()
{
    const SphereBatches batches(8, 16, 1);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, SphereBatches(3, 16, 1));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, SphereBatches(4, 1, 1));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(3, 16, 0.5));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(10, 16, 0.5));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(8, 1, 0.5));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(8, 17, 0.5));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(8, 16, 2.1));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, batches.batch(8, 16, std::nan("")));
}

QTEST_GUILESS_MAIN(tst_sphere_batch)
#include "tst_sphere_batch.moc"

#include "core/analysis/clustering.h"
#include "core/basics/random.h"

#include <QTest>

using namespace hardlens;

namespace {

using Labels = std::vector<int32_t>;

} // namespace

class TestRetrievalClustering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Classes 0001112222 in clusters 0011122220: cells 2 1 | 2 1 | 3 1, so TP = 1 + 1 + 3 = 5;
    /// clusters of 3, 3, 4 and classes of 3, 3, 4 have 3 + 3 + 6 = 12 pairs: FP = FN = 7,
    /// F1 = 10 / 24. H = -.6 ln .3 - .4 ln .4 = 1.0889 both. The values are scikit-learn's.
    void byHand()
    {
        const Labels labels {0, 0, 0, 1, 1, 1, 2, 2, 2, 2};
        const Labels clusters {0, 0, 1, 1, 1, 2, 2, 2, 2, 0};
        const ClusterAgreement a = clusterAgreement(labels, clusters);
        QCOMPARE(a.pairsTogether, int64_t(5));
        QCOMPARE(a.pairsInClusters, int64_t(12));
        QCOMPARE(a.pairsInClasses, int64_t(12));
        QCOMPARE(a.f1, 10. / 24);
        QVERIFY(std::abs(a.mutualInformation - .482057416521) < 1e-12);
        QVERIFY(std::abs(a.classEntropy - 1.088899975345) < 1e-12);
        QVERIFY(std::abs(a.clusterEntropy - 1.088899975345) < 1e-12);
        QVERIFY(std::abs(a.nmi - .442701283346) < 1e-12);
    }

    void extremes_data()
    {
        QTest::addColumn<QVector<int>>("labels");
        QTest::addColumn<QVector<int>>("clusters");
        QTest::addColumn<double>("nmi");
        QTest::addColumn<double>("f1");
        QTest::newRow("other numbers")
            << QVector<int> {1, 1, 5} << QVector<int> {-7, -7, 0} << 1. << 1.;
        QTest::newRow("one of each") << QVector<int> {3, 3} << QVector<int> {8, 8} << 1. << 1.;
        QTest::newRow("one class, all apart")
            << QVector<int> {0, 0, 0} << QVector<int> {0, 1, 2} << 0. << 0.;
        QTest::newRow("independent")
            << QVector<int> {0, 0, 1, 1} << QVector<int> {0, 1, 0, 1} << 0. << 0.;
        QTest::newRow("nothing") << QVector<int> {} << QVector<int> {} << 1. << 0.;
    }

    void extremes()
    {
        QFETCH(QVector<int>, labels);
        QFETCH(QVector<int>, clusters);
        QFETCH(double, nmi);
        QFETCH(double, f1);
        const auto a = clusterAgreement(
            Labels(labels.begin(), labels.end()), Labels(clusters.begin(), clusters.end()));
        QVERIFY(std::abs(a.nmi - nmi) < 1e-15);
        QCOMPARE(a.f1, f1);
    }

    void kMeansFindsBlobs()
    {
        RandomStream random({.seed = 3});
        std::vector<float> values;
        Labels labels;
        for (int i = 0; i < 400; ++i) {
            labels.push_back(i % 8);
            for (int k = 0; k < 6; ++k)
                values.push_back((i % 8 >> k & 1) * 10.f + random.normal());
        }
        const EmbeddingTable table {values, 6};
        double best = 0;
        for (int32_t seed = 0; seed < 5; ++seed) {
            const auto clusters = kMeans(table, {.clusters = 8, .seed = seed});
            QCOMPARE(clusters, kMeans(table, {.clusters = 8, .seed = seed}));
            best = std::max(best, clusterAgreement(labels, clusters).nmi);
        }
        QVERIFY2(best > .999, qPrintable(QString::number(best)));
        QVERIFY(kMeans(table, {.clusters = 8, .iterations = 1, .seed = 1})
            != kMeans(table, {.clusters = 8, .iterations = 1, .seed = 2}));
        const auto one = kMeans(table, {.clusters = 1});
        QCOMPARE(one, Labels(400, 0));
    }

    void asManyClustersAsRows()
    {
        const std::vector<float> values {0, 10, 20, 30};
        auto clusters = kMeans({values, 1}, {.clusters = 4});
        std::sort(clusters.begin(), clusters.end());
        QCOMPARE(clusters, (Labels {0, 1, 2, 3}));
    }

    void badCalls()
    {
        const std::vector<float> values {0, 1, 2, 3};
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, clusterAgreement(Labels {0}, Labels {0, 1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kMeans({values, 1}, {.clusters = 5}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kMeans({values, 1}, {.clusters = 0}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kMeans({values, 1}, {.iterations = 0}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kMeans({values, 1}, {.seed = -1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, kMeans({{}, 1}, {}));
    }
};

QTEST_GUILESS_MAIN(TestRetrievalClustering)
#include "tst_retrieval_clustering.moc"

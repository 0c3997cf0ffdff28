#include "core/analysis/distance_kernel.h"
#include "core/analysis/distance_panels.h"
#include "core/analysis/match_places.h"
#include "core/analysis/neighbours.h"
#include "core/analysis/retrieval.h"
#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <numeric>

using namespace hardlens;

namespace {

using Values = std::vector<float>;
using Labels = std::vector<int32_t>;

/// Clusters around random centres, with some rows twice: ties.
struct MadeUp
{
    Values values {};
    Labels labels {};
    int64_t dimensions = 0;

    MadeUp(int64_t rows, int64_t itsDimensions, int32_t classes, float spread = 1)
        : dimensions(itsDimensions)
    {
        RandomStream random({.seed = 11, .step = uint64_t(rows)});
        Values centres(size_t(classes * dimensions));
        for (float& value : centres)
            value = random.normal();
        for (int64_t i = 0; i < rows; ++i) {
            const bool again = i > 0 && random.below(10) == 0;
            labels.push_back(int32_t(random.below(uint32_t(classes))));
            for (int64_t k = 0; k < dimensions; ++k)
                values.push_back(again ? values[values.size() - size_t(dimensions)]
                                       : centres[size_t(labels.back() * dimensions + k)]
                            + spread * random.normal());
        }
    }

    EmbeddingTable table() const { return {values, dimensions}; }
};

/// The slow obvious way: all others sorted.
std::vector<Neighbour> sortedOthers(const EmbeddingTable& table, int64_t query)
{
    std::vector<Neighbour> all;
    for (int64_t j = 0; j < table.rows(); ++j) {
        float sum = 0;
        for (int64_t k = 0; k < table.dimensions; ++k) {
            const float d = table.row(query)[size_t(k)] - table.row(j)[size_t(k)];
            sum += d * d;
        }
        if (j != query)
            all.push_back({int32_t(j), sum});
    }
    std::stable_sort(all.begin(), all.end(),
        [](const auto& a, const auto& b) { return a.squaredDistance < b.squaredDistance; });
    return all;
}

} // namespace

class TestRetrieval : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Squared distances by hand: (0, 0) to (3, 4) is 25; every kernel gives the same bits.
    void kernelsAgree()
    {
        const Values values {0, 0, 3, 4, 1, 1, -2, .5f};
        const MadeUp many(48, 37, 5);
        for (const EmbeddingTable& table : {EmbeddingTable {values, 2}, many.table()}) {
            const DistancePanels panels(table);
            QCOMPARE(panels.panels(), (table.rows() + 15) / 16);
            std::vector<Values> all;
            for (const InstructionSet set : instructionSets()) {
                all.emplace_back();
                for (int64_t p = 0; p < panels.panels(); ++p)
                    for (int64_t tile = 0; tile < panelRows; tile += tileRows) {
                        Values out(size_t(tileRows * panelRows));
                        distanceKernel(set)(panels.rowsOf(0) + tile * table.dimensions,
                            panels.panel(p), table.dimensions, out.data());
                        all.back().insert(all.back().end(), out.begin(), out.end());
                    }
                QVERIFY(std::equal(all.back().begin(), all.back().end(), all[0].begin(),
                    [](float a, float b) { return a == b || (a != a && b != b); }));
            }
        }
        const DistancePanels panels(EmbeddingTable {values, 2});
        Values out(size_t(tileRows * panelRows));
        distanceKernel(instructionSets().front())(panels.rowsOf(0), panels.panel(0), 2, out.data());
        QCOMPARE(out[1], 25.f);                                   // (0, 0) to (3, 4)
        QCOMPARE(out[16 + 2], 13.f);                              // (3, 4) to (1, 1): 4 + 9
        QCOMPARE(out[2 * 16 + 3], 9.25f);                         // (1, 1) to (-2, .5): 9 + .25
        QCOMPARE(out[4], std::numeric_limits<float>::infinity()); // a row that fills up
    }

    void precedenceKernelsAgree()
    {
        const MadeUp many(32, 9, 3);
        const DistancePanels panels(many.table());
        RandomStream random({.seed = 4});
        Values limits(32);
        std::vector<int32_t> matches(32);
        for (size_t i = 0; i < limits.size(); ++i) {
            matches[i] = int32_t(random.below(32));
            limits[i] = random.uniform(0, 40);
        }
        std::vector<std::vector<int32_t>> results;
        for (const InstructionSet set : instructionSets()) {
            std::vector<int32_t> counts(size_t(tileRows * panelRows) + 16, 0);
            precedenceKernel(set)({.rows = panels.rowsOf(0),
                .panel = panels.panel(1),
                .dimensions = 9,
                .firstRow = 0,
                .firstColumn = 16,
                .rowLimits = limits.data(),
                .rowMatches = matches.data(),
                .rowCounts = counts.data(),
                .columnLimits = limits.data() + 16,
                .columnMatches = matches.data() + 16,
                .columnCounts = counts.data() + tileRows * panelRows});
            results.push_back(counts);
            QCOMPARE(counts, results.front());
        }
        QVERIFY(std::accumulate(results[0].begin(), results[0].end(), 0) > 0);
    }

    void ties()
    {
        // Each query's equal is of the other class: at place 1, its own class first at place 2
        // or 3.
        const Values values {10, 10, 20, 20};
        const Labels labels {1, 0, 1, 0};
        const auto scores = retrievalScores({values, 1}, labels, {1, 2, 3});
        QCOMPARE(scores.recall[0], 0.);
        // Query 0: 1, then 2 and 3 at 100, the lower first: place 2. Query 1: 0, 2, 3: place 3.
        // Query 2: 3, 0, 1: place 2. Query 3: 2, 0, 1: place 3.
        QCOMPARE(firstMatchPlaces({values, 1}, labels), (Labels {2, 3, 2, 3}));
        QCOMPARE(scores.recall[1], .5);
        QCOMPARE(scores.recall[2], 1.);
        QCOMPARE(scores.rPrecision, 0.); // R = 1
    }

    void collapsed()
    {
        // All at one point: order is by index alone.
        const Values values(40, .25f);
        const Labels labels {0, 0, 1, 1, 2, 2, 0, 1, 2, 3};
        const auto places = firstMatchPlaces({values, 4}, labels);
        // Item 2 (class 1): 0 1 3: place 3. Item 4 (class 2): 0 1 2 3 5: place 5. Item 9 is alone.
        QCOMPARE(places, (Labels {1, 1, 3, 3, 5, 5, 1, 3, 5, 0}));
    }

    void places_data()
    {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("dimensions");
        QTest::addColumn<int>("classes");
        QTest::newRow("one") << 1 << 3 << 1;
        QTest::newRow("three") << 3 << 1 << 2;
        QTest::newRow("a panel") << 16 << 4 << 3;
        QTest::newRow("a panel and one") << 17 << 4 << 5;
        QTest::newRow("within a block") << 300 << 7 << 20;
        QTest::newRow("several blocks") << 1300 << 5 << 300;
        QTest::newRow("one class") << 70 << 3 << 1;
    }

    void places()
    {
        QFETCH(int, rows);
        QFETCH(int, dimensions);
        QFETCH(int, classes);
        const MadeUp data(rows, dimensions, classes, 2);
        Labels expected;
        for (int64_t q = 0; q < rows; ++q) {
            const auto all = sortedOthers(data.table(), q);
            const auto at = std::find_if(all.begin(), all.end(), [&](const Neighbour& n) {
                return data.labels[size_t(n.index)] == data.labels[size_t(q)];
            });
            expected.push_back(at == all.end() ? 0 : int32_t(at - all.begin()) + 1);
        }
        for (const int64_t threads : {1, 2, 5})
            QCOMPARE(firstMatchPlaces(data.table(), data.labels, threads), expected);
    }

    void neighbours_data() { places_data(); }

    void neighbours()
    {
        QFETCH(int, rows);
        QFETCH(int, dimensions);
        QFETCH(int, classes);
        const MadeUp data(rows, dimensions, classes, 2);
        for (const int64_t count : {0, 1, 5, 40, 2000}) {
            const auto lists = nearestNeighbours(
                data.table(), data.table(), {.count = count, .excludeSelf = true, .threads = 2});
            for (int64_t q = 0; q < rows; ++q) {
                auto expected = sortedOthers(data.table(), q);
                expected.resize(std::min(expected.size(), size_t(count)));
                QCOMPARE(lists[size_t(q)], expected);
            }
        }
    }

    void neighboursOfOnePoint()
    {
        const Values gallery {0, 1, 2, 3, 4};
        const Values point {2.25f};
        const auto list = nearestNeighbours({gallery, 1}, {point, 1}, {.count = 3})[0];
        QCOMPARE(list, (std::vector<Neighbour> {{2, .0625f}, {3, .5625f}, {1, 1.5625f}}));
    }

    /// pytorch-metric-learning's test on a line: 0 … 9 labelled by themselves, and 0.5 … 9.5
    /// labelled 1. Only the query 1 has others of its class: places 1 and 2 (0.5, 1.5; the tie is
    /// of two hits), 5, 7, 9 of R = 10.
    void onALine()
    {
        Values line;
        Labels labels;
        for (int i = 0; i < 20; ++i) {
            line.push_back(float(i) / 2);
            labels.push_back(i % 2 == 0 ? i / 2 : 1);
        }
        const auto lists
            = nearestNeighbours({line, 1}, {line, 1}, {.count = 10, .excludeSelf = true});
        std::vector<uint8_t> hits;
        for (const Neighbour& neighbour : lists[2])
            hits.push_back(labels[size_t(neighbour.index)] == 1);
        const RankingScores scores = rankingScores(hits, 10);
        QCOMPARE(scores.precisionAt1, 1.);
        QCOMPARE(scores.rPrecision, .5);
        QCOMPARE(scores.averagePrecisionAtR, (1 + 1 + 3. / 5 + 4. / 7 + 5. / 9) / 10);
    }

    void meansOverQueries()
    {
        const MadeUp data(150, 6, 12, 2);
        const auto scores = retrievalScores(data.table(), data.labels, {1, 4, 149}, 2);
        double rPrecision = 0, map = 0, first = 0;
        for (int64_t q = 0; q < 150; ++q) {
            const auto all = sortedOthers(data.table(), q);
            std::vector<uint8_t> hits;
            for (const Neighbour& n : all)
                hits.push_back(data.labels[size_t(n.index)] == data.labels[size_t(q)]);
            const auto relevant = std::count(hits.begin(), hits.end(), 1);
            double found = 0, sum = 0;
            for (int64_t i = 0; i < relevant; ++i)
                if (hits[size_t(i)])
                    sum += ++found / double(i + 1);
            rPrecision += found / double(relevant) / 150;
            map += sum / double(relevant) / 150;
            first += hits[0] / 150.;
        }
        QVERIFY(std::abs(scores.rPrecision - rPrecision) < 1e-12);
        QVERIFY(std::abs(scores.meanAveragePrecisionAtR - map) < 1e-12);
        QVERIFY(std::abs(scores.recall[0] - first) < 1e-12);
        QVERIFY(scores.recall[0] < scores.recall[1]);
        QCOMPARE(scores.recall[2], 1.);
        QCOMPARE(scores.queries, int64_t(150));
        QCOMPARE(scores.alone, int64_t(0));
    }

    void nothing()
    {
        const auto none = retrievalScores({{}, 8}, {}, {1});
        QCOMPARE(none.recall[0], 0.);
        QCOMPARE(none.queries, int64_t(0));
        const Values two {0, 1};
        const Labels labels {0, 1};
        const auto alone = retrievalScores({two, 1}, labels, {1});
        QCOMPARE(alone.recall[0], 0.);
        QCOMPARE(alone.alone, int64_t(2));
        QCOMPARE(alone.rPrecision, 0.);
        const RankingScores empty = rankingScores({}, 3);
        QCOMPARE(empty.rPrecision + empty.reciprocalRank + empty.precisionAt1, 0.);
    }

    void badCalls()
    {
        const Values bad {0, std::numeric_limits<float>::quiet_NaN()};
        const Values good {0, 1};
        const Labels labels {0, 0};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, firstMatchPlaces({bad, 1}, labels));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, firstMatchPlaces({good, 2}, labels));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, firstMatchPlaces({good, 0}, labels));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, retrievalScores({good, 1}, labels, {0}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, rankingScores({}, -1));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, nearestNeighbours({good, 1}, {good, 2}, {}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, nearestNeighbours({good, 1}, {good, 1}, {.count = -1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
            nearestNeighbours({good, 1}, {std::span(good).first(1), 1}, {.excludeSelf = true}));
        try {
            firstMatchPlaces({bad, 1}, labels);
        } catch (const std::invalid_argument& error) {
            QCOMPARE(QString(error.what()),
                QString("firstMatchPlaces: row 1 holds nan: expected finite values"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRetrieval)
#include "tst_retrieval.moc"

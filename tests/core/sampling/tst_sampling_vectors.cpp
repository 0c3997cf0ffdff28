#include "core/sampling/row_probabilities.h"
#include "core/sampling/triplet_lists.h"
#include "tests/core/sampling/made_up_batch.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace hardlens;
using nlohmann::json;
using test::TripletRow;
using test::tripletsOf;

namespace {

std::filesystem::path samplingVectors()
{
    return test::vectorsFolder() / "sampling_vectors.json";
}

json fixture(const char* name)
{
    return test::readJson(samplingVectors()).at("fixtures").at(name);
}

test::MadeUpBatch circleOf(const json& values)
{
    return test::circle(values.at("angles_deg"), values.at("labels"));
}

std::vector<TripletRow> rowsOf(const json& triplets)
{
    auto rows = triplets.get<std::vector<TripletRow>>();
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<TripletRow> listed(const test::MadeUpBatch& batch, TripletKind kind, double margin)
{
    std::vector<TripletRow> rows;
    listTriplets(batch.cosines(), batch.labels, kind, margin)
        .forEach([&](int32_t anchor, int32_t positive, int32_t negative) {
            rows.push_back({anchor, positive, negative});
        });
    return rows;
}

std::vector<double> probabilities(
    const test::MadeUpBatch& batch, const SamplingConfig& config, int32_t anchor)
{
    std::vector<double> row(batch.labels.size(), 0);
    for (const auto& c : rowProbabilities(batch.cosines(), batch.labels, config, anchor).candidates)
        row[size_t(c.item)] = double(c.probability);
    return row;
}

} // namespace

/// Values that pytorch-metric-learning computed.
class TestSamplingVectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { HL_SKIP_UNLESS_PRESENT(samplingVectors()); }

    // Fixture A: losses over all 12 triplets, from our list and our distances.
    void lossesOfAllTriplets()
    {
        const json a = fixture("A_circle5");
        const auto batch = circleOf(a);
        const Cosines cosines = batch.cosines();
        const auto triplets = listTriplets(cosines, batch.labels, TripletKind::Active, 4);
        QCOMPARE(triplets.size(), size_t {12});
        double hinge = 0, squaredHinge = 0, marginLoss = 0, active = 0;
        triplets.forEach([&](int32_t anchor, int32_t positive, int32_t negative) {
            const double ap = distanceOf(cosines(anchor, positive)),
                         an = distanceOf(cosines(anchor, negative));
            hinge += std::max(0., ap - an + .2);
            squaredHinge += std::max(0., ap * ap - an * an + .2);
            for (const double term : {.2 + (ap - .6), .2 + (.6 - an)}) {
                marginLoss += std::max(0., term);
                active += term > 0;
            }
        });
        const json& results = a.at("results");
        const auto expected
            = [&](const char* name) { return results.at(name).at("loss").get<double>(); };
        QVERIFY(std::fabs(hinge / 12 - expected("triplet_d_m0.2_mean12")) < 1e-6);
        QVERIFY(std::fabs(squaredHinge / 12 - expected("triplet_d2_m0.2_mean12")) < 1e-6);
        QCOMPARE(active, 8.); // no positive pair is
        QVERIFY(std::fabs(marginLoss / active - expected("margin_a.2_b.6")) < 1e-6);
    }

    // Fixture B: exact fractions in four dimensions.
    void weightsInFourDimensions_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("cutoff");
        QTest::addColumn<double>("upper"); // above 2: none
        QTest::newRow("0.5 to 1.4") << "0.5_1.4" << .5 << 1.4;
        QTest::newRow("0.5 to 1.1") << "0.5_1.1" << .5 << 1.1;
        QTest::newRow("all") << "0.0_2.1" << 0. << 2.1;
    }

    void weightsInFourDimensions()
    {
        QFETCH(QString, name);
        QFETCH(double, cutoff);
        QFETCH(double, upper);
        const json b = fixture("B_dw_dim4");
        test::MadeUpBatch batch {.dimension = 4, .labels = b.at("labels")};
        for (const auto& row : b.at("vectors_times5"))
            for (const auto& v : row)
                batch.embeddings.push_back(v.get<float>() / 5);
        const Cosines cosines = batch.cosines();
        SamplingConfig config {.cutoff = cutoff, .upperCutoff = upper};
        if (upper > 2)
            config.upperCutoff = {};
        for (int32_t i = 0; i < 6; ++i) {
            const auto expected
                = b.at("weights").at(name.toStdString()).at(size_t(i)).get<std::vector<double>>();
            const auto actual = probabilities(batch, config, i);
            for (size_t j = 0; j < 6; ++j) {
                QVERIFY(std::fabs(actual[j] - expected[j]) < 1e-6);
                QVERIFY(std::fabs(distanceOf(cosines(i, int64_t(j)))
                            - b.at("distance").at(size_t(i)).at(j).get<double>())
                    < 1e-3);
            }
        }
    }

    // Fixture C: 128 dimensions, probabilities down to 2e-31. Float32 cosines move L by about 1e-5.
    void weightsIn128Dimensions()
    {
        const json c = fixture("C_dw_dim128_prescribed");
        const std::vector<double> distances = c.at("distances");
        const std::vector<int64_t> labels = c.at("labels");
        const auto compare = [&](const std::vector<double>& at, const std::vector<int64_t>& of,
                                 const json& expected) {
            const auto actual = probabilities(test::atDistances(at, of, 128), {}, 0);
            for (size_t j = 0; j < at.size(); ++j) {
                const double e = expected.at(j).get<double>();
                QVERIFY2(std::fabs(actual[j] - e) <= 1e-4 * e,
                    qPrintable(QString("item %1: %2, expected %3").arg(j).arg(actual[j]).arg(e)));
            }
        };
        compare(distances, labels, c.at("anchor_row_weights"));
        std::vector<double> subset;
        std::vector<int64_t> subsetLabels;
        for (const size_t keep : c.at("subset_keep").get<std::vector<size_t>>()) {
            subset.push_back(distances[keep]);
            subsetLabels.push_back(labels[keep]);
        }
        compare(subset, subsetLabels, c.at("subset_anchor_row_weights"));
    }

    // Fixture D: miners on eight points of a circle. Where two lie equally far, float32 may take
    // the other.
    void miners_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("positives");
        QTest::addColumn<int>("negatives");
        const auto row = [](const char* name, PositiveChoice p, NegativeSampler n) {
            QTest::newRow(name) << name << int(p) << int(n);
        };
        row("batch_hard", PositiveChoice::Hardest, NegativeSampler::Hardest);
        row("hardpos_semihardneg", PositiveChoice::Hardest, NegativeSampler::SemiHardOrDrop);
        row("easypos_semihardneg", PositiveChoice::Easiest, NegativeSampler::SemiHardOrDrop);
    }

    void miners()
    {
        QFETCH(QString, name);
        QFETCH(int, positives);
        QFETCH(int, negatives);
        const json d = fixture("D_mining_circle8");
        const auto batch = circleOf(d);
        const Cosines cosines = batch.cosines();
        const auto actual = tripletsOf(batch.draws(
            {.negatives = NegativeSampler(negatives), .positives = PositiveChoice(positives)}));
        const auto expected = rowsOf(d.at(name.toStdString()));
        QCOMPARE(actual.size(), expected.size());
        const auto distance = [&](int32_t a, int32_t b) { return distanceOf(cosines(a, b)); };
        for (size_t i = 0; i < expected.size(); ++i) {
            const auto [a, p, n] = actual[i];
            const auto [ea, ep, en] = expected[i];
            QCOMPARE(a, ea);
            QVERIFY2(std::fabs(distance(a, p) - distance(a, ep)) < 1e-6
                    && std::fabs(distance(a, n) - distance(a, en)) < 1e-6,
                qPrintable(QString("(%1, %2, %3), expected (%4, %5, %6)")
                               .arg(a)
                               .arg(p)
                               .arg(n)
                               .arg(ea)
                               .arg(ep)
                               .arg(en)));
        }
    }

    void tripletLists()
    {
        const json d = fixture("D_mining_circle8");
        const auto batch = circleOf(d);
        QCOMPARE(listed(batch, TripletKind::Active, .2), rowsOf(d.at("triplet_margin0.2_all")));
        QCOMPARE(listed(batch, TripletKind::Hard, .2), rowsOf(d.at("triplet_margin0.2_hard")));
        QCOMPARE(
            listed(batch, TripletKind::SemiHard, .2), rowsOf(d.at("triplet_margin0.2_semihard")));
        QCOMPARE(listed(batch, TripletKind::Easy, .2), rowsOf(d.at("triplet_margin0.2_easy")));
    }

    // The paper's semi-hard pair by pair; where nothing lies beyond the positive: none, or the
    // farthest.
    void semiHardOfThePaper()
    {
        const json d = fixture("D_mining_circle8");
        const auto batch = circleOf(d);
        std::vector<TripletRow> dropped, farthest;
        for (const auto& row : d.at("paper_semihard_a_p_n_farthestfallback(own brute force of the "
                                    "definition, not PML)")) {
            const int32_t a = row.at(0), p = row.at(1), last = row.at(3);
            if (!row.at(2).is_null())
                dropped.push_back({a, p, row.at(2)});
            farthest.push_back({a, p, row.at(2).is_null() ? last : row.at(2).get<int32_t>()});
        }
        QCOMPARE(dropped.size(), size_t {21});
        QCOMPARE(tripletsOf(batch.draws(
                     {.negatives = NegativeSampler::SemiHardPaper, .emptyRow = EmptyRow::Drop})),
            dropped);
        QCOMPARE(
            tripletsOf(batch.draws({.negatives = NegativeSampler::SemiHardOrFarthest})), farthest);
    }

    // PML's TripletMarginMiner and BatchHardMiner on random embeddings.
    void minersOnRandomEmbeddings()
    {
        const auto path = test::vectorsFolder() / "miners.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const json file = test::readJson(path);
        QVERIFY(!file.at("cases").empty());
        for (const auto& values : file.at("cases")) {
            test::MadeUpBatch batch {.labels = values.at("labels")};
            for (const auto& row : values.at("embeddings")) {
                batch.dimension = int64_t(row.size());
                for (const auto& v : row)
                    batch.embeddings.push_back(v.get<float>());
            }
            QCOMPARE(listed(batch, TripletKind::SemiHard, values.at("semihard_margin")),
                rowsOf(values.at("semihard_triplets")));
            QCOMPARE(tripletsOf(batch.draws(batchHardPreset())),
                rowsOf(values.at("batch_hard_triplets")));
        }
    }
};

QTEST_GUILESS_MAIN(TestSamplingVectors)
#include "tst_sampling_vectors.moc"

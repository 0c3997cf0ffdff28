#include "core/losses/embedding_losses.h"
#include "tests/support/reference_files.h"

#include <torch/torch.h>

#include <QTest>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace hardlens;

namespace {

using Kind = EmbeddingLossKind;

torch::Tensor matrix(const nlohmann::json& rows)
{
    torch::Tensor result
        = torch::empty({int64_t(rows.size()), int64_t(rows.at(0).size())}, torch::kDouble);
    for (size_t i = 0; i < rows.size(); ++i)
        for (size_t j = 0; j < rows[i].size(); ++j)
            result.index_put_({int64_t(i), int64_t(j)}, rows[i][j].get<double>());
    return result;
}

/// Unit vectors in the plane.
torch::Tensor circle(const std::vector<double>& degrees)
{
    torch::Tensor result = torch::empty({int64_t(degrees.size()), 2}, torch::kDouble);
    for (size_t i = 0; i < degrees.size(); ++i) {
        const double angle = degrees[i] * std::numbers::pi / 180;
        result.index_put_({int64_t(i), 0}, std::cos(angle));
        result.index_put_({int64_t(i), 1}, std::sin(angle));
    }
    return result;
}

std::vector<Draw> allTriplets(const std::vector<int64_t>& labels)
{
    std::vector<Draw> all;
    const auto n = int32_t(labels.size());
    for (int32_t a = 0; a < n; ++a)
        for (int32_t p = 0; p < n; ++p)
            for (int32_t x = 0; x < n; ++x)
                if (a != p && labels[size_t(a)] == labels[size_t(p)]
                    && labels[size_t(x)] != labels[size_t(a)])
                    all.push_back({a, p, x});
    return all;
}

Betas oneBeta(double beta, size_t count)
{
    return {
        torch::full({1}, beta, torch::kDouble).requires_grad_(), std::vector<int64_t>(count, 0)};
}

/// The loss of normalised rows, and its gradient by the rows as given.
struct Result
{
    EmbeddingLossValue value {};
    torch::Tensor gradient {};
};

Result lossOf(const EmbeddingLossConfig& config, const torch::Tensor& rows,
    const std::vector<int64_t>& labels, const std::vector<Draw>& draws, const Betas& betas)
{
    const torch::Tensor leaf = rows.detach().clone().requires_grad_();
    const torch::Tensor unit = leaf / leaf.norm(2, 1, true);
    Result result {embeddingLoss(config, unit, leaf, labels, draws, betas)};
    result.value.total.backward();
    result.gradient = leaf.grad();
    return result;
}

void compare(const torch::Tensor& found, const torch::Tensor& wanted, double tolerance)
{
    QVERIFY(found.sizes() == wanted.sizes());
    const double difference = (found - wanted).abs().max().item<double>();
    QVERIFY2(difference <= tolerance, qPrintable(QString("differs by %1").arg(difference)));
}

const std::vector<double> fiveAngles {0, 20, 40, 60, 80};
const std::vector<int64_t> fiveLabels {0, 0, 1, 1, 2};

} // namespace

class TestEmbeddingLosses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // d = √2 between the axes, 2 between opposite ones; a = 0, p = 90°, n = 180°.
    void byHand_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("total");
        const double root = std::numbers::sqrt2;
        QTest::newRow("contrastive") << int(Kind::Contrastive) << 2.; // d² + [1 - 2]₊²
        QTest::newRow("contrastive-hinge") << int(Kind::ContrastiveHinge) << root;
        QTest::newRow("triplet-squared") << int(Kind::TripletSquared) << .5; // 2 - 4 + 2.5
        QTest::newRow("triplet") << int(Kind::Triplet) << root - 2 + 2.5;
        QTest::newRow("margin") << int(Kind::Margin) << (2.5 + root - 1) + (2.5 + 1 - 2);
        QTest::newRow("quadruplet")
            << int(Kind::Quadruplet) << .5 + (2 - 2 + 1.25); // n to the third class at 270°: √2
    }

    void byHand()
    {
        QFETCH(int, kind);
        QFETCH(double, total);
        const EmbeddingLossConfig config {.kind = Kind(kind), .margin = 2.5, .mean = TermMean::All};
        const std::vector<int64_t> labels {0, 0, 1, 2};
        const Result result
            = lossOf(config, circle({0, 90, 180, 270}), labels, {{0, 1, 2}}, oneBeta(1, 4));
        QVERIFY(std::abs(result.value.total.item<double>() - total) < 1e-6);
        QCOMPARE(result.value.terms.size(), size_t {1});
        QVERIFY(std::abs(double(result.value.terms[0]) - total) < 1e-6);
        QVERIFY(std::abs(result.value.meanPositiveDistance - std::numbers::sqrt2) < 1e-6);
        QVERIFY(std::abs(result.value.meanNegativeDistance - 2) < 1e-6);
        // Views draw the same numbers.
        const double dap = std::numbers::sqrt2, dan = 2;
        const double positive = positiveLoss(config, dap, dan, 1).loss,
                     negative = negativeLoss(config, dan, dap, 1).loss;
        if (config.kind == Kind::Triplet || config.kind == Kind::TripletSquared) {
            QVERIFY(std::abs(positive - total) < 1e-6);
            QVERIFY(std::abs(negative - total) < 1e-6);
        } else if (config.kind != Kind::Quadruplet) {
            QVERIFY(std::abs(positive + negative - total) < 1e-6);
        }
    }

    // The slope is the derivative, wherever the loss has one.
    void slopes()
    {
        for (const EmbeddingLossEntry& entry : embeddingLosses()) {
            const EmbeddingLossConfig config {.kind = entry.kind, .contrastivePositive = .1};
            for (const double d : {.05, .33, .77, 1.12, 1.9})
                for (const auto& of : {positiveLoss, negativeLoss}) {
                    const double h = 1e-6;
                    const double slope
                        = (of(config, d + h, .9, .7).loss - of(config, d - h, .9, .7).loss)
                        / (2 * h);
                    if (usesDraws(entry.kind))
                        QVERIFY2(std::abs(slope - of(config, d, .9, .7).slope) < 1e-5,
                            entry.name.data());
                    else
                        QVERIFY(std::isnan(of(config, d, .9, .7).loss));
                }
        }
    }

    void nothingToLearnIsZero()
    {
        const torch::Tensor rows = circle({0, 180});
        for (const EmbeddingLossEntry& entry : embeddingLosses()) {
            const EmbeddingLossConfig config {.kind = entry.kind, .nPairPenalty = 0};
            const Result none = lossOf(config, rows, {0, 1}, {}, oneBeta(.7, 2));
            QCOMPARE(none.value.total.item<double>(), 0.);
            QVERIFY(torch::isfinite(none.gradient).all().item<bool>());
            QVERIFY(none.value.terms.empty());
            QVERIFY(std::isnan(none.value.meanPositiveDistance));
        }
        // Far on the right side of every margin: no term is active, and nothing is divided by 0.
        for (const Kind kind :
            {Kind::TripletSquared, Kind::Triplet, Kind::Margin, Kind::Quadruplet}) {
            const Result easy = lossOf(
                {.kind = kind}, circle({0, 1, 180}), {0, 0, 1}, {{0, 1, 2}}, oneBeta(.7, 3));
            QCOMPARE(easy.value.total.item<double>(), 0.);
            QCOMPARE(easy.value.activePositives + easy.value.activeNegatives, int64_t {0});
            QVERIFY(torch::isfinite(easy.gradient).all().item<bool>());
        }
    }

    // All in one point: the gradient of a distance of 0 must not be NaN.
    void collapsedIsFinite()
    {
        for (const EmbeddingLossEntry& entry : embeddingLosses()) {
            const Result result = lossOf({.kind = entry.kind}, circle({0, 0, 0, 0}), {0, 0, 1, 1},
                {{0, 1, 2}, {2, 3, 0}}, oneBeta(.7, 4));
            QVERIFY2(std::isfinite(result.value.total.item<double>()), entry.name.data());
            QVERIFY2(torch::isfinite(result.gradient).all().item<bool>(), entry.name.data());
        }
        // What hard negatives drive a triplet loss to: all active, the loss is the margin.
        const Result result = lossOf({.kind = Kind::TripletSquared}, circle({0, 0, 0, 0}),
            {0, 0, 1, 1}, {{0, 1, 2}, {2, 3, 0}}, oneBeta(.7, 4));
        QVERIFY(std::abs(result.value.total.item<double>() - .2) < 1e-9);
        QCOMPARE(result.value.activePositives, int64_t {2});
    }

    void metricLearningBatches()
    {
        const auto file = test::vectorsFolder() / "embedding_losses.json";
        HL_SKIP_UNLESS_PRESENT(file);
        const auto cases = test::readJson(file).at("cases");
        const std::vector<std::pair<const char*, EmbeddingLossConfig>> losses {
            {"triplet_d", {.kind = Kind::Triplet, .mean = TermMean::All}},
            {"triplet_d2", {.kind = Kind::TripletSquared, .mean = TermMean::All}},
            {"contrastive", {.kind = Kind::ContrastiveHinge, .mean = TermMean::All}},
            {"margin_pml_mean", {.kind = Kind::Margin, .beta = 1.2, .mean = TermMean::All}}};
        for (const auto& c : cases) {
            const auto labels = c.at("labels").get<std::vector<int64_t>>();
            std::vector<Draw> draws;
            for (size_t i = 0; i < c.at("anchor").size(); ++i)
                draws.push_back({c["anchor"][i].get<int32_t>(), c["positive"][i].get<int32_t>(),
                    c["negative"][i].get<int32_t>()});
            for (const auto& [name, config] : losses) {
                const Result result = lossOf(
                    config, matrix(c.at("embeddings")), labels, draws, oneBeta(1.2, labels.size()));
                QVERIFY2(std::abs(result.value.total.item<double>()
                             - c.at(name).at("loss").get<double>())
                        < 2e-6,
                    name);
                compare(result.gradient, matrix(c.at(name).at("grad")), 2e-6);
            }
        }
    }

    void fiveOnACircle_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("margin");
        QTest::addColumn<double>("beta");
        QTest::addColumn<bool>("hasGradient"); // where no hinge is exactly at its corner
        QTest::newRow("triplet_d_m0.2_avgnonzero") << int(Kind::Triplet) << .2 << 0. << false;
        QTest::newRow("triplet_d2_m0.2_avgnonzero")
            << int(Kind::TripletSquared) << .2 << 0. << false;
        QTest::newRow("margin_a.2_b1.2") << int(Kind::Margin) << .2 << 1.2 << true;
        QTest::newRow("margin_a.2_b.6") << int(Kind::Margin) << .2 << .6 << true;
        QTest::newRow("lifted_negmargin.5") << int(Kind::LiftedStructure) << .5 << 0. << true;
        QTest::newRow("lifted_negmargin1") << int(Kind::LiftedStructure) << 1. << 0. << true;
    }

    void fiveOnACircle()
    {
        const auto file = test::vectorsFolder() / "sampling_vectors.json";
        HL_SKIP_UNLESS_PRESENT(file);
        QFETCH(int, kind);
        QFETCH(double, margin);
        QFETCH(double, beta);
        QFETCH(bool, hasGradient);
        const auto all = test::readJson(file).at("fixtures").at("A_circle5").at("results");
        const auto& wanted = all.at(QTest::currentDataTag());
        EmbeddingLossConfig config {
            .kind = Kind(kind), .margin = margin, .liftedMargin = margin, .beta = beta};
        // Three times a hinge lies at its corner: which side rounding takes it to must not change
        // the mean.
        const Result result = lossOf(
            config, circle(fiveAngles), fiveLabels, allTriplets(fiveLabels), oneBeta(beta, 5));
        if (hasGradient) {
            QVERIFY(std::abs(result.value.total.item<double>() - wanted.at("loss").get<double>())
                < 1e-6);
            compare(result.gradient, matrix(wanted.at("grad_wrt_unnormalised_input")), 1e-6);
        } else {
            config.mean = TermMean::All;
            const Result mean = lossOf(
                config, circle(fiveAngles), fiveLabels, allTriplets(fiveLabels), oneBeta(beta, 5));
            const double ofAll = all.at(kind == int(Kind::Triplet) ? "triplet_d_m0.2_mean12"
                                                                   : "triplet_d2_m0.2_mean12")
                                     .at("loss");
            QVERIFY(std::abs(mean.value.total.item<double>() - ofAll) < 1e-6);
        }
    }

    // Each side alone, as the other's margin takes it out; all ordered pairs. Pairs 60° apart lie
    // exactly at the margin: there PML counts them as active, with 14 of the negative ones.
    void contrastiveHinges()
    {
        std::vector<Draw> positives, negatives;
        for (int32_t a = 0; a < 5; ++a)
            for (int32_t b = 0; b < 5; ++b)
                if (a != b && fiveLabels[size_t(a)] == fiveLabels[size_t(b)])
                    positives.push_back({a, b, 4});
                else if (a != b)
                    negatives.push_back({a, a, b});
        const auto sumOf = [](const EmbeddingLossConfig& config, const std::vector<Draw>& draws) {
            const Result result = lossOf(config, circle(fiveAngles), fiveLabels, draws, {});
            return std::accumulate(result.value.terms.begin(), result.value.terms.end(), 0.);
        };
        const double mean
            = sumOf({.kind = Kind::ContrastiveHinge, .contrastiveMargin = 1e-6}, positives) / 4
            + sumOf({.kind = Kind::ContrastiveHinge, .contrastivePositive = 2}, negatives) / 14;
        QVERIFY2(
            std::abs(mean - .669194416673613) < 1e-6, qPrintable(QString::number(mean, 'g', 12)));
    }

    // dℓ/dβ: no positive is active, eight of twelve negatives are.
    void betaLearns()
    {
        EmbeddingLossConfig config {.beta = .6, .nu = .01};
        Betas perClass {torch::full({3}, .6, torch::kDouble).requires_grad_(), {0, 0, 1, 1, 2}};
        Result result
            = lossOf(config, circle(fiveAngles), fiveLabels, allTriplets(fiveLabels), perClass);
        QVERIFY(std::abs(result.value.total.item<double>() - .251238711792202) < 1e-6);
        QCOMPARE(result.value.activePositives, int64_t {0});
        QCOMPARE(result.value.activeNegatives, int64_t {8});
        compare(perClass.values.grad(), torch::tensor({.3825, .6325, 0.}, torch::kDouble), 1e-9);

        config.betaPenalty = BetaPenalty::Once;
        const Betas one = oneBeta(.6, 5);
        result = lossOf(config, circle(fiveAngles), fiveLabels, allTriplets(fiveLabels), one);
        QVERIFY(std::abs(result.value.total.item<double>() - .248238711672993) < 1e-6);
        compare(one.values.grad(), torch::tensor({1.01}, torch::kDouble), 1e-9);
    }

    // Pairs (0, 1) and (2, 3); the fifth is alone in its class.
    void nPair()
    {
        const Result result = lossOf(
            {.kind = Kind::NPair, .nPairPenalty = 0}, circle(fiveAngles), fiveLabels, {}, {});
        QVERIFY(std::abs(result.value.total.item<double>() - .595211027590072) < 1e-9);
        QCOMPARE(result.value.terms.size(), size_t {2});
        // The penalty is on lengths before normalisation.
        const Result longer = lossOf(
            {.kind = Kind::NPair, .nPairPenalty = .5}, 2 * circle(fiveAngles), fiveLabels, {}, {});
        const Result bare = lossOf(
            {.kind = Kind::NPair, .nPairPenalty = 0}, 2 * circle(fiveAngles), fiveLabels, {}, {});
        QVERIFY(std::abs(longer.value.total.item<double>() - bare.value.total.item<double>() - 2)
            < 1e-9);
    }

    void settingsAreChecked()
    {
        EmbeddingLossConfig config;
        config.margin = 0;
        try {
            config.validate();
            QFAIL("accepted");
        } catch (const std::exception& error) {
            QCOMPARE(QString(error.what()), QString("loss.margin = 0: must be in (0, 4]"));
        }
        EmbeddingLossConfig {}.validate();
    }
};

QTEST_GUILESS_MAIN(TestEmbeddingLosses)
#include "tst_embedding_losses.moc"

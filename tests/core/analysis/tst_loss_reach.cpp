#include "core/analysis/loss_reach.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

constexpr double positive = 0.6, beta = 0.7;

} // namespace

class tst_loss_reach : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand_data();
    void byHand();
    void lossEndsThere();
    void limits();
};

void tst_loss_reach::byHand_data()
{
    QTest::addColumn<EmbeddingLossKind>("kind");
    QTest::addColumn<double>("reach");
    // α = .28, m = .9, D_ap = .6, β = .7
    QTest::newRow("contrastive") << EmbeddingLossKind::Contrastive << 0.9;
    QTest::newRow("hinge") << EmbeddingLossKind::ContrastiveHinge << 0.9;
    QTest::newRow("squared") << EmbeddingLossKind::TripletSquared << 0.8; // √(.36 + .28)
    QTest::newRow("triplet") << EmbeddingLossKind::Triplet << 0.88;
    QTest::newRow("margin") << EmbeddingLossKind::Margin << 0.98;
    QTest::newRow("quadruplet") << EmbeddingLossKind::Quadruplet << 0.8;
}

void tst_loss_reach::byHand()
{
    QFETCH(EmbeddingLossKind, kind);
    QFETCH(double, reach);
    const EmbeddingLossConfig config {.kind = kind, .margin = 0.28, .contrastiveMargin = 0.9};
    QVERIFY(std::abs(*negativeReach(config, positive, beta) - reach) < 1e-12);
    // The margin that reaches as far is the one there was.
    const double wanted = reach == 0.9 ? 0.9 : 0.28;
    QVERIFY(std::abs(*marginOfReach(config, positive, beta, reach) - wanted) < 1e-12);
}

void tst_loss_reach::lossEndsThere()
{
    for (const EmbeddingLossEntry& entry : embeddingLosses()) {
        const EmbeddingLossConfig config {.kind = entry.kind};
        const auto reach = negativeReach(config, positive, beta);
        if (!reach) {
            QVERIFY(std::isnan(negativeLoss(config, 1, positive, beta).loss));
            continue;
        }
        QVERIFY(negativeLoss(config, *reach - 1e-6, positive, beta).loss > 0);
        QCOMPARE(negativeLoss(config, *reach + 1e-6, positive, beta).loss, 0.0);
    }
}

void tst_loss_reach::limits()
{
    QVERIFY(!negativeReach({.kind = EmbeddingLossKind::NPair}, positive, beta));
    QVERIFY(!marginOfReach({.kind = EmbeddingLossKind::LiftedStructure}, positive, beta, 1));
    QCOMPARE(
        *negativeReach({.kind = EmbeddingLossKind::Triplet, .margin = 4}, positive, beta), 2.0);
    // A line left of D_ap asks for a negative margin.
    QCOMPARE(*marginOfReach({.kind = EmbeddingLossKind::Triplet}, positive, beta, 0.3), 0.01);
}

QTEST_GUILESS_MAIN(tst_loss_reach)
#include "tst_loss_reach.moc"

#include "core/losses/roi_losses.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

class TestRoiLosses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void handWorked()
    {
        // Two classes and background; logits ln p so that softmax gives p back.
        const torch::Tensor logits
            = torch::tensor({{.7f, .2f, .1f}, {.05f, .9f, .05f}, {.25f, .25f, .5f}}).log();
        torch::Tensor deltas = torch::full({3, 12}, 9.f); // other classes' columns must not count
        deltas[1].slice(0, 4, 8).copy_(torch::tensor({.1f, -.2f, .3f, 2.f}));
        const torch::Tensor labels = torch::tensor({0, 1, -1}, torch::kInt64);
        const RoiLosses losses = roiLosses(logits, deltas, labels, torch::zeros({3, 4}));
        // -ln .7, -ln .9, ignored
        QVERIFY(torch::allclose(losses.classLoss, torch::tensor({.356675f, .105361f, 0.f}), 1e-5));
        // (.01 + .04 + .09) / 2 + (2 - .5) = .07 + 1.5
        QVERIFY(torch::allclose(losses.boxLoss, torch::tensor({0.f, 1.57f, 0.f}), 1e-5));
    }

    void nanTargetsOfBackgroundStayOut()
    {
        const torch::Tensor labels = torch::tensor({0}, torch::kInt64);
        torch::Tensor deltas = torch::zeros({1, 8}).requires_grad_();
        const RoiLosses losses = roiLosses(torch::zeros({1, 2}), deltas, labels,
            torch::full({1, 4}, std::numeric_limits<float>::quiet_NaN()));
        (losses.classLoss + losses.boxLoss).sum().backward();
        QCOMPARE(losses.boxLoss.item<float>(), 0.f);
        QVERIFY(torch::equal(deltas.grad(), torch::zeros({1, 8})));
    }

    void noRois()
    {
        const RoiLosses losses = roiLosses(torch::zeros({0, 3}), torch::zeros({0, 12}),
            torch::zeros({0}, torch::kInt64), torch::zeros({0, 4}));
        QCOMPARE(losses.classLoss.numel(), int64_t(0));
        QVERIFY_THROWS_EXCEPTION(c10::Error,
            roiLosses(torch::zeros({1, 3}), torch::zeros({1, 4}), torch::zeros({1}, torch::kInt64),
                torch::zeros({1, 4})));
    }
};

QTEST_GUILESS_MAIN(TestRoiLosses)
#include "tst_roi_losses.moc"

#include "core/recipes/adam.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

class TestAdam : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// η .1, g 2, then 1: m .2, v .004; both corrected: 2 and 4, w = 1 - .1 = .9. Then m .28, v
    /// .004996; m / .19, v / .001999: w = .9 - .1 · 1.473684 / 1.580905 = .806782.
    void handWorked()
    {
        for (const auto type : {torch::kFloat, torch::kDouble}) {
            torch::Tensor w = torch::ones({1, 1}, type);
            Adam adam({{"w", w}}, {});
            w.mutable_grad() = torch::full({1, 1}, 2., type);
            adam.step(.1);
            QVERIFY(std::abs(w.item<double>() - .9) < 1e-6);
            w.mutable_grad() = torch::full({1, 1}, 1., type);
            adam.step(.1);
            QVERIFY(std::abs(w.item<double>() - .806782) < 1e-6);
        }
    }

    // Against LibTorch's own, over steps with weight decay; biases have none here.
    void asLibTorch()
    {
        torch::Tensor a = torch::randn({5, 7}).requires_grad_(),
                      b = a.detach().clone().requires_grad_();
        Adam own({{"w", a}}, {.weightDecay = .01});
        torch::optim::Adam other({b}, torch::optim::AdamOptions(.02).weight_decay(.01));
        for (int i = 0; i < 20; ++i) {
            const torch::Tensor gradient = torch::randn({5, 7});
            a.mutable_grad() = gradient.clone();
            b.mutable_grad() = gradient.clone();
            own.step(.02);
            other.step();
        }
        QVERIFY(torch::allclose(a, b, 1e-5, 1e-6));
    }

    void biasesDoNotDecay()
    {
        torch::Tensor b = torch::ones({3});
        Adam adam({{"b", b}}, {.weightDecay = .5});
        b.mutable_grad() = torch::zeros({3});
        adam.step(.1);
        QVERIFY(b.equal(torch::ones({3})));
    }

    // A part of the rate, for weights that came from a file.
    void rateFactors()
    {
        torch::Tensor a = torch::ones({1, 1}), b = torch::ones({1, 1});
        Adam adam({{"a", a}, {"b", b}}, {});
        adam.setRateFactor("b", .1);
        a.mutable_grad() = torch::ones({1, 1});
        b.mutable_grad() = torch::ones({1, 1});
        adam.step(.1);
        QVERIFY(std::abs(a.item<double>() - .9) < 1e-6);
        QVERIFY(std::abs(b.item<double>() - .99) < 1e-6);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, adam.setRateFactor("c", 1));
    }

    /// Copied state goes on as if nothing had been in between; a wrong one is refused.
    void stateIsCarriedOver()
    {
        const torch::Tensor gradient = torch::full({2, 2}, .5F);
        torch::Tensor a = torch::ones({2, 2}), idle = torch::ones({3});
        Adam first({{"w", a}, {"idle", idle}}, {});
        QVERIFY(first.state().empty());
        for (int i = 0; i < 3; ++i) {
            a.mutable_grad() = gradient * i;
            first.step(.1);
        }
        QCOMPARE(first.state().size(), size_t {3}); // one that never moved has none
        torch::Tensor b = a.clone();
        Adam second({{"w", b}, {"idle", idle}}, {});
        second.setState(first.state());
        a.mutable_grad() = gradient.clone();
        b.mutable_grad() = gradient.clone();
        first.step(.1);
        second.step(.1);
        QVERIFY(a.equal(b));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, second.setState({{"v.mean", gradient}}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, second.setState({{"w.mean", gradient[0]}}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, second.setState({{"w", gradient}}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, second.setState({{"v.steps", torch::ones({1})}}));
    }
};

QTEST_GUILESS_MAIN(TestAdam)
#include "tst_adam.moc"

#include "core/recipes/learning_rate.h"
#include "core/recipes/sgd.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;

class TestSgd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// η .1, m .9, λ .5, w 1, g 2: v = .1 (2 + .5) = .25, w = .75; then v = .225 + .1 (2 + .375) =
    /// .4625, w = .2875.
    void handWorked()
    {
        for (const auto type : {torch::kFloat, torch::kDouble}) {
            torch::Tensor w = torch::ones({1, 1}, type);
            Sgd sgd({{"w", w}}, {.momentum = .9, .weightDecay = .5});
            w.mutable_grad() = torch::full({1, 1}, 2., type);
            sgd.step(.1);
            QVERIFY(std::abs(w.item<double>() - .75) < 1e-6);
            sgd.step(.1);
            QVERIFY(std::abs(w.item<double>() - .2875) < 1e-6);
        }
    }

    /// One-dimensional parameters: rate times 2, no decay. w = 1 - .1 · 2 · 2 = .6.
    void biases()
    {
        torch::Tensor b = torch::ones({3});
        Sgd sgd({{"b", b}}, {.weightDecay = .5, .biasRateFactor = 2});
        b.mutable_grad() = torch::full({3}, 2.f);
        sgd.step(.1);
        QVERIFY(torch::allclose(b, torch::full({3}, .6f)));
    }

    void channelsLastWeights()
    {
        // The fast pass works on memory order; a gradient in another order must give the same
        // result.
        const torch::Tensor start = torch::randn({4, 3, 3, 3}),
                            gradient = torch::randn({4, 3, 3, 3});
        torch::Tensor a = start.clone(),
                      b = start.clone().contiguous(torch::MemoryFormat::ChannelsLast);
        Sgd sgdA({{"a", a}}, {}), sgdB({{"b", b}}, {});
        for (int i = 0; i < 3; ++i) {
            a.mutable_grad() = gradient.clone();
            b.mutable_grad() = i == 1 ? gradient.clone()
                                      : gradient.contiguous(torch::MemoryFormat::ChannelsLast);
            sgdA.step(.1);
            sgdB.step(.1);
        }
        QVERIFY(torch::allclose(a, b, 1e-6, 1e-7));
    }

    void namesTheParameterThatIsNotFinite()
    {
        torch::Tensor a = torch::ones({2}), b = torch::ones({2});
        Sgd sgd({{"first", a}, {"second", b}}, {});
        a.mutable_grad() = torch::zeros({2});
        b.mutable_grad() = torch::tensor({0.f, std::numeric_limits<float>::infinity()});
        QCOMPARE(sgd.firstNonFiniteGradient(), std::string("second"));
        b.mutable_grad() = torch::tensor({std::numeric_limits<float>::quiet_NaN(), 0.f});
        QCOMPARE(sgd.firstNonFiniteGradient(), std::string("second"));
        b.mutable_grad() = torch::Tensor();
        QCOMPARE(sgd.firstNonFiniteGradient(), std::string());
    }

    /// Copied velocities go on as if nothing had been in between; wrong ones are refused.
    void velocitiesAreCarriedOver()
    {
        const torch::Tensor gradient = torch::full({2, 2}, .5F);
        torch::Tensor a = torch::ones({2, 2});
        Sgd first({{"w", a}}, {});
        QVERIFY(first.state().empty());
        a.mutable_grad() = gradient.clone();
        first.step(.1);
        torch::Tensor b = a.clone();
        Sgd second({{"w", b}}, {});
        second.setState(first.state());
        a.mutable_grad() = gradient.clone();
        b.mutable_grad() = gradient.clone();
        first.step(.1);
        second.step(.1);
        QVERIFY(a.equal(b));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, second.setState({{"v", gradient}}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, second.setState({{"w", gradient[0]}}));
    }

    void schedule()
    {
        const StepSchedule s {.base = 1, .warmupSteps = 4, .everySteps = 10, .factor = .1};
        QCOMPARE(s.rate(1), .25);
        QCOMPARE(s.rate(4), 1.);
        QCOMPARE(s.rate(10), 1.);
        QVERIFY(
            std::abs(s.rate(11) - .1) < 1e-12); // the solver files' rule: floor((s - 1) / 10) drops
        QVERIFY(std::abs(s.rate(21) - .01) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(TestSgd)
#include "tst_sgd.moc"

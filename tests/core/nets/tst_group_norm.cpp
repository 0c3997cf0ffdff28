#include "core/nets/group_norm_kernels.h"
#include "core/nets/group_norm_relu.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <QTest>

using namespace hardlens;
using torch::Tensor;

namespace {

Tensor weighted(const Tensor& y)
{
    // Different weights for every value, so that no gradient can cancel by symmetry.
    return (y
        * torch::sin(torch::arange(y.numel(), torch::kDouble)).view(y.sizes()).to(y.scalar_type()))
        .sum();
}

struct Case
{
    Tensor x, scale, shift;

    static Case random(int64_t n, int64_t c, int64_t h, int64_t w, double offset)
    {
        torch::manual_seed(uint64_t(n * 1000 + c * 100 + h * 10 + w));
        return {torch::randn({n, c, h, w}, torch::kDouble) + offset,
            torch::rand({c}, torch::kDouble) + .5, torch::randn({c}, torch::kDouble)};
    }

    /// Value and gradients, in double.
    std::vector<Tensor> run(torch::ScalarType type, int64_t groups) const
    {
        const auto leaf = [&](const Tensor& t) { return t.to(type).clone().requires_grad_(true); };
        Tensor a = leaf(x), b = leaf(scale), c = leaf(shift);
        const Tensor y = groupNormRelu(a, groups, b, c);
        weighted(y).backward();
        return {y.detach().to(torch::kDouble), a.grad().to(torch::kDouble),
            b.grad().to(torch::kDouble), c.grad().to(torch::kDouble)};
    }
};

} // namespace

class TestGroupNorm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsLibTorchInDouble_data()
    {
        QTest::addColumn<int>("pictures");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("offset");
        QTest::newRow("whole vectors") << 2 << 64 << 9 << 7 << 0.;
        QTest::newRow("vectors and a rest") << 1 << 88 << 5 << 6 << .5;
        QTest::newRow("rest only") << 2 << 8 << 11 << 3 << 0.;
        QTest::newRow("many runs of pixels") << 2 << 16 << 60 << 50 << 1.;
        QTest::newRow("one pixel") << 1 << 32 << 1 << 1 << 0.;
        QTest::newRow("mean far from zero") << 1 << 16 << 20 << 20 << 300.;
    }

    void equalsLibTorchInDouble()
    {
        QFETCH(int, pictures);
        QFETCH(int, channels);
        QFETCH(int, height);
        QFETCH(int, width);
        QFETCH(double, offset);
        const Case c = Case::random(pictures, channels, height, width, offset);
        const auto expected = c.run(torch::kDouble, 8), actual = c.run(torch::kFloat, 8);
        // Inputs near 300 have lost digits before any sum is made.
        const double tolerance = offset > 10 ? 2e-3 : 2e-5;
        for (size_t i = 0; i < expected.size(); ++i) {
            const double size = std::max(1., expected[i].abs().max().item<double>());
            const double error = (expected[i] - actual[i]).abs().max().item<double>();
            QVERIFY2(error <= tolerance * size,
                qPrintable(QString("part %1: %2 of %3").arg(i).arg(error).arg(size)));
        }
    }

    void byHand()
    {
        // One group of 1, 3: mean 2, variance 1. With γ = 2, β = 1: 1 ± 2 -> 0 (cut off), 3.
        const Tensor x = torch::tensor({1.f, 3.f}).view({1, 1, 1, 2});
        const Tensor y = groupNormRelu(x, 1, torch::tensor({2.f}), torch::tensor({1.f}), 0);
        QCOMPARE(y.flatten()[0].item<float>(), 0.f);
        QCOMPARE(y.flatten()[1].item<float>(), 3.f);
    }

    void withoutGradientsTheSame()
    {
        const Case c = Case::random(2, 40, 13, 9, 0);
        const torch::NoGradGuard noGrad;
        const auto f = [](const Tensor& t) { return t.to(torch::kFloat); };
        const Tensor alone = groupNormRelu(f(c.x), 8, f(c.scale), f(c.shift));
        const torch::AutoGradMode grad(true);
        const Tensor with = groupNormRelu(f(c.x).requires_grad_(true), 8, f(c.scale), f(c.shift));
        QVERIFY(torch::equal(alone, with));
        QVERIFY(alone.is_contiguous(torch::MemoryFormat::ChannelsLast));
    }

    void sameBitsForAnyNumberOfThreads()
    {
        const Case c = Case::random(2, 32, 70, 50, 0);
        const int before = at::get_num_threads();
        at::set_num_threads(1);
        const auto one = c.run(torch::kFloat, 8);
        at::set_num_threads(2);
        const auto two = c.run(torch::kFloat, 8);
        at::set_num_threads(before);
        for (size_t i = 0; i < one.size(); ++i)
            QVERIFY(torch::equal(one[i], two[i]));
    }

    void nanStaysVisible()
    {
        Case c = Case::random(1, 16, 3, 3, 0);
        c.x[0][5][1][1] = std::nan("");
        const auto y = c.run(torch::kFloat, 8)[0];
        QVERIFY(torch::isnan(y).any().item<bool>());
    }

    void instructionSetsAgree()
    {
        const int64_t pixels = 37, channels = 88; // vectors of four, of one, and a rest
        const Case c = Case::random(1, channels, pixels, 1, 0);
        const auto host = [](const Tensor& t) { return t.to(torch::kFloat).contiguous(); };
        const Tensor x = host(c.x.permute({0, 2, 3, 1})), dy = host(torch::randn_like(x));
        const Tensor scale = host(c.scale), shift = host(c.shift);
        const PixelRun run {pixels, channels};
        const ChannelAffine affine {scale.data_ptr<float>(), shift.data_ptr<float>()};
        std::vector<Tensor> first;
        for (const InstructionSet set : instructionSets()) {
            const GroupNormKernels k = groupNormKernels(set);
            std::vector<Tensor> results;
            for (int i = 0; i < 4; ++i)
                results.push_back(torch::zeros({channels}));
            results.push_back(torch::zeros_like(x));
            results.push_back(torch::zeros_like(x));
            const auto to = [&](size_t i) { return results[i].data_ptr<float>(); };
            k.moments(x.data_ptr<float>(), run, affine.shift, to(0), to(1));
            k.gradientMoments(
                x.data_ptr<float>(), dy.data_ptr<float>(), run, affine, affine.shift, to(2), to(3));
            k.apply(x.data_ptr<float>(), run, affine, to(4));
            k.gradient(x.data_ptr<float>(), dy.data_ptr<float>(), run, affine, affine.scale,
                affine.shift, affine.scale, to(5));
            if (first.empty())
                first = results;
            for (size_t i = 0; i < results.size(); ++i)
                QVERIFY(torch::equal(results[i], first[i]));
        }
    }
};

QTEST_GUILESS_MAIN(TestGroupNorm)
#include "tst_group_norm.moc"

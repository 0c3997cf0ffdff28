#include "core/nets/roi_max_pool.h"
#include "core/nets/roi_pool_kernels.h"
#include "tests/support/reference_files.h"

#include <torch/torch.h>

#include <QTest>

using namespace hardlens;
using torch::Tensor;

namespace {

/// The obvious loop over every RoI, bin, cell and channel. Result [R, P, P, C].
Tensor oracle(const Tensor& features, const Tensor& rois, double scale, int64_t bins)
{
    const int64_t channels = features.size(1), height = features.size(2), width = features.size(3);
    Tensor out = torch::zeros({rois.size(0), bins, bins, channels}, features.options());
    for (int64_t r = 0; r < rois.size(0); ++r) {
        const auto at = [&](int64_t k) { return rois[r][k].item<double>(); };
        const auto x1 = int64_t(std::round(at(1) * scale)), y1 = int64_t(std::round(at(2) * scale));
        const auto w = std::max<int64_t>(int64_t(std::round(at(3) * scale)) - x1 + 1, 1);
        const auto h = std::max<int64_t>(int64_t(std::round(at(4) * scale)) - y1 + 1, 1);
        for (int64_t py = 0; py < bins; ++py)
            for (int64_t px = 0; px < bins; ++px) {
                const auto side = [&](int64_t p, int64_t size, int64_t start, int64_t limit) {
                    const auto begin = int64_t(std::floor(double(p * size) / double(bins))) + start;
                    const auto end
                        = int64_t(std::ceil(double((p + 1) * size) / double(bins))) + start;
                    return std::pair {
                        std::clamp<int64_t>(begin, 0, limit), std::clamp<int64_t>(end, 0, limit)};
                };
                const auto [ya, yb] = side(py, h, y1, height);
                const auto [xa, xb] = side(px, w, x1, width);
                if (ya < yb && xa < xb)
                    out[r][py][px]
                        = features[int64_t(at(0))].slice(1, ya, yb).slice(2, xa, xb).amax({1, 2});
            }
    }
    return out;
}

Tensor randomRois(int64_t n, int64_t pictures, double side, torch::ScalarType type)
{
    Tensor rois = torch::rand({n, 5}, torch::kDouble);
    rois.select(1, 0).mul_(double(pictures)).floor_();
    for (const int64_t k : {1, 2})
        rois.select(1, k).mul_(side * 1.2).sub_(side * .1); // some begin outside
    for (const int64_t k : {3, 4})
        rois.select(1, k).mul_(side).add_(rois.select(1, k - 2));
    return rois.to(type);
}

Tensor ramp(int64_t height, int64_t width, double step = 1)
{
    return (torch::arange(height * width, torch::kFloat) * step).view({1, 1, height, width});
}

Tensor roiRow(float x1, float y1, float x2, float y2)
{
    return torch::tensor({{0.f, x1, y1, x2, y2}});
}

Tensor row(std::vector<float> values)
{
    return torch::tensor(values);
}

} // namespace

class TestRoiPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { torch::manual_seed(1); }

    void handVectors_data()
    {
        QTest::addColumn<int>("which");
        for (int i = 0; i < 4; ++i)
            QTest::addRow("%d", i) << i;
    }

    /// facts sheet §5.3: values printed by torchvision for ramps.
    void handVectors()
    {
        QFETCH(int, which);
        const Tensor ten = ramp(10, 10);
        const auto pooled = [&](const Tensor& f, const Tensor& r, double s, int64_t p) {
            return roiMaxPool(f, r, s, p).flatten();
        };
        // Scale 1/16: (8, 8, 56, 56) covers cells round(.5) = 1 … round(3.5) = 4 (halves away from
        // zero).
        const std::vector<std::pair<Tensor, Tensor>> rows {
            {pooled(ten, roiRow(8, 8, 56, 56), 1. / 16, 2), row({22, 24, 42, 44})},
            {pooled(ten, roiRow(24, 24, 40, 40), 1. / 16, 2), row({22, 23, 32, 33})},
            {pooled(ten, roiRow(150, 150, 400, 400), 1. / 16, 2), row({99, 0, 0, 0})},
            {pooled(ramp(5, 5), roiRow(1, 1, 3, 3), 1, 4),
                row({6, 7, 8, 8, 11, 12, 13, 13, 16, 17, 18, 18, 16, 17, 18, 18})}};
        QVERIFY(torch::equal(rows[size_t(which)].first, rows[size_t(which)].second));
    }

    void firstOfEqualMaximaTakesTheGradient()
    {
        // All cells equal: Caffe's strict > keeps the first, so its gradient is 1 and the others'
        // 0.
        Tensor features = torch::ones({1, 1, 2, 2}).requires_grad_();
        roiMaxPool(features, roiRow(0, 0, 1, 1), 1, 1).sum().backward();
        QVERIFY(torch::equal(features.grad().flatten(), row({1, 0, 0, 0})));
    }

    void equalsTheOracle_data()
    {
        QTest::addColumn<int64_t>("channels");
        QTest::addColumn<int64_t>("bins");
        QTest::addColumn<bool>("isDouble");
        for (const int64_t channels : {1, 3, 16, 37, 64})
            for (const int64_t bins : {1, 2, 7})
                QTest::addRow("C %d P %d", int(channels), int(bins))
                    << channels << bins << (channels == 3);
    }

    void equalsTheOracle()
    {
        QFETCH(int64_t, channels);
        QFETCH(int64_t, bins);
        QFETCH(bool, isDouble);
        const auto type = isDouble ? torch::kDouble : torch::kFloat;
        const Tensor features = torch::randn({2, channels, 13, 17}, type);
        const Tensor rois = randomRois(40, 2, 130, type);
        const Tensor wanted = oracle(features, rois, .125, bins);
        QVERIFY(torch::equal(roiMaxPool(features, rois, .125, bins), wanted));
        // Neither the order of channels in memory nor gradients change values.
        Tensor tracked = features.contiguous(torch::MemoryFormat::ChannelsLast).requires_grad_();
        QVERIFY(torch::equal(roiMaxPool(tracked, rois, .125, bins).detach(), wanted));
    }

    void allInstructionSetsAgree()
    {
        const FeatureMapShape shape {
            2, 13, 17, 84}; // 84 = 64 + 16 + 4: wide, single and scalar channels
        const Tensor features = torch::randn({2, 13, 17, 84});
        const Tensor rois = randomRois(50, 2, 130, torch::kFloat);
        std::vector<RoiCells> cells;
        for (int64_t i = 0; i < rois.size(0); ++i)
            cells.push_back(cellsOf(rois.data_ptr<float>() + 5 * i, .125));
        const auto run = [&](InstructionSet set, bool wantArgmax) {
            std::vector<float> values(50 * 49 * 84, -7);
            std::vector<int32_t> argmax(wantArgmax ? values.size() : 0);
            roiPoolKernel(set)(features.data_ptr<float>(), shape, cells.data(), 0, 50, 7,
                values.data(), wantArgmax ? argmax.data() : nullptr);
            return std::pair {values, argmax};
        };
        const auto plain = run(InstructionSet::Plain, true);
        for (const InstructionSet set : instructionSets()) {
            QVERIFY(run(set, true) == plain);
            QVERIFY(run(set, false).first == plain.first);
        }
    }

    void gradientByFiniteDifferences()
    {
        const Tensor features = torch::randn({1, 2, 5, 5}, torch::kDouble);
        const Tensor rois = torch::tensor(
            {{0., 0., 0., 4., 4.}, {0., 0., 2., 3., 4.}, {0., 2., 2., 4., 4.}}, torch::kDouble);
        const Tensor weights = torch::randn({3, 2, 2, 2}, torch::kDouble);
        const auto value
            = [&](const Tensor& f) { return (roiMaxPool(f, rois, 1, 2) * weights).sum(); };
        Tensor tracked = features.clone().requires_grad_();
        value(tracked).backward();
        for (int64_t i = 0; i < features.numel(); ++i) {
            Tensor above = features.clone(), below = features.clone();
            above.view(-1)[i] += 1e-6;
            below.view(-1)[i] -= 1e-6;
            const double slope = (value(above) - value(below)).item<double>() / 2e-6;
            QVERIFY(std::abs(slope - tracked.grad().flatten()[i].item<double>()) < 1e-6);
        }
    }

    void tensorOperationsEqualTheKernel()
    {
        // What CUDA runs, run on the CPU: moving the features to "meta" would compute nothing, so
        // the path is called by name.
        const Tensor features = torch::randn({2, 16, 9, 11});
        const Tensor rois = randomRois(60, 2, 80, torch::kFloat);
        const Tensor gradient = torch::randn({60, 3, 3, 16});
        Tensor a = features.clone().requires_grad_(), b = features.clone().requires_grad_();
        const Tensor fast = roiMaxPool(a, rois, .125, 3);
        const Tensor portable = roiMaxPoolByTensorOperations(b, rois, .125, 3);
        QVERIFY(torch::equal(fast, portable));
        fast.backward(gradient);
        portable.backward(gradient);
        QVERIFY(torch::allclose(a.grad(), b.grad(), 1e-6, 1e-6));
    }

    void emptyInputs()
    {
        Tensor features = torch::randn({1, 8, 4, 4}).requires_grad_();
        const Tensor none = roiMaxPool(features, torch::zeros({0, 5}), .125, 7);
        QCOMPARE(none.size(0), int64_t(0));
        none.sum().backward();
        QVERIFY(torch::equal(features.grad(), torch::zeros_like(features)));
        QVERIFY_THROWS_EXCEPTION(c10::Error, roiMaxPool(features, torch::zeros({1, 4}), .125, 7));
        QVERIFY_THROWS_EXCEPTION(
            c10::Error, roiMaxPool(features, torch::ones({1, 5}), .125, 7)); // picture 1 of 1
    }

    void distinctRoisShareCells()
    {
        // At scale 1/8, 3.9 and 4.1 lie on both sides of .5: cells 0 and 1. 0 and 3.9 share cell 0.
        const Tensor rois = torch::tensor({{0.f, 0.f, 0.f, 16.f, 16.f},
            {0.f, 3.9f, 0.f, 16.f, 16.f}, {0.f, 4.1f, 0.f, 16.f, 16.f}});
        const DistinctRois distinct = distinctRois(rois, .125);
        QVERIFY(torch::equal(distinct.representatives, torch::tensor({0, 2}, torch::kInt64)));
        QVERIFY(torch::equal(distinct.place, torch::tensor({0, 0, 1}, torch::kInt64)));
        // Halves go away from zero: 4 / 8 = .5 is cell 1, not the even 0.
        QCOMPARE(
            cellsOf(torch::tensor({0.f, 4.f, 4.f, 20.f, 20.f}).data_ptr<float>(), .125).startX, 1);
    }

    void torchvisionVectors()
    {
        const auto file = test::vectorsFolder() / "roi_layers.json";
        HL_SKIP_UNLESS_PRESENT(file);
        for (const auto& item : test::readJson(file).at("cases")) {
            const auto read = [&](const char* key) { return tensorOf(item.at(key)); };
            const Tensor features = read("features").requires_grad_();
            const Tensor rois = roisOf(item);
            const Tensor pooled = roiMaxPool(features, rois, item.at("spatial_scale").get<double>(),
                item.at("output_size").get<int64_t>());
            const Tensor inTheirOrder = pooled.permute({0, 3, 1, 2});
            QVERIFY(torch::equal(inTheirOrder.detach(), read("roi_pool")));
            inTheirOrder.backward(read("grad_output"));
            QVERIFY(torch::allclose(features.grad(), read("roi_pool_grad"), 1e-5, 1e-5));
        }
    }

private:
    static void flatten(const nlohmann::json& node, std::vector<float>& values,
        std::vector<int64_t>& shape, size_t depth)
    {
        if (!node.is_array()) {
            values.push_back(node.get<float>());
            return;
        }
        if (shape.size() == depth)
            shape.push_back(int64_t(node.size()));
        for (const auto& child : node)
            flatten(child, values, shape, depth + 1);
    }

    static Tensor tensorOf(const nlohmann::json& node)
    {
        std::vector<float> values;
        std::vector<int64_t> shape;
        flatten(node, values, shape, 0);
        return torch::tensor(values).view(shape);
    }

    /// Four columns are boxes of the only picture; five name the picture first.
    static Tensor roisOf(const nlohmann::json& item)
    {
        const Tensor rois = tensorOf(item.at("rois"));
        return rois.size(1) == 5 ? rois : torch::cat({torch::zeros({rois.size(0), 1}), rois}, 1);
    }
};

QTEST_GUILESS_MAIN(TestRoiPool)
#include "tst_roi_pool.moc"

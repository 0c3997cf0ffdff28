#include "core/geometry/box_deltas.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace hardlens;

namespace {

std::array<float, 4> numbers(const BoxDeltas& d)
{
    return {d.dx, d.dy, d.dw, d.dh};
}

std::array<float, 4> numbers(const Box& b)
{
    return {b.x1, b.y1, b.x2, b.y2};
}

BoxDeltas deltasOf(const nlohmann::json& row)
{
    return {row.at(0).get<float>(), row.at(1).get<float>(), row.at(2).get<float>(),
        row.at(3).get<float>()};
}

/// Largest |difference| / max(1, |expected|) over the four numbers.
template <typename Four> double distance(const Four& actual, const std::array<double, 4>& expected)
{
    double largest = 0;
    const auto values = numbers(actual);
    for (size_t i = 0; i < 4; ++i)
        largest = std::max(largest,
            std::abs(double(values[i]) - expected[i]) / std::max(1., std::abs(expected[i])));
    return largest;
}

BoxDeltas encode(const Box& proposal, const Box& object,
    DeltaConvention convention = DeltaConvention::Continuous)
{
    return encodeBoxDeltas(std::span(&proposal, 1), std::span(&object, 1), convention).front();
}

} // namespace

class TestBoxDeltas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodeByHand()
    {
        QVERIFY(distance(encode({0, 0, 10, 10}, {0, 0, 10, 10}), {0, 0, 0, 0}) == 0);
        // centre (5, 5) -> (15, 15): 10 / 10 each; width 10 -> 20, height 10 -> 20
        QVERIFY(distance(encode({0, 0, 10, 10}, {5, 5, 25, 25}), {1, 1, std::log(2.), std::log(2.)})
            < 1e-6);
        // centre (10, 5) -> (5, 10): -5 / 20, 5 / 10; width 20 -> 10, height 10 -> 20
        QVERIFY(distance(
                    encode({0, 0, 20, 10}, {0, 0, 10, 20}), {-.25, .5, -std::log(2.), std::log(2.)})
            < 1e-6);
    }

    void decodeByHand()
    {
        // mmdetection's delta_xywh rows; centre .5 + 1 and size e for the second.
        const Box unit {0, 0, 1, 1};
        QVERIFY(distance(decodeBoxDeltas(unit, {0, 0, 0, 0}), {0, 0, 1, 1}) == 0);
        QVERIFY(
            distance(decodeBoxDeltas(unit, {1, 1, 1, 1}), {.1409, .1409, 2.8591, 2.8591}) < 1e-4);
        const Box third = decodeBoxDeltas(unit, {0, 0, 2, -1});
        QVERIFY(distance(third, {-3.1945, .3161, 4.1945, .6839}) < 1e-4);
        QVERIFY(distance(clipped(third, 32, 32), {0, .3161, 4.1945, .6839}) < 1e-4);
        QVERIFY(
            distance(decodeBoxDeltas({5, 5, 5, 5}, {.7f, -1.9f, -.5f, .3f}), {5, 5, 5, 5}) == 0);
    }

    void exponentIsClipped()
    {
        // exp(ln(1000 / 16)) = 62.5, so a side of 16 becomes 1000, centred at 8.
        for (const float huge : {4.2f, 100.f, 1e30f})
            QVERIFY(distance(
                        decodeBoxDeltas({0, 0, 16, 16}, {0, 0, huge, huge}), {-492, -492, 508, 508})
                < 1e-5);
        QVERIFY(distance(decodeBoxDeltas({0, 0, 16, 16}, {0, 0, -100, -100}), {8, 8, 8, 8}) < 1e-6);
    }

    void decodeUndoesEncode()
    {
        const std::vector<Box> proposals {{0, 0, 10, 10}, {3, 4, 100, 30}, {-5, -5, 20, 90}};
        const std::vector<Box> objects {{2, 3, 8, 30}, {3, 4, 100, 30}, {100, 40, 101, 300}};
        const auto deltas = encodeBoxDeltas(proposals, objects);
        for (size_t i = 0; i < deltas.size(); ++i) {
            const auto e = numbers(objects[i]);
            QVERIFY(distance(decodeBoxDeltas(proposals[i], deltas[i]), {e[0], e[1], e[2], e[3]})
                < 1e-5);
        }
    }

    void wrongCalls()
    {
        const std::vector<Box> one {{0, 0, 1, 1}}, none, flat {{0, 0, 5, 0}};
        QVERIFY(encodeBoxDeltas(none, none).empty());
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, encodeBoxDeltas(one, none));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, encodeBoxDeltas(flat, one));
        // A row of pixels has a height of one there.
        QCOMPARE(encode(flat[0], flat[0], DeltaConvention::InclusivePixel).dh, 0.f);
        try {
            encodeBoxDeltas(one, flat);
            QFAIL("was accepted");
        } catch (const std::invalid_argument& e) {
            QCOMPARE(QString(e.what()),
                QString("encodeBoxDeltas: groundTruth[0] = (0, 0, 5, 0): must have x1 < x2 and y1 "
                        "< y2"));
        }
    }

    void normalisation()
    {
        // (.3 - .1) / .1, (.5 - 0) / .1, (.4 - .2) / .2, (-.2 - 0) / .2
        const DeltaNormalisation n {.mean = {.1f, 0, .2f, 0}};
        const BoxDeltas raw {.3f, .5f, .4f, -.2f};
        QVERIFY(distance(n.normalised(raw), {2, 5, 1, -1}) < 1e-6);
        QVERIFY(distance(n.raw(n.normalised(raw)), {.3, .5, .4, -.2}) < 1e-6);
    }

    // torchvision's BoxCoder, float32: its weights are 1 / std. Encoded values to 1e-5 of max(1,
    // |value|), boxes to 2e-6.
    void vectors()
    {
        const auto path = test::vectorsFolder() / "box_coder.json";
        HL_SKIP_UNLESS_PRESENT(path);
        int rows = 0;
        const auto file = test::readJson(path);
        for (const auto& row : file.at("cases")) {
            DeltaNormalisation n;
            for (size_t i = 0; i < 4; ++i)
                n.std[i] = 1 / row.at("weights").at(i).get<float>();
            const auto proposals = test::boxesOf(row.at("proposals"));
            const auto deltas = encodeBoxDeltas(proposals, test::boxesOf(row.at("targets")));
            for (size_t i = 0; i < proposals.size(); ++i) {
                QVERIFY(distance(n.normalised(deltas[i]),
                            row.at("deltas").at(i).get<std::array<double, 4>>())
                    < 1e-5);
                const Box box
                    = decodeBoxDeltas(proposals[i], n.raw(deltasOf(row.at("decode_deltas").at(i))));
                QVERIFY(distance(box, row.at("decoded").at(i).get<std::array<double, 4>>()) < 2e-6);
                ++rows;
            }
        }
        QVERIFY(rows > 0);
    }

    void originalCode()
    {
        const auto path = test::vectorsFolder() / "ohem_original_code_golden.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const auto golden = test::readJson(path).at("bbox_transform");
        const auto proposals = test::boxesOf(golden.at("ex"));
        const auto convention = DeltaConvention::InclusivePixel;
        const auto deltas = encodeBoxDeltas(proposals, test::boxesOf(golden.at("gt")), convention);
        for (size_t i = 0; i < proposals.size(); ++i) {
            QVERIFY(distance(deltas[i], golden.at("targets").at(i).get<std::array<double, 4>>())
                < 1e-6);
            QVERIFY(distance(decodeBoxDeltas(proposals[i], deltas[i], convention),
                        golden.at("inv").at(i).get<std::array<double, 4>>())
                < 1e-6);
        }
    }
};

QTEST_GUILESS_MAIN(TestBoxDeltas)
#include "tst_box_deltas.moc"

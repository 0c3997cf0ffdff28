#include "core/basics/random.h"
#include "core/geometry/iou.h"
#include "core/geometry/nms.h"
#include "core/geometry/nms_kernel.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

using namespace hardlens;

namespace {

const float inf = std::numeric_limits<float>::infinity();
const float nan = std::numeric_limits<float>::quiet_NaN();

/// The definition, one pair at a time.
NmsResult obviousNms(
    std::span<const Box> boxes, std::span<const float> scores, const NmsOptions& options)
{
    std::vector<int32_t> order;
    for (size_t i = 0; i < boxes.size(); ++i)
        if (!std::isnan(scores[i]))
            order.push_back(int32_t(i));
    if (options.ties == TieOrder::HigherIndexFirst)
        std::reverse(order.begin(), order.end());
    std::stable_sort(order.begin(), order.end(),
        [&](int32_t a, int32_t b) { return scores[size_t(a)] > scores[size_t(b)]; });
    NmsResult result;
    result.suppressedBy.resize(boxes.size());
    for (const int32_t i : order) {
        Suppression& suppression = result.suppressedBy[size_t(i)];
        for (const int32_t k : result.kept) {
            const float overlap = iou(boxes[size_t(k)], boxes[size_t(i)], options.convention);
            if (double(overlap) > options.iouThreshold) {
                suppression = {k, overlap};
                break;
            }
        }
        if (suppression.by < 0 && int64_t(result.kept.size()) != options.maxKept)
            result.kept.push_back(i);
    }
    return result;
}

/// Empty where both agree in every bit.
QString difference(const NmsResult& actual, const NmsResult& expected)
{
    if (actual.kept != expected.kept)
        return QString("%1 kept, expected %2").arg(actual.kept.size()).arg(expected.kept.size());
    for (size_t i = 0; i < expected.suppressedBy.size(); ++i) {
        const Suppression &a = actual.suppressedBy[i], &e = expected.suppressedBy[i];
        if (a.by != e.by || a.iou != e.iou)
            return QString("box %1: by %2 at %3, expected by %4 at %5")
                .arg(i)
                .arg(a.by)
                .arg(double(a.iou), 0, 'g', 9)
                .arg(e.by)
                .arg(double(e.iou), 0, 'g', 9);
    }
    return {};
}

struct Input
{
    std::vector<Box> boxes {};
    std::vector<float> scores {};
};

enum class Kind
{
    Plain,
    Pixels,
    Odd
};

/// Plain: real coordinates, unique scores. Pixels: small integers and ten different scores, so IoUs
/// and scores tie. Odd: also NaN and infinite scores, boxes without area, inside out, with infinite
/// or missing coordinates.
Input randomInput(int n, Kind kind, uint64_t seed)
{
    Input input;
    RandomStream random({.seed = seed, .purpose = Purpose::Scene});
    const auto number = [&](float high) {
        return kind == Kind::Plain ? random.uniform(0, high) : float(random.below(uint32_t(high)));
    };
    for (int i = 0; i < n; ++i) {
        const float x = number(200), y = number(150);
        Box box {x, y, x + number(60), y + number(60)};
        float score = kind == Kind::Plain ? random.uniform() : float(random.below(10)) - 5;
        if (kind == Kind::Odd && random.below(5) == 0) {
            float* const corners[] {&box.x1, &box.y1, &box.x2, &box.y2};
            const float oddValues[] {inf, -inf, nan, 0, 1e30f};
            *corners[random.below(4)] = oddValues[random.below(5)];
        }
        if (kind == Kind::Odd && random.below(10) == 0)
            score = std::array {nan, inf, -inf}[random.below(3)];
        input.boxes.push_back(box);
        input.scores.push_back(score);
    }
    return input;
}

std::vector<NmsOptions> allOptions()
{
    std::vector<NmsOptions> options;
    for (const double threshold : {0., .3, .7, 1.})
        for (const TieOrder ties : {TieOrder::LowerIndexFirst, TieOrder::HigherIndexFirst})
            for (const auto convention :
                {PixelConvention::Continuous, PixelConvention::InclusivePixel})
                options.push_back(
                    {.iouThreshold = threshold, .ties = ties, .convention = convention});
    return options;
}

} // namespace

Q_DECLARE_METATYPE(Kind)

class TestNmsOracle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Every instruction set that this machine has marks the same boxes at the same IoU bits.
    void allInstructionSetsAgree()
    {
        constexpr size_t n = 1000, padding = 16;
        RandomStream random({.seed = 3});
        std::vector<float> x1, y1, x2, y2, area;
        for (size_t i = 0; i < n + padding; ++i) {
            const float x = random.uniform(0, 60), y = random.uniform(0, 60);
            x1.push_back(x);
            y1.push_back(y);
            x2.push_back(x + random.uniform(0, 40));
            y2.push_back(y + random.uniform(0, 40));
            area.push_back((x2.back() - x) * (y2.back() - y));
        }
        const KeptBox kept {10, 10, 45, 45, 35 * 35, 5};
        const auto run = [&](InstructionSet set) {
            std::vector<int32_t> by(n + padding, -1);
            std::vector<float> overlap(n + padding, 0.f);
            by[40] = 2; // somebody else's already
            const NmsColumns columns {
                x1.data(), y1.data(), x2.data(), y2.data(), area.data(), by.data(), overlap.data()};
            suppressKernel(set)(kept, columns, 3, n, 0.f, .3f);
            by.resize(n);
            overlap.resize(n);
            return std::pair {by, overlap};
        };
        const auto plain = run(InstructionSet::Plain);
        QVERIFY(std::count(plain.first.begin(), plain.first.end(), 5) > 50);
        QCOMPARE(plain.first[40], 2);
        for (const InstructionSet set : instructionSets())
            QVERIFY(run(set) == plain);
    }

    void equalsTheObviousLoop_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<Kind>("kind");
        for (const int n : {1, 2, 3, 7, 8, 9, 17, 33, 64, 65, 100, 500, 2000}) {
            QTest::addRow("%d plain", n) << n << Kind::Plain;
            QTest::addRow("%d pixels", n) << n << Kind::Pixels;
            QTest::addRow("%d odd", n) << n << Kind::Odd;
        }
    }

    void equalsTheObviousLoop()
    {
        QFETCH(int, n);
        QFETCH(Kind, kind);
        const Input input = randomInput(n, kind, uint64_t(n));
        for (const NmsOptions& options : allOptions()) {
            const QString wrong = difference(nms(input.boxes, input.scores, options),
                obviousNms(input.boxes, input.scores, options));
            QVERIFY2(wrong.isEmpty(),
                qPrintable(QString("threshold %1: ").arg(options.iouThreshold) + wrong));
        }
    }

    // Every offset into a vector's width, and every length of the rest after whole vectors.
    void subspans()
    {
        const Input input = randomInput(120, Kind::Pixels, 3);
        const NmsOptions options {.iouThreshold = .3};
        for (size_t begin = 0; begin < 17; ++begin)
            for (size_t length = 0; length < 80; ++length) {
                const auto boxes = std::span(input.boxes).subspan(begin, length);
                const auto scores = std::span(input.scores).subspan(begin, length);
                const QString wrong
                    = difference(nms(boxes, scores, options), obviousNms(boxes, scores, options));
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
    }

    void thresholdsBetweenFloats()
    {
        // IoU 1/3 as a float lies above the double 1/3, and .7f below the double .7.
        const std::vector<float> scores {2, 1};
        for (const auto& [right, threshold] : {std::pair {20.f, .5}, {10.f, .7}, {7.f, .7},
                 {7.f, .69999999}, {7.f, .699999988079071}, {7.f, .6999999}}) {
            const std::vector<Box> boxes {{0, 0, 10, 10}, {0, 0, right, 10}};
            const NmsOptions options {.iouThreshold = threshold};
            QCOMPARE(difference(nms(boxes, scores, options), obviousNms(boxes, scores, options)),
                QString());
        }
    }

    void limitKeepsThePrefix()
    {
        const Input input = randomInput(400, Kind::Odd, 9);
        const auto everything = nms(input.boxes, input.scores, {.iouThreshold = .3});
        for (const int64_t limit : {0, 1, 2, 31, 32, 33, 64, 1000}) {
            const NmsOptions options {.iouThreshold = .3, .maxKept = limit};
            const auto result = nms(input.boxes, input.scores, options);
            QCOMPARE(difference(result, obviousNms(input.boxes, input.scores, options)), QString());
            const size_t size = std::min(everything.kept.size(), size_t(limit));
            QVERIFY(std::equal(result.kept.begin(), result.kept.end(), everything.kept.begin(),
                everything.kept.begin() + ptrdiff_t(size)));
        }
    }

    void groupsAreIndependent()
    {
        const Input input = randomInput(600, Kind::Pixels, 10);
        RandomStream random({.seed = 10});
        std::vector<int32_t> groups;
        for (size_t i = 0; i < input.boxes.size(); ++i)
            groups.push_back(int32_t(random.below(5)) - 1);
        for (const NmsOptions& options : allOptions()) {
            const auto result = groupedNms(input.boxes, input.scores, groups, options);
            std::set<int32_t> kept;
            for (int32_t group = -1; group < 4; ++group) {
                std::vector<int32_t> members;
                Input part;
                for (size_t i = 0; i < groups.size(); ++i)
                    if (groups[i] == group) {
                        members.push_back(int32_t(i));
                        part.boxes.push_back(input.boxes[i]);
                        part.scores.push_back(input.scores[i]);
                    }
                const auto alone = obviousNms(part.boxes, part.scores, options);
                for (const int32_t k : alone.kept)
                    kept.insert(members[size_t(k)]);
                for (size_t k = 0; k < members.size(); ++k) {
                    const auto& [by, overlap] = result.suppressedBy[size_t(members[k])];
                    const auto& expected = alone.suppressedBy[k];
                    QCOMPARE(by, expected.by < 0 ? -1 : members[size_t(expected.by)]);
                    QCOMPARE(overlap, expected.iou);
                }
            }
            QCOMPARE(std::set(result.kept.begin(), result.kept.end()), kept);
            QCOMPARE(result.kept.size(), kept.size());
        }
    }

    // Moving each group to a place of its own does the same. Coordinates are small integers, so
    // moving is exact.
    void groupsEqualTheOffsetTrick()
    {
        const Input input = randomInput(500, Kind::Pixels, 11);
        RandomStream random({.seed = 11});
        std::vector<int32_t> groups;
        std::vector<Box> moved;
        for (const Box& b : input.boxes) {
            groups.push_back(int32_t(random.below(4)));
            const float by = float(groups.back()) * 1024;
            moved.push_back({b.x1 + by, b.y1 + by, b.x2 + by, b.y2 + by});
        }
        for (const NmsOptions& options : allOptions())
            QCOMPARE(difference(groupedNms(input.boxes, input.scores, groups, options),
                         nms(moved, input.scores, options)),
                QString());
    }
};

QTEST_GUILESS_MAIN(TestNmsOracle)
#include "tst_nms_oracle.moc"

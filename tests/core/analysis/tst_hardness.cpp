#include "core/analysis/hardness.h"
#include "core/basics/random.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <functional>

using namespace hardlens;

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();
const std::vector<std::string> classNames {"background", "cat", "dog"};

PictureReference pictureNumber(uint64_t id)
{
    return {.contentId = id, .name = "picture-" + std::to_string(id) + ".jpg"};
}

Box boxOf(int32_t object)
{
    return {10.f * float(object), 5, 10.f * float(object) + 8, 25};
}

void append(History& history, StepChoices choices)
{
    history.choices.append(std::make_shared<const StepChoices>(std::move(choices)));
}

/// Steps 1 … `steps` of two pictures out of `pictures` in turn, `objects` objects in each.
/// lossOf(picture, object, step).
History runOf(int64_t steps, uint64_t pictures, int32_t objects,
    const std::function<float(uint64_t, int32_t, int64_t)>& lossOf)
{
    History history;
    uint64_t next = 0;
    for (int64_t step = 1; step <= steps; ++step) {
        StepChoices choices {.step = step};
        for (int p = 0; p < 2; ++p, ++next) {
            const uint64_t id = next % pictures;
            PictureChoices picture {.picture = pictureNumber(id), .rois = 1000, .selected = 64};
            for (int32_t object = 0; object < objects; ++object) {
                const float loss = lossOf(id, object, step);
                picture.objects.push_back(
                    {object, 1 + object % 2, boxOf(object), 10, 3, loss, 2 * loss});
            }
            picture.meanLoss = .25f;
            choices.pictures.push_back(std::move(picture));
        }
        append(history, std::move(choices));
    }
    return history;
}

std::vector<std::string> flagged(const History& history)
{
    Hardness hardness;
    hardness.read(history);
    std::vector<std::string> names;
    for (const HardnessRow& row : hardness.rows(HardnessOf::Object, classNames))
        if (row.staysHard)
            names.push_back(row.name);
    return names;
}

/// In [0, 1), the same for the same arguments.
float noise(uint64_t picture, int32_t object, int64_t step)
{
    return RandomStream({.seed = picture, .step = uint64_t(step), .item = uint32_t(object)})
        .uniform();
}

/// An ordinary object: its loss falls from 3 to about .3, with as much noise.
float learned(uint64_t picture, int32_t object, int64_t step)
{
    return (3 * std::exp(-float(step) / 60) + .3f) * (.5f + noise(picture, object, step));
}

} // namespace

class TestHardness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Three steps; the cat of picture 5 is in the first and the last, in the second the losses are
    // unknown.
    void rowsByHand()
    {
        History history;
        const auto visited = [](int32_t object, int32_t label, int32_t rois, int32_t selected,
                                 float mean, float highest) {
            return ObjectChoices {object, label, boxOf(object), rois, selected, mean, highest};
        };
        append(history,
            {1,
                {{pictureNumber(5), 10, 4, 2, 1.f, 3.f,
                     {visited(0, 1, 2, 2, 2.f, 3.f), visited(2, 2, 0, 0, none, none)}},
                    {pictureNumber(6), 6, 1, 0, .5f, .5f, {visited(0, 1, 6, 1, 1.f, 1.f)}}}});
        append(history,
            {2, {{pictureNumber(6), 6, 3, 0, none, none, {visited(0, 1, 6, 3, none, none)}}}});
        append(history,
            {4,
                {{pictureNumber(5), 10, 1, 0, .5f, 1.f,
                    {visited(0, 1, 1, 0, .75f, 1.f), visited(2, 2, 3, 1, .5f, 1.f)}}}});
        Hardness hardness;
        QVERIFY(hardness.read(history));
        QVERIFY(!hardness.read(history));

        const auto pictures = hardness.rows(HardnessOf::Picture, classNames);
        QCOMPARE(pictures.size(), size_t {2});
        QCOMPARE(pictures[0].name, std::string("picture-5.jpg"));
        QCOMPARE(pictures[0].picture.contentId, uint64_t {5});
        compare(pictures[0], {2, 20, 5, .75f, .5f}, {1, none, none, .5f});
        compare(pictures[1], {2, 12, 4, .5f, .5f}, {.5f, none, none, none});

        const auto objects = hardness.rows(HardnessOf::Object, classNames);
        QCOMPARE(objects.size(), size_t {3});
        QCOMPARE(objects[0].name, std::string("cat 1 of picture-5.jpg"));
        QCOMPARE(objects[0].label, 1);
        QCOMPARE(objects[0].object, 0);
        QCOMPARE(objects[0].box, boxOf(0));
        QCOMPARE(objects[1].box, boxOf(2));
        compare(objects[0], {2, 3, 2, 1.375f, .75f}, {2, none, none, .75f});
        QCOMPARE(objects[1].name, std::string("dog 3 of picture-5.jpg"));
        compare(objects[1], {2, 3, 1, .5f, .5f}, {none, none, none, .5f});

        const auto classes = hardness.rows(HardnessOf::Class, classNames);
        QCOMPARE(classes.size(), size_t {2});
        QCOMPARE(classes[0].name, std::string("cat"));
        // Step 1: two RoIs of 2 and six of 1 are 1.25; step 4: .75.
        compare(classes[0], {3, 15, 6, 1, .75f}, {1.25f, none, none, .75f});
        compare(classes[1], {2, 3, 1, .5f, .5f}, {none, none, none, .5f});
        QCOMPARE(hardness.rows(HardnessOf::Class, {}).back().name, std::string("class 2"));
    }

    // 100 steps in stretches of four: 25 points. The loss is the number of the step.
    void neighboursAreJoined()
    {
        const History history
            = runOf(100, 2, 1, [](uint64_t, int32_t, int64_t step) { return float(step); });
        Hardness hardness;
        hardness.read(history);
        const HardnessRow row = hardness.rows(HardnessOf::Object, classNames)[0];
        QCOMPARE(row.curve.size(), size_t {25});
        for (size_t i = 0; i < row.curve.size(); ++i)
            QCOMPARE(row.curve[i], float(4 * i) + 2.5f); // 1 to 4, 5 to 8, …
        QCOMPARE(row.meanLoss, 50.5f);
    }

    /// Read as it grows, whatever is read at a time: the same as in one go. Pictures that are seen
    /// seldom join late.
    void growingIsTheSameAsAtOnce()
    {
        const History whole = runOf(333, 41, 3, learned);
        History part;
        Hardness growing, atOnce;
        for (size_t i = 0; i < whole.choices.size(); ++i) {
            part.choices.append(whole.choices[i]);
            if (i % 7 == 0 || i + 1 == whole.choices.size())
                QVERIFY(growing.read(part));
        }
        atOnce.read(whole);
        for (const HardnessOf of : {HardnessOf::Picture, HardnessOf::Object, HardnessOf::Class}) {
            const auto a = growing.rows(of, classNames), b = atOnce.rows(of, classNames);
            QCOMPARE(a.size(), b.size());
            for (size_t i = 0; i < a.size(); ++i) {
                QCOMPARE(a[i].name, b[i].name);
                QCOMPARE(a[i].meanLoss, b[i].meanLoss);
                QVERIFY(same(a[i].curve, b[i].curve));
            }
        }
    }

    void anotherHistoryBeginsAgain()
    {
        Hardness hardness;
        hardness.read(runOf(20, 4, 1, learned));
        QVERIFY(hardness.read(runOf(30, 6, 1, learned)));
        QCOMPARE(hardness.rows(HardnessOf::Picture, classNames).size(), size_t {6});
        QVERIFY(hardness.read({}));
        QVERIFY(hardness.rows(HardnessOf::Picture, classNames).empty());
    }

    void aMislabelledObjectStaysHard()
    {
        const auto lossOf = [](uint64_t picture, int32_t object, int64_t step) {
            const bool isWrong = picture == 7 && object == 1;
            return isWrong ? 3 + noise(7, 1, step) : learned(picture, object, step);
        };
        QCOMPARE(flagged(runOf(300, 20, 2, lossOf)),
            std::vector<std::string> {"dog 2 of picture-7.jpg"});
    }

    /// Hard to the end, but ever less: it is being learned, late.
    void whatBecomesEasierDoesNot()
    {
        const auto lossOf = [](uint64_t picture, int32_t object, int64_t step) {
            return picture == 7 ? 9 - float(step) * .015f : learned(picture, object, step);
        };
        QVERIFY(flagged(runOf(300, 20, 2, lossOf)).empty());
    }

    void noneOfAUniformRunDoes()
    {
        QVERIFY(flagged(runOf(300, 20, 2, [](auto...) { return 1.f; })).empty());
        QVERIFY(flagged(runOf(300, 20, 2, noise)).empty());
        QVERIFY(flagged(runOf(300, 20, 2, learned)).empty());
    }

    void tooLittleIsKnown()
    {
        const auto lossOf
            = [](uint64_t picture, int32_t, int64_t) { return picture == 1 ? 9.f : .5f; };
        QCOMPARE(flagged(runOf(30, 10, 1, lossOf)).size(), size_t {1});
        QVERIFY(flagged(runOf(29, 10, 1, lossOf)).empty()); // too short
        QVERIFY(flagged(runOf(30, 7, 1, lossOf)).empty());  // too few objects
        QVERIFY(flagged(runOf(30, 30, 1, lossOf)).empty()); // visited twice
        QVERIFY(flagged(runOf(30, 10, 1, [](auto...) { return none; })).empty());
    }

    void aLongRunIsReadQuickly()
    {
        const History history = runOf(10000, 400, 8, learned);
        QElapsedTimer timer;
        timer.start();
        Hardness hardness;
        hardness.read(history);
        const double readMs = double(timer.nsecsElapsed()) / 1e6;
        timer.start();
        const size_t rows = hardness.rows(HardnessOf::Object, classNames).size();
        const double rowsMs = double(timer.nsecsElapsed()) / 1e6;
        QCOMPARE(rows, size_t {3200});
        qInfo("10,000 steps of 2 pictures of 8 objects: read in %.1f ms, rows of %zu objects in "
              "%.1f ms",
            readMs, rows, rowsMs);
        QVERIFY(readMs < 500);
    }

private:
    struct Numbers
    {
        int64_t visits, rois, selected;
        float mean, latest;
    };

    static bool same(const std::vector<float>& a, const std::vector<float>& b)
    {
        return std::ranges::equal(a, b, [](float x, float y) {
            return (std::isnan(x) && std::isnan(y)) || std::abs(x - y) < 1e-5f;
        });
    }

    static void compare(
        const HardnessRow& row, const Numbers& numbers, const std::vector<float>& curve)
    {
        QCOMPARE(row.visits, numbers.visits);
        QCOMPARE(row.rois, numbers.rois);
        QCOMPARE(row.selected, numbers.selected);
        QCOMPARE(row.meanLoss, numbers.mean);
        QCOMPARE(row.latestLoss, numbers.latest);
        QVERIFY(same(row.curve, curve));
    }
};

QTEST_GUILESS_MAIN(TestHardness)
#include "tst_hardness.moc"

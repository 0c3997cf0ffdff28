#include "core/basics/parallel_items.h"
#include "core/data/annotations/class_numbers.h"
#include "core/data/annotations/problem_list.h"
#include "core/data/annotations/test_split.h"
#include "core/data/annotations/usable_box.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace hardlens;

namespace {

using Names = std::vector<std::string>;
using Indices = std::vector<int64_t>;

} // namespace

class TestSettling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFifthIsDrawn()
    {
        const auto drawn = [](int64_t n, uint64_t seed) {
            const auto tests = drawnForTest(n, seed);
            return std::count(tests.begin(), tests.end(), true);
        };
        QCOMPARE(drawn(0, 1), 0);
        QCOMPARE(drawn(1, 1), 0); // something must train
        QCOMPARE(drawn(2, 1), 1);
        QCOMPARE(drawn(7, 1), 1);
        QCOMPARE(drawn(8, 1), 2);
        QCOMPARE(drawn(1000, 1), 200);
        QCOMPARE(drawnForTest(100, 5), drawnForTest(100, 5));
        QVERIFY(drawnForTest(100, 5) != drawnForTest(100, 6));
        QCOMPARE(drawnForTest(-1, 0).size(), size_t(0));
    }

    void setWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("word");
        const auto row
            = [](const char* name, SetWord word) { QTest::newRow(name) << name << int(word); };
        row("instances_train2017.json", SetWord::Train);
        row("val2017", SetWord::Validation);
        row("valid/_annotations.coco.json", SetWord::Validation);
        row("Test", SetWord::Test);
        row("images/train/", SetWord::Train);
        row("latest.json", SetWord::None);
        row("trainer", SetWord::None);
        row("contest_2", SetWord::None);
        row("", SetWord::None);
    }

    void setWords()
    {
        QFETCH(QString, name);
        QFETCH(int, word);
        QCOMPARE(int(setWordOf(name.toStdString())), word);
    }

    void splitsByWords()
    {
        using W = SetWord;
        const auto split = [](const std::vector<W>& words) {
            return splitBySetWords(words, Names(words.size(), "x"), 0);
        };
        QCOMPARE(split({W::Train, W::Test, W::Train}).train, (Indices {0, 2}));
        QCOMPARE(split({W::Train, W::Test, W::Train}).test, (Indices {1}));
        QVERIFY(split({W::Train, W::Test}).remark.empty());
        QCOMPARE(split({W::Train, W::Validation, W::None}).train, (Indices {0, 2}));
        QCOMPARE(split({W::Train, W::Validation}).test, (Indices {1}));
        QCOMPARE(split({W::Train, W::Validation, W::Test}).train, (Indices {0, 1}));
        QCOMPARE(split({W::Train, W::Validation, W::Test}).test, (Indices {2}));
        // All of one kind: drawn.
        QCOMPARE(split({W::Train, W::Train}).test.size(), size_t(1));
        QCOMPARE(split({W::Test, W::Test}).train.size(), size_t(1));
        QCOMPARE(split({W::Validation, W::Validation}).train.size(), size_t(1));
        QCOMPARE(split({}).train.size(), size_t(0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, splitBySetWords({W::None}, {}, 0));
    }

    void drawingGoesByNamesNotByOrder()
    {
        Names names;
        for (int i = 0; i < 20; ++i)
            names.push_back("p" + std::to_string(i));
        const auto tested = [&](const Names& in) {
            const SetSplit split = splitBySetWords(std::vector<SetWord>(in.size()), in, 3);
            Names out;
            for (const int64_t i : split.test)
                out.push_back(in[size_t(i)]);
            std::sort(out.begin(), out.end());
            return out;
        };
        Names reversed(names.rbegin(), names.rend());
        QCOMPARE(tested(names), tested(reversed));
        QCOMPARE(tested(names).size(), size_t(4));
    }

    void usableBoxes_data()
    {
        QTest::addColumn<std::vector<float>>("box");
        QTest::addColumn<std::vector<float>>("inside"); // empty: dropped
        QTest::addColumn<QString>("problem");
        using F = std::vector<float>;
        constexpr float nan = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("inside") << F {1, 2, 40, 30} << F {1, 2, 40, 30} << "";
        QTest::newRow("no width") << F {5, 5, 5, 9} << F {}
                                  << "zero-area box (5, 5, 5, 9): object dropped";
        QTest::newRow("reversed") << F {9, 5, 4, 9} << F {}
                                  << "reversed box (9, 5, 4, 9): object dropped";
        QTest::newRow("beyond")
            << F {-3, 5, 44, 9} << F {0, 5, 40, 9}
            << "box (-3, 5, 44, 9) reaches beyond the picture of 40 x 30: clipped";
        QTest::newRow("outside")
            << F {41, 5, 44, 9} << F {}
            << "box (41, 5, 44, 9) reaches beyond the picture of 40 x 30: object "
               "dropped";
        QTest::newRow("touching from outside")
            << F {40, 5, 44, 9} << F {}
            << "box (40, 5, 44, 9) reaches beyond the picture of "
               "40 x 30: object dropped";
        QTest::newRow("rounding") << F {1, 2, 40.25f, 30} << F {1, 2, 40, 30} << "";
        QTest::newRow("not a number")
            << F {1, nan, 5, 9} << F {} << "zero-area box (1, nan, 5, 9): object dropped";
    }

    void usableBoxes()
    {
        QFETCH(std::vector<float>, box);
        QFETCH(std::vector<float>, inside);
        QFETCH(QString, problem);
        const UsableBox usable = usableBox({box[0], box[1], box[2], box[3]}, {40, 30}, .25f);
        QCOMPARE(usable.box.has_value(), !inside.empty());
        if (usable.box)
            QCOMPARE(*usable.box, (Box {inside[0], inside[1], inside[2], inside[3]}));
        QCOMPARE(QString::fromStdString(usable.problem), problem);
    }

    void classesByName()
    {
        const Names categories {"dog", "cat", "bee", "ant", "elk"};
        const auto numbers = numberClasses(categories, false, Indices {3, 1, 0, 0, 0},
            Indices {1, 0, 2, 0, 0}, Indices {0, 0, 0, 1, 0});
        QCOMPARE(numbers.names, (Names {"background", "cat", "dog", "bee", "ant"}));
        QCOMPARE(numbers.labels, (std::vector<int32_t> {2, 1, 3, 4, 0}));
        QCOMPARE(numbers.remarks,
            (Names {"class \"ant\" (1 object) is only in pictures of no list: it cannot be learned",
                "class \"bee\" (2 objects) is only in the test pictures: it cannot be learned"}));
    }

    void categoriesThatAreClassesKeepTheirOrder()
    {
        const auto numbers = numberClasses(
            {"dog", "cat", "bee"}, true, Indices {1, 0, 0}, Indices {0, 0, 1}, Indices {0, 0, 0});
        QCOMPARE(numbers.names, (Names {"background", "dog", "cat", "bee"}));
        QCOMPARE(numbers.labels, (std::vector<int32_t> {1, 2, 3}));
        QCOMPARE(numbers.remarks.size(), size_t(1));
    }

    void someOfAKindAreListed()
    {
        const auto taken = [](int clipped, int64_t mostOfAKind) {
            ProblemList list;
            list.add({"b", 0, "y", ProblemKind::Refused});
            for (int i = 0; i < clipped; ++i)
                list.add({"a", i, "x", ProblemKind::BoxClipped});
            list.add({"c", 0, "z", ProblemKind::Refused});
            auto problems = list.take(mostOfAKind);
            return list.take().empty() ? problems : std::vector<DataProblem> {};
        };
        QCOMPARE(taken(5, 5).size(), size_t(7));
        const auto five = taken(8, 5);
        QCOMPARE(five.size(), size_t(5 + 2 + 1));
        QCOMPARE(textOf(five[5]), std::string("a:4: x")); // the first ones
        QCOMPARE(textOf(five[6]), std::string("c: z"));
        QCOMPARE(textOf(five[7]), std::string("…: and 3 more boxes clipped"));
        const auto all = taken(ProblemList::mostKept + 2, ProblemList::mostKept + 10);
        QCOMPARE(all.size(), size_t(ProblemList::mostKept + 2 + 1));
        QCOMPARE(textOf(all.back()), std::string("…: and 2 more boxes clipped"));
    }

    void everyItemOnce()
    {
        for (const int64_t n : {0, 1, 15, 16, 17, 1000}) {
            std::vector<int> done(size_t(n), 0);
            forEachInParallel(n, [&](int64_t i) { ++done[size_t(i)]; });
            forEachInParallel(
                n, [&](int64_t i) { ++done[size_t(i)]; }, 1);
            QCOMPARE(std::count(done.begin(), done.end(), 2), std::ptrdiff_t(n));
        }
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, forEachInParallel(100, [](int64_t i) {
            if (i == 70)
                throw std::runtime_error("70");
        }));
    }
};

QTEST_GUILESS_MAIN(TestSettling)
#include "tst_settling.moc"

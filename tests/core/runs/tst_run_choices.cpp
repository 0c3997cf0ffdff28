#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_choices.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

using namespace hardlens;
using test::textOf;

namespace {

std::vector<int64_t> stepsOf(const RunReader& run)
{
    std::vector<int64_t> steps;
    for (size_t i = 0; i < run.history().choices.size(); ++i)
        steps.push_back(run.history().choices[i]->step);
    return steps;
}

void change(const std::filesystem::path& folder, const std::string& sql)
{
    SQLite::Database(runFile(folder), SQLite::OPEN_READWRITE).exec(sql);
}

} // namespace

/// What steps chose, in a run file.
class TestRunChoices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comeBack()
    {
        const test::TestFolder folder;
        const auto without = test::madeUpStep(4,
            {.pictures = 3,
                .rois = 20,
                .mining = {.sampler = SamplerKind::Heuristic},
                .withLosses = false,
                .step = 31});
        {
            RunWriter writer(folder.run(), {}, {.bodies = {.every = 0, .last = 2}});
            test::recordSteps(writer, 1, 30);
            writer.record(
                nullptr, rowOf(without, 0), test::choicesFor(without)); // its body came too fast
        }
        const RunReader run(folder.run());
        QVERIFY(run.damage().empty());
        const auto& choices = run.history().choices;
        QCOMPARE(choices.size(), size_t {31}); // of all steps, however few bodies are kept
        for (int64_t s = 1; s <= 30; ++s)
            QCOMPARE(textOf(*choices[size_t(s - 1)]), textOf(choicesOf(*test::smallStep(s))));
        QCOMPARE(textOf(*choices[30]), textOf(choicesOf(without)));
        QVERIFY(textOf(*choices[30]).find("nan") != std::string::npos);
        const RunVerification found = verifyRun(folder.run());
        QVERIFY(found.isSound());
        QCOMPARE(found.stepChoices, int64_t {31});
    }

    void areReadAsTheyCome()
    {
        const test::TestFolder folder;
        RunWriter writer(folder.run(), {});
        test::recordSteps(writer, 1, 3);
        QVERIFY(writer.flush());
        RunReader run(folder.run());
        QCOMPARE(stepsOf(run), (std::vector<int64_t> {1, 2, 3}));
        const auto first = run.history().choices[0];
        test::recordSteps(writer, 4, 5);
        QVERIFY(writer.flush() && run.refresh());
        QCOMPARE(stepsOf(run), (std::vector<int64_t> {1, 2, 3, 4, 5}));
        QVERIFY(run.history().choices[0] == first); // not read again
        QVERIFY(!run.refresh());
    }

    // Steps 4 and 5 were done with two pictures; done again with one.
    void stepsDoneAgainReplaceThem()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            test::recordSteps(writer, 1, 5);
        }
        const auto again = test::madeUpStep(9, {.pictures = 1, .rois = 12, .step = 4});
        {
            RunWriter writer(folder.run(), {.resumedAfter = 3});
            writer.record(nullptr, rowOf(again, 0), test::choicesFor(again));
            StepRow row = rowOf(again, 0);
            row.step = 5;
            writer.record(nullptr, row, nullptr); // it has none now
        }
        const RunReader run(folder.run());
        QVERIFY(run.damage().empty());
        QCOMPARE(stepsOf(run), (std::vector<int64_t> {1, 2, 3, 4}));
        QCOMPARE(textOf(*run.history().choices[3]), textOf(choicesOf(again)));
    }

    void whatLacksARowIsLeftOut_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("problems");
        QTest::newRow("a picture")
            << "DELETE FROM picture_choices WHERE step = 3 AND place = 1" << 1;
        QTest::newRow("the first picture")
            << "DELETE FROM picture_choices WHERE step = 3 AND place = 0" << 2;
        QTest::newRow("an object")
            << "DELETE FROM object_choices WHERE step = 3 AND place = 0 AND object = "
               "(SELECT max(object) FROM object_choices WHERE step = 3 AND place = 0)"
            << 1;
        QTest::newRow("all objects") << "DELETE FROM object_choices WHERE step = 3" << 1;
        QTest::newRow("a wrong count")
            << "UPDATE picture_choices SET selected = selected + 1 WHERE step = 3 AND place = 1"
            << 2;
        QTest::newRow("a wrong object")
            << "UPDATE object_choices SET label = 9 WHERE step = 3 AND place = 1" << -1;
    }

    void whatLacksARowIsLeftOut()
    {
        QFETCH(QString, sql);
        QFETCH(int, problems);
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            test::recordSteps(writer, 1, 5);
        }
        change(folder.run(), sql.toStdString());
        const RunReader run(folder.run());
        QCOMPARE(stepsOf(run), (std::vector<int64_t> {1, 2, 4, 5}));
        QCOMPARE(run.damage().back(),
            std::string("the choices of 1 step are damaged; the first: step 3"));
        if (problems > 0)
            QCOMPARE(int(run.damage().size()), problems);
        QVERIFY(!verifyRun(folder.run()).isSound());
    }

    void bodiesMustAgree()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            const auto step = test::smallStep(1);
            StepChoices choices = choicesOf(*step);
            ++choices.pictures[1].selected;
            writer.record(step, rowOf(*step, 0), std::make_shared<const StepChoices>(choices));
        }
        QCOMPARE(verifyRun(folder.run()).problems,
            std::vector<std::string> {"choices of step 1: its body says others"});
    }
};

QTEST_GUILESS_MAIN(TestRunChoices)
#include "tst_run_choices.moc"

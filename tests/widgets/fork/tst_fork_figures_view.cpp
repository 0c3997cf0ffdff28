#include "made_up_fork.h"
#include "tests/widgets/shots.h"
#include "widgets/export/export_menu.h"
#include "widgets/fork/fork_figures_model.h"
#include "widgets/fork/fork_figures_view.h"
#include "widgets/fork/fork_words.h"
#include "widgets/fork/variant_look.h"
#include "widgets/fork/variant_tag.h"
#include "widgets/roi/overlay_style.h"

#include <QAbstractItemModelTester>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <string_view>

using namespace hardlens;
using namespace hardlens::test;
using Model = ForkFiguresModel;

namespace {

const QStringList fourNames {"OHEM", "Heuristic 1:3", "NMS by loss off", "B RoIs 32"};

/// The row of a figure, by its key.
int rowOf(const char* key, Bench bench = Bench::Detection)
{
    const auto figures = forkFigures(bench);
    const auto at = std::ranges::find(figures, std::string_view(key), &ForkFigure::key);
    return int(at - figures.begin());
}

QString text(const Model& model, const char* key, int variant, Bench bench = Bench::Detection)
{
    return model.index(rowOf(key, bench), variant).data().toString();
}

QString difference(const Model& model, const char* key, int variant, Bench bench = Bench::Detection)
{
    return model.index(rowOf(key, bench), variant).data(Model::DifferenceRole).toString();
}

/// The comparison of two variants with these figures.
std::vector<VariantComparison> two(const VariantFigures& a, const VariantFigures& b)
{
    return {{.figures = a, .choice = ChoiceComparison {.both = 64}},
        {.figures = b,
            .choice
            = ChoiceComparison {.both = 41, .onlyHere = 23, .onlyThere = 23, .overlap = 41 / 87.}}};
}

} // namespace

class TestForkFiguresView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void valuesAndDifferences()
    {
        Model model;
        const QAbstractItemModelTester tester(&model);
        model.setNames({"OHEM", "Heuristic"});
        model.setVariants(two({.step = 413,
                                  .meanLossAll = .5004,
                                  .lossShareChosen = .25,
                                  .chosen = 64,
                                  .suppressed = 1200,
                                  .stepMs = 150},
            {.step = 413,
                .meanLossAll = .4806,
                .lossShareChosen = .251,
                .chosen = 64,
                .suppressed = 0,
                .stepMs = 149.5}));
        QCOMPARE(text(model, "mean_loss_all", 0), "0.500");
        QCOMPARE(text(model, "mean_loss_all", 1), "0.481");
        // Of what is shown (0.481 - 0.500), not of what is behind it (0.0198).
        QCOMPARE(difference(model, "mean_loss_all", 1), "−0.019");
        QCOMPARE(difference(model, "mean_loss_all", 0), "");
        QCOMPARE(text(model, "loss_share_chosen", 1), "25.1");
        QCOMPARE(difference(model, "loss_share_chosen", 1), "+0.1");
        QCOMPARE(difference(model, "chosen", 1), "=");
        QCOMPARE(text(model, "suppressed", 0), groupedCount(1200));
        QVERIFY(difference(model, "suppressed", 1).startsWith("−1"));
        QCOMPARE(difference(model, "step_ms", 1), "−0.5");
        QCOMPARE(text(model, "mean_loss_chosen", 0), "–"); // not known
        QCOMPARE(difference(model, "mean_loss_chosen", 1), "");
        QCOMPARE(text(model, "chosen_by_both", 0), ""); // with itself: nothing to say
        QCOMPARE(text(model, "chosen_by_both", 1), "41");
        QCOMPARE(text(model, "chosen_only_there", 1), "23");
        QCOMPARE(text(model, "overlap", 1), "47.1");
        QCOMPARE(model.index(rowOf("mean_loss_all"), 1).data(Qt::AccessibleTextRole).toString(),
            "Heuristic, mean loss, all RoIs: 0.481, −0.019 against the first");
        QVERIFY(model.csv().startsWith("figure,OHEM,Heuristic\r\nmean_loss_all,0.5004,0.4806\r\n"));
        QVERIFY(model.csv().contains("\r\nmean_loss_chosen,,\r\n"));
    }

    void figuresOfEmbeddings()
    {
        Model model;
        const QAbstractItemModelTester tester(&model);
        model.setNames({"weighted", "uniform"}, Bench::Embedding);
        const VariantFigures weighted {.stepMs = 40,
            .evaluatedStep = 400,
            .loss = .25,
            .triplets = 480,
            .negativeDistance = 1.1,
            .sampleSize = 3.2,
            .emptyRows = 4,
            .recallAtOne = .5};
        VariantFigures uniform = weighted;
        uniform.negativeDistance = 1.3;
        uniform.sampleSize = 75;
        uniform.emptyRows = 0;
        uniform.recallAtOne = .48;
        model.setVariants(two(weighted, uniform));
        const auto textOf = [&](const char* key) { return text(model, key, 1, Bench::Embedding); };
        const auto by
            = [&](const char* key) { return difference(model, key, 1, Bench::Embedding); };
        QCOMPARE(textOf("loss"), "0.250");
        QCOMPARE(by("triplets"), "=");
        QCOMPARE(textOf("negative_distance"), "1.300");
        QCOMPARE(by("negative_distance"), "+0.200");
        QCOMPARE(by("effective_sample"), "+71.8");
        QCOMPARE(by("empty_rows"), "−4");
        QCOMPARE(textOf("recall_at_1"), "0.480");
        QCOMPARE(by("recall_at_1"), "−0.020");
        QCOMPARE(difference(model, "recall_at_1", 0, Bench::Embedding), "step 400");
        QCOMPARE(textOf("positive_distance"), "–");
        QCOMPARE(textOf("drawn_by_both"), "41");
        QCOMPARE(textOf("overlap"), "47.1");
        QVERIFY(model.csv().contains("\r\ndrawn_only_here,,23\r\n"));
    }

    // One line: between what is of a step and what compares two choices.
    void oneRowBeginsTheComparison()
    {
        Model model;
        for (const auto& [bench, key] : {std::pair(Bench::Detection, "chosen_by_both"),
                 std::pair(Bench::Embedding, "drawn_by_both")}) {
            model.setNames({"A", "B"}, bench);
            for (int row = 0; row < model.rowCount(); ++row)
                QCOMPARE(model.headerData(row, Qt::Vertical, Model::ComparisonBeginsRole).toBool(),
                    row == rowOf(key, bench));
        }
    }

    void anMapSaysOfWhichStepItIs()
    {
        Model model;
        model.setNames({"A", "B"});
        model.setVariants(two({.meanAveragePrecision = .5, .evaluatedStep = 400},
            {.meanAveragePrecision = .52, .evaluatedStep = 400}));
        QCOMPARE(difference(model, "map", 0), "step 400");
        QCOMPARE(difference(model, "map", 1), "+0.020");
        // One that was evaluated later is not compared.
        model.setVariants(two({.meanAveragePrecision = .5, .evaluatedStep = 400},
            {.meanAveragePrecision = .52, .evaluatedStep = 450}));
        QCOMPARE(difference(model, "map", 1), "step 450");
        QCOMPARE(model.index(rowOf("map"), 1).data(Qt::AccessibleTextRole).toString(),
            "B, mAP: 0.520, step 450");
    }

    void firstStepInWords()
    {
        ForkFiguresView view;
        view.setVariants({"OHEM", "Heuristic 1:3"}, 412);
        QCOMPARE(view.firstStepText(), "");
        const auto first = madeUpForkSteps(2, 413);
        view.setSteps(madeUpForkSteps(2, 420), std::vector<History>(2));
        QCOMPARE(view.firstStepText(), ""); // that was not it
        view.setSteps(first, std::vector<History>(2));
        const auto both = compareChoices(first[0]->detection(), first[1]->detection()).both;
        QVERIFY(both > 0 && both < 64);
        const QString words
            = QString("First step: same pictures, RoIs and losses; %1 of 64 chosen by both.")
                  .arg(both);
        QCOMPARE(view.firstStepText(), words);
        view.setSteps(madeUpForkSteps(2, 420), std::vector<History>(2));
        QCOMPARE(view.firstStepText(), words); // stays
        view.setVariants({"A", "B"}, 500);
        QCOMPARE(view.firstStepText(), "");
    }

    void firstStepOfEmbeddings()
    {
        ForkFiguresView view;
        view.setVariants({"weighted", "uniform"}, 412, Bench::Embedding);
        const auto steps = madeUpEmbeddingForkSteps(2, 413);
        view.setSteps(steps, std::vector<History>(2));
        const EmbeddingStep &weighted = steps[0]->embedding(), &uniform = steps[1]->embedding();
        const int64_t both = compareChoices(weighted, uniform).both;
        QVERIFY(both > 0 && both < weighted.draws);
        QCOMPARE(view.firstStepText(),
            QString("First step: same pictures and embeddings; %1 of %2 triplets drawn by both.")
                .arg(groupedCount(both), groupedCount(weighted.draws)));
        // A loss that reads no draws leaves nothing to compare.
        std::vector<VariantComparison> whole(2);
        for (VariantComparison& variant : whole) {
            variant.choice = ChoiceComparison {};
            variant.sameness = Sameness {.isSameUpToTheChoice = true};
        }
        QCOMPARE(firstStepWords(whole, {"A", "B"}, Bench::Embedding).text,
            "First step: same pictures and embeddings.");
    }

    void firstStepWordsOfMoreAndOfOthers()
    {
        auto variants = two({}, {});
        variants[0].sameness = Sameness {.isSameUpToTheChoice = true, .lossesCompared = true};
        variants[1].sameness = Sameness {.isSameUpToTheChoice = true};
        QCOMPARE(firstStepWords(variants, {"A", "B"}).text,
            "First step: same pictures and RoIs; 41 of 64 chosen by both.");
        variants.push_back(variants[1]);
        variants[2].choice = ChoiceComparison {.both = 30, .onlyHere = 2, .onlyThere = 34};
        QCOMPARE(firstStepWords({variants[0], variants[2]}, {"A", "C"}).text,
            "First step: same pictures and RoIs; 30 of 64 and 32 chosen by both.");
        QCOMPARE(firstStepWords(variants, {"A", "B", "C"}).text,
            "First step: same pictures and RoIs; of 64 chosen by A: 41 (B), 30 (C).");
        variants[1].sameness = Sameness {.firstDifference = "losses of RoI 17 of picture 2"};
        const FirstStepWords words = firstStepWords(variants, {"A", "B", "C"});
        QCOMPARE(words.text, "First step: not the same in B (losses of RoI 17 of picture 2).");
        QVERIFY(words.differs);
        QVERIFY(firstStepWords({variants[0]}, {"A"}).text.isEmpty());
    }

    void emptyState()
    {
        ForkFiguresView view;
        QVERIFY(view.emptyText().startsWith("No fork yet."));
        view.setVariants({"A", "B"}, 412);
        QCOMPARE(view.emptyText(), "");
        QCOMPARE(view.note(), "forked after step 412");
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, view.setSteps({nullptr}, {History {}}));
        view.setVariants({}, 0);
        QVERIFY(!view.emptyText().isEmpty());
    }

    void nothingJumps()
    {
        ForkFiguresView view;
        view.resize(720, 380);
        view.setVariants({"OHEM", "Heuristic 1:3"}, 412);
        view.show();
        auto* table = view.findChild<QTableView*>();
        const auto places = [&] {
            QList<QRect> all;
            for (int row = 0; row < view.model()->rowCount(); ++row)
                for (int v = 0; v < 2; ++v)
                    all << table->visualRect(view.model()->index(row, v));
            return all;
        };
        const auto before = places();
        QSignalSpy resets(view.model(), &QAbstractItemModel::modelReset);
        view.setSteps(madeUpForkSteps(2, 413), madeUpForkHistories(2, 413, 412));
        QTest::qWait(20);
        QCOMPARE(places(), before);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(text(*view.model(), "chosen", 0), "64");
        // All rows are seen without scrolling.
        QVERIFY(before.last().bottom() <= table->viewport()->height());
    }

    void hiddenItDoesNotWork()
    {
        ForkFiguresView view;
        view.setVariants({"A", "B"}, 412);
        view.setSteps(madeUpForkSteps(2, 413), std::vector<History>(2));
        QCOMPARE(text(*view.model(), "chosen", 0), "–");
        view.show();
        QCOMPARE(text(*view.model(), "chosen", 0), "64");
    }

    void namesOfVariants()
    {
        QCOMPARE(variantNames(samplerOption(), {"ohem", "heuristic"}),
            (QStringList {"OHEM", "Heuristic 1:3"}));
        QCOMPARE(variantNames(useNmsOption(), {"true", "false"}),
            (QStringList {"NMS by loss on", "NMS by loss off"}));
        QCOMPARE(variantNames(nmsIouOption(), {"0.7"}), (QStringList {"NMS IoU 0.7"}));
    }

    void shots()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder");
        for (const int variants : {2, 4}) {
            ForkFiguresView view;
            view.setVariants(fourNames.mid(0, variants), 412);
            view.setFirstSteps(madeUpForkSteps(size_t(variants), 413));
            view.setSteps(madeUpForkSteps(size_t(variants), 460),
                madeUpForkHistories(size_t(variants), 460, 412));
            shoot(view, QString("fork-figures-%1").arg(variants),
                {150 + 260 * std::min(variants, 3), 350});
        }
        ForkFiguresView embedding;
        embedding.setVariants({"distance-weighted", "uniform"}, 150, Bench::Embedding);
        embedding.setFirstSteps(madeUpEmbeddingForkSteps(2, 151));
        embedding.setSteps(
            madeUpEmbeddingForkSteps(2, 180), {madeUpEmbeddingRun(180), madeUpEmbeddingRun(180)});
        shoot(embedding, "fork-figures-embedding", {670, 350});
        ForkFiguresView empty;
        shoot(empty, "fork-figures-empty", {520, 200});
        QWidget row;
        auto* layout = new QHBoxLayout(&row);
        for (int v = 0; v < mostVariants; ++v)
            layout->addWidget(new VariantTag(v, fourNames[v]));
        shoot(row, "variant-tags", {600, 40});
    }
};

QTEST_MAIN(TestForkFiguresView)
#include "tst_fork_figures_view.moc"

#include "core/analysis/clustering.h"
#include "core/analysis/match_places.h"
#include "core/analysis/neighbours.h"
#include "core/analysis/retrieval.h"
#include "core/basics/checked_file.h"
#include "core/basics/parallel_items.h"
#include "core/data/picture_decoding.h"
#include "tests/core/analysis_retrieval/zip_entries.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <sstream>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

namespace {

/// A table of numbers with the class last, separated by commas.
struct Digits
{
    std::vector<float> values {};
    std::vector<int32_t> labels {};

    explicit Digits(const fs::path& path)
    {
        std::istringstream lines(readTextFile(path));
        for (std::string line; std::getline(lines, line);) {
            std::replace(line.begin(), line.end(), ',', ' ');
            std::istringstream fields(line);
            std::vector<float> numbers;
            for (float number; fields >> number;)
                numbers.push_back(number);
            if (numbers.size() != 65)
                continue;
            labels.push_back(int32_t(numbers.back()));
            values.insert(values.end(), numbers.begin(), numbers.end() - 1);
        }
    }

    EmbeddingTable table() const { return {values, 64}; }
};

/// The class that most of the first k neighbours have; of equal ones the lowest.
int32_t voted(std::span<const Neighbour> nearest, const std::vector<int32_t>& labels, size_t k)
{
    std::array<int, 10> votes {};
    for (const Neighbour& neighbour : nearest.first(k))
        ++votes[size_t(labels[size_t(neighbour.index)])];
    return int32_t(std::max_element(votes.begin(), votes.end()) - votes.begin());
}

using Ink = std::vector<std::pair<double, double>>;

/// Places of black pixels around their middle.
Ink inkOf(const std::string& png)
{
    const Pixels pixels = decodeWithReport(std::as_bytes(std::span(png)), "png").pixels;
    Ink ink;
    double x = 0, y = 0;
    for (int i = 0; i < pixels.width * pixels.height; ++i)
        if (pixels.rgb[size_t(i) * 3] == 0) {
            ink.emplace_back(i % pixels.width, i / pixels.width);
            x += ink.back().first;
            y += ink.back().second;
        }
    for (auto& [px, py] : ink) {
        px -= x / double(ink.size());
        py -= y / double(ink.size());
    }
    return ink;
}

double meanRoot(const std::vector<double>& squares)
{
    double sum = 0;
    for (const double square : squares)
        sum += std::sqrt(square);
    return sum / double(squares.size());
}

/// The greater of the two mean distances of points to the nearest one of the other.
double modifiedHausdorff(const Ink& a, const Ink& b)
{
    std::vector<double> fromA(a.size(), 1e300), fromB(b.size(), 1e300);
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t j = 0; j < b.size(); ++j) {
            const double dx = a[i].first - b[j].first, dy = a[i].second - b[j].second;
            const double square = dx * dx + dy * dy;
            fromA[i] = std::min(fromA[i], square);
            fromB[j] = std::min(fromB[j], square);
        }
    return std::max(meanRoot(fromA), meanRoot(fromB));
}

std::string numbered(const char* start, int number, const char* end)
{
    return concat(start, number < 10 ? "0" : "", number, end);
}

/// Errors, of 20, in telling which training letter a test letter is.
int errorsOfRun(const std::map<std::string, std::string>& files, int run)
{
    const std::string folder = numbered("run", run, "/");
    std::vector<Ink> training, test;
    for (int i = 1; i <= 20; ++i) {
        training.push_back(inkOf(files.at(folder + numbered("training/class", i, ".png"))));
        test.push_back(inkOf(files.at(folder + numbered("test/item", i, ".png"))));
    }
    std::istringstream lines(files.at(folder + "class_labels.txt"));
    std::string item, right;
    int errors = 0;
    for (size_t i = 0; lines >> item >> right; ++i) {
        std::vector<std::pair<double, int>> order;
        for (int c = 0; c < 20; ++c)
            order.emplace_back(modifiedHausdorff(test[i], training[size_t(c)]), c);
        std::sort(order.begin(), order.end());
        std::vector<uint8_t> hits;
        for (const auto& [distance, c] : order)
            hits.push_back(folder + numbered("training/class", c + 1, ".png") == right);
        errors += rankingScores(hits, 1).precisionAt1 == 0;
    }
    return errors;
}

double round(double value, int decimals)
{
    const double scale = std::pow(10, decimals);
    return std::round(value * scale) / scale;
}

} // namespace

class TestRetrievalReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors()
    {
        const fs::path file = vectorsFolder() / "retrieval.json";
        HL_SKIP_UNLESS_PRESENT(file);
        for (const auto& fixture : readJson(file).at("cases")) {
            std::vector<float> values;
            for (const auto& row : fixture.at("embeddings"))
                for (const auto& value : row)
                    values.push_back(value.get<float>());
            const auto labels = integersOf(fixture.at("labels"));
            const EmbeddingTable table {values, int64_t(values.size() / labels.size())};
            const auto places = firstMatchPlaces(table, labels);
            for (const auto& [k, recall] : fixture.at("recall_at").items())
                QCOMPARE(recallAt(places, std::stoll(k)), recall.get<double>());
            const auto agreement = clusterAgreement(labels, integersOf(fixture.at("clusters")));
            QCOMPARE(agreement.nmi, fixture.at("nmi_arithmetic").get<double>());
            QCOMPARE(agreement.mutualInformation
                    / std::sqrt(agreement.classEntropy * agreement.clusterEntropy),
                fixture.at("nmi_geometric").get<double>());
        }
    }

    void pytorchMetricLearning()
    {
        const fs::path file
            = dataFolder() / "reference_vectors" / "retrieval_pml" / "expected.json";
        HL_SKIP_UNLESS_PRESENT(file);
        const auto expected = readJson(file);
        const auto labels = integersOf(expected.at("query_labels"));
        int compared = 0;
        for (const auto& fixture : expected.at("cases")) {
            const int excluded = fixture.at("R").get<std::string>().ends_with("-1") ? 1 : 0;
            std::array<double, 4> means {};
            for (size_t q = 0; q < labels.size(); ++q) {
                std::vector<uint8_t> hits;
                for (const auto& label : fixture.at("knn_labels").at(q))
                    hits.push_back(label.get<int32_t>() == labels[q]);
                const int64_t relevant
                    = expected.at("label_counts").at(std::to_string(labels[q])).get<int64_t>()
                    - excluded;
                const RankingScores scores = rankingScores(hits, relevant);
                const std::array<double, 4> ours {scores.precisionAt1, scores.rPrecision,
                    scores.averagePrecisionAtR, scores.reciprocalRank};
                const std::array keys {"precision_at_1", "r_precision", "map_at_r", "mrr"};
                for (size_t i = 0; i < keys.size(); ++i) {
                    means[i] += ours[i] / double(labels.size());
                    QCOMPARE(
                        ours[i], fixture.at("expected_per_query").at(keys[i]).at(q).get<double>());
                    ++compared;
                }
            }
            const auto& mean = fixture.at("expected_mean_over_queries");
            QCOMPARE(means[0], mean.at("precision_at_1").get<double>());
            QCOMPARE(means[1], mean.at("r_precision").get<double>());
            QCOMPARE(means[2], mean.at("map_at_r").get<double>());
            QCOMPARE(means[3], mean.at("mrr").get<double>());
        }
        QCOMPARE(compared, 48);
    }

    /// The same lists, with Recall@K: the place of the first hit.
    void recallOfLists()
    {
        const std::vector<int32_t> places {2, 1, 5, 1, 3, 0};
        QCOMPARE(recallAt(places, 1), 2. / 6);
        QCOMPARE(recallAt(places, 2), 3. / 6);
        QCOMPARE(recallAt(places, 3), 4. / 6);
        QCOMPARE(recallAt(places, 4), 4. / 6);
        QCOMPARE(recallAt(places, 5), 5. / 6);
    }

    void clusters()
    {
        const fs::path file
            = dataFolder() / "reference_vectors" / "clustering_sklearn" / "expected.json";
        HL_SKIP_UNLESS_PRESENT(file);
        const auto expected = readJson(file);
        int compared = 0;
        const auto compare = [&](double ours, const nlohmann::json& in, const char* key) {
            if (!in.contains(key))
                return;
            QCOMPARE(ours, in.at(key).get<double>());
            ++compared;
        };
        for (const auto& fixture : expected.at("cases")) {
            const auto a = clusterAgreement(
                integersOf(fixture.at("labels_true")), integersOf(fixture.at("labels_pred")));
            const auto& exact = fixture.at("computed");
            compare(a.mutualInformation, exact, "mutual_info");
            compare(a.nmi, exact, "nmi_arithmetic");
            compare(a.nmi, exact, "v_measure");
            compare(a.mutualInformation / a.classEntropy, exact, "homogeneity");
            compare(a.mutualInformation / a.clusterEntropy, exact, "completeness");
            const int decimals = fixture.at("decimals").get<int>();
            const auto& published = fixture.at("published");
            compare(round(a.nmi, decimals), published, "v_measure_equals_nmi_arithmetic");
            compare(round(a.mutualInformation, decimals), published, "mutual_info_nats");
        }
        QCOMPARE(compared, 5 * 4 + 3);
        for (const auto& fixture : expected.at("exact")) {
            const auto a = clusterAgreement(
                integersOf(fixture.at("labels_true")), integersOf(fixture.at("labels_pred")));
            QCOMPARE(a.nmi, fixture.value("all_scores", fixture.value("nmi", -1.)));
        }
    }

    /// UCI optdigits: what its description publishes for k = 1 … 11.
    void opticalDigits()
    {
        const fs::path folder = dataFolder() / "reference_vectors" / "optdigits_knn";
        HL_SKIP_UNLESS_PRESENT(folder / "optdigits.tra");
        const auto published
            = readJson(folder / "expected.json").at("published_knn_test_accuracy_percent");
        const Digits gallery(folder / "optdigits.tra");
        const Digits queries(folder / "optdigits.tes");
        QCOMPARE(gallery.labels.size(), size_t(3823));
        QCOMPARE(queries.labels.size(), size_t(1797));
        const auto lists = nearestNeighbours(gallery.table(), queries.table(), {.count = 11});
        for (size_t k = 1; k <= 11; ++k) {
            int right = 0;
            for (size_t q = 0; q < lists.size(); ++q)
                right += voted(lists[q], gallery.labels, k) == queries.labels[q];
            const double percent = 100. * right / double(lists.size());
            QCOMPARE(round(percent, 2), published.at(std::to_string(k)).get<double>());
        }
    }

    /// Lake et al.: nearest neighbour by the modified Hausdorff distance errs in 38.8 %.
    void omniglotOneShot()
    {
        const fs::path folder = dataFolder() / "reference_vectors" / "omniglot_one_shot";
        HL_SKIP_UNLESS_PRESENT(folder / "all_runs.zip");
        const auto expected = readJson(folder / "expected.json");
        const auto files = zipEntries(folder / "all_runs.zip");
        std::vector<int> errors(20);
        forEachInParallel(
            20, [&](int64_t run) { errors[size_t(run)] = errorsOfRun(files, int(run) + 1); }, 1);
        for (size_t run = 0; run < errors.size(); ++run)
            QCOMPARE(errors[run] * 5.,
                expected.at("computed_error_percent_per_run").at(run).get<double>());
        QCOMPARE(std::accumulate(errors.begin(), errors.end(), 0), 155); // of 400: 38.75 %
    }
};

QTEST_GUILESS_MAIN(TestRetrievalReference)
#include "tst_retrieval_reference.moc"

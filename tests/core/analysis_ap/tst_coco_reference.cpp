#include "core/analysis/coco_average_precision.h"
#include "core/basics/random.h"
#include "tests/support/reference_files.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <map>

using namespace hardlens;
namespace fs = std::filesystem;
using nlohmann::json;

// Pictures, detections and numbers that others published; every README beside them says whose.

namespace {

/// Test pictures in COCO's format, categories by rising id.
struct Case
{
    std::vector<std::string> classNames {"background"};
    std::vector<Detection> detections {};
    std::vector<TestObject> objects {};
};

/// One of the files has some picture ids as text.
int64_t idOf(const json& value)
{
    return value.is_string() ? std::stoll(value.get<std::string>()) : value.get<int64_t>();
}

Box boxOf(const json& xywh)
{
    const double x = xywh.at(0), y = xywh.at(1), w = xywh.at(2), h = xywh.at(3);
    return {float(x), float(y), float(x + w), float(y + h)};
}

Case readCase(const fs::path& groundTruth, const fs::path& results)
{
    Case c;
    const json truth = test::readJson(groundTruth);
    std::map<int64_t, std::string> categories;
    for (const json& category : truth.at("categories"))
        categories[idOf(category.at("id"))] = category.value("name", "");
    std::map<int64_t, int32_t> labels;
    for (const auto& [id, name] : categories) {
        labels[id] = int32_t(c.classNames.size());
        c.classNames.push_back(name);
    }
    for (const json& a : truth.at("annotations"))
        c.objects.push_back({.picture = idOf(a.at("image_id")),
            .label = labels.at(idOf(a.at("category_id"))),
            .box = boxOf(a.at("bbox")),
            .crowd = a.value("iscrowd", 0) != 0,
            .area = a.at("area").get<double>()});
    const json found = test::readJson(results);
    for (const json& d : found.is_object() ? found.at("annotations") : found)
        c.detections.push_back({.picture = idOf(d.at("image_id")),
            .label = labels.at(idOf(d.at("category_id"))),
            .score = d.at("score").get<float>(),
            .box = boxOf(d.at("bbox"))});
    return c;
}

const std::vector<std::pair<const char*, double CocoMetrics::*>>& numbers()
{
    static const std::vector<std::pair<const char*, double CocoMetrics::*>> table {
        {"AP", &CocoMetrics::ap}, {"AP50", &CocoMetrics::ap50}, {"AP75", &CocoMetrics::ap75},
        {"AP_small", &CocoMetrics::apSmall}, {"AP_medium", &CocoMetrics::apMedium},
        {"AP_large", &CocoMetrics::apLarge}, {"AR1", &CocoMetrics::ar1},
        {"AR10", &CocoMetrics::ar10}, {"AR100", &CocoMetrics::ar100},
        {"AR_small", &CocoMetrics::arSmall}, {"AR_medium", &CocoMetrics::arMedium},
        {"AR_large", &CocoMetrics::arLarge}};
    return table;
}

/// Their -1 is our NaN.
bool agree(double ours, double theirs, double tolerance)
{
    return theirs == -1 ? std::isnan(ours) : std::abs(ours - theirs) <= tolerance;
}

} // namespace

class TestCocoReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void published_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("groundTruth");
        QTest::addColumn<QString>("results");
        QTest::addColumn<QString>("key");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("100 pictures, full precision")
            << "coco_fakebbox100"
            << "instances_val2014_100.json"
            << "instances_val2014_fakebbox100_results.json"
            << "published_full_precision" << 1e-9;
        QTest::newRow("100 pictures, as cocoapi prints them")
            << "coco_fakebbox100"
            << "instances_val2014_100.json"
            << "instances_val2014_fakebbox100_results.json"
            << "published_3_decimals" << .5e-3;
        QTest::newRow("area of the box, no crowds") << "coco_bbox_area100"
                                                    << "gt_bbox_area.json"
                                                    << "dets_plain_list.json"
                                                    << "published_6_decimals" << .5e-6;
        QTest::newRow("area of the box, no crowds, in a dictionary")
            << "coco_bbox_area100"
            << "gt_bbox_area.json"
            << "dets_wrapped_dict.json"
            << "published_6_decimals" << .5e-6;
        QTest::newRow("a crowd") << "coco_crowd_ignore"
                                 << "gt_ignore_test.json"
                                 << "dt_ignore_test.json"
                                 << "published" << 1e-9;
    }

    void published()
    {
        QFETCH(QString, folder);
        QFETCH(QString, groundTruth);
        QFETCH(QString, results);
        QFETCH(QString, key);
        QFETCH(double, tolerance);
        const fs::path at = test::dataFolder() / "reference_vectors" / folder.toStdString();
        HL_SKIP_UNLESS_PRESENT(at);
        const Case c = readCase(at / groundTruth.toStdString(), at / results.toStdString());
        const json expected = test::readJson(at / "expected.json").at(key.toStdString());
        const auto evaluation = cocoAveragePrecision(c.detections, c.objects, c.classNames);
        for (const auto& [name, number] : numbers()) {
            const double ours = evaluation.mean.*number, theirs = expected.at(name);
            QVERIFY2(agree(ours, theirs, tolerance),
                qPrintable(QStringLiteral("%1: %2, published %3")
                               .arg(name)
                               .arg(ours, 0, 'g', 16)
                               .arg(theirs, 0, 'g', 16)));
        }
    }

    void otherAreaRanges()
    {
        const fs::path at = test::dataFolder() / "reference_vectors" / "coco_fakebbox100";
        HL_SKIP_UNLESS_PRESENT(at);
        const Case c = readCase(
            at / "instances_val2014_100.json", at / "instances_val2014_fakebbox100_results.json");
        const json expected
            = test::readJson(at / "expected.json").at("extra_area_ranges_published");
        const auto agrees = [&](double ap, double ar, const char* range) {
            return agree(ap, expected.at(range).at("AP"), 1e-9)
                && agree(ar, expected.at(range).at("AR"), 1e-9);
        };
        const CocoMetrics low = cocoAveragePrecision(
            c.detections, c.objects, c.classNames, {.mediumFrom = 8 * 8, .largeFrom = 16 * 16})
                                    .mean;
        QVERIFY(agrees(low.apSmall, low.arSmall, "nano_0_8^2"));
        QVERIFY(agrees(low.apMedium, low.arMedium, "micro_8^2_16^2"));
        const CocoMetrics high = cocoAveragePrecision(
            c.detections, c.objects, c.classNames, {.mediumFrom = 16 * 16, .largeFrom = 32 * 32})
                                     .mean;
        QVERIFY(agrees(high.apMedium, high.arMedium, "small_16^2_32^2"));
    }

    // As large as COCO's validation set with 100 detections in each picture.
    void howLongItTakes()
    {
        constexpr int classes = 80, pictures = 5000;
        Case c;
        for (int label = 1; label <= classes; ++label)
            c.classNames.push_back(std::to_string(label));
        RandomStream random({.seed = 1});
        const auto label = [&] { return 1 + int32_t(random.below(classes)); };
        const auto box = [&] {
            const float x = random.uniform(0, 500), y = random.uniform(0, 400);
            return Box {x, y, x + random.uniform(5, 200), y + random.uniform(5, 200)};
        };
        for (int64_t p = 0; p < pictures; ++p) {
            for (int i = 0; i < 7; ++i)
                c.objects.push_back({.picture = p, .label = label(), .box = box()});
            for (int i = 0; i < 100; ++i)
                c.detections.push_back({p, label(), random.uniform(), box()});
            for (size_t i = c.objects.size() - 7; i < c.objects.size(); ++i)
                c.detections.push_back({p, c.objects[i].label, random.uniform(), c.objects[i].box});
        }
        QElapsedTimer timer;
        timer.start();
        const auto evaluation = cocoAveragePrecision(c.detections, c.objects, c.classNames);
        qInfo("5,000 pictures, 80 classes, %zu detections: %.2f s", c.detections.size(),
            double(timer.elapsed()) / 1e3);
        // Each object was found exactly, among false ones.
        QCOMPARE(evaluation.mean.ar100, 1.);
        QVERIFY(evaluation.mean.ap > 0 && evaluation.mean.ap < .5);
    }
};

QTEST_GUILESS_MAIN(TestCocoReference)
#include "tst_coco_reference.moc"

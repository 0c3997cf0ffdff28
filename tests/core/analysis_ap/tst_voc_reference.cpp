#include "core/analysis/average_precision.h"
#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "tests/support/reference_files.h"

#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

using namespace hardlens;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// Test pictures with classes by name.
struct Case
{
    std::vector<std::string> classNames {"background"};
    std::vector<Detection> detections {};
    std::vector<TestObject> objects {};

    /// 0 for a class that has no objects, which is what these evaluations leave out.
    int32_t labelOf(const std::string& name) const
    {
        const auto at = std::find(classNames.begin() + 1, classNames.end(), name);
        return at == classNames.end() ? 0 : int32_t(at - classNames.begin());
    }

    int32_t labelForObject(const std::string& name)
    {
        if (labelOf(name) == 0)
            classNames.push_back(name);
        return labelOf(name);
    }
};

enum class Corners
{
    TwoPoints,
    PointAndSize
};

std::vector<fs::path> filesOf(const fs::path& folder)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Lines "class [score] a b c d", with a score where `reader` takes one.
template <typename Reader>
void readLines(const fs::path& file, bool withScore, const Reader& reader)
{
    std::istringstream lines(readTextFile(file));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string name, score = "0";
        Box box;
        if (!(words >> name))
            continue;
        if (withScore)
            words >> score;
        if (!(words >> box.x1 >> box.y1 >> box.x2 >> box.y2))
            throw DataError(concat(file.string(), ": cannot read \"", line, "\""));
        reader(name, std::strtof(score.c_str(), nullptr), box);
    }
}

Box cornersOf(const Box& numbers, Corners corners)
{
    if (corners == Corners::TwoPoints)
        return numbers;
    return {numbers.x1, numbers.y1, numbers.x1 + numbers.x2, numbers.y1 + numbers.y2};
}

void readVocObjects(const fs::path& file, int64_t picture, Case& c)
{
    QXmlStreamReader xml(QByteArray::fromStdString(readTextFile(file)));
    std::map<std::string, std::string> fields;
    while (!xml.atEnd()) {
        xml.readNext();
        const std::string name = xml.name().toString().toStdString();
        if (xml.isStartElement() && name == "object") {
            fields.clear();
        } else if (xml.isStartElement()) {
            const auto kind = QXmlStreamReader::IncludeChildElements;
            if (name == "name" || name == "difficult" || name.size() == 4)
                fields[name] = xml.readElementText(kind).toStdString();
        } else if (xml.isEndElement() && name == "object") {
            c.objects.push_back({.picture = picture,
                .label = c.labelForObject(fields.at("name")),
                .box = {std::stof(fields.at("xmin")), std::stof(fields.at("ymin")),
                    std::stof(fields.at("xmax")), std::stof(fields.at("ymax"))},
                .difficult = fields["difficult"] == "1"});
        }
    }
}

Case readCase(const fs::path& objects, const fs::path& detections, Corners corners)
{
    Case c;
    std::map<std::string, int64_t> pictures;
    for (const fs::path& file : filesOf(objects)) {
        const int64_t picture
            = pictures.emplace(file.stem().string(), pictures.size()).first->second;
        if (file.extension() == ".xml") {
            readVocObjects(file, picture, c);
            continue;
        }
        readLines(file, false, [&](const std::string& name, float, const Box& box) {
            c.objects.push_back({.picture = picture,
                .label = c.labelForObject(name),
                .box = cornersOf(box, corners)});
        });
    }
    for (const fs::path& file : filesOf(detections)) {
        const int64_t picture
            = pictures.emplace(file.stem().string(), pictures.size()).first->second;
        readLines(file, true, [&](const std::string& name, float score, const Box& box) {
            if (const int32_t label = c.labelOf(name))
                c.detections.push_back({.picture = picture,
                    .label = label,
                    .score = score,
                    .box = cornersOf(box, corners)});
        });
    }
    return c;
}

fs::path folderOf(const char* name)
{
    return test::dataFolder() / "reference_vectors" / name;
}

AveragePrecisionOptions atLeast(double iou, PixelConvention convention)
{
    return {.iouThreshold = iou, .strictlyAbove = false, .convention = convention};
}

/// Whether a value prints as `printed` with so many decimals.
bool printsAs(double value, double printed, int decimals)
{
    const bool same = std::abs(value - printed) <= .5 * std::pow(10, -decimals) * 1.000001;
    if (!same)
        qWarning("%.12f, expected %.12f", value, printed);
    return same;
}

Case sevenPictures()
{
    const fs::path folder = folderOf("voc_padilla_7img");
    return readCase(folder / "groundtruths", folder / "detections", Corners::PointAndSize);
}

} // namespace

class TestVocReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sevenPicturesPublished()
    {
        HL_SKIP_UNLESS_PRESENT(folderOf("voc_padilla_7img"));
        const Case c = sevenPictures();
        QCOMPARE(c.objects.size(), size_t {15});
        QCOMPARE(c.detections.size(), size_t {24});
        const json expected = test::readJson(folderOf("voc_padilla_7img") / "expected.json");
        const json& without = expected.at("computed_without_plus1_for_contrast");
        const auto check = [&](const json& values, PixelConvention convention) {
            for (const auto& [threshold, value] : values.at("all_point").items()) {
                const auto p = averagePrecision(
                    c.detections, c.objects, 1, atLeast(std::stod(threshold), convention));
                // The file's ten digits are cut off, not rounded.
                QVERIFY(std::abs(p.averagePrecision - value.get<double>()) <= 1e-10);
                QVERIFY(
                    std::abs(p.elevenPoint - values.at("eleven_point").at(threshold).get<double>())
                    <= 1e-10);
            }
        };
        check(expected, PixelConvention::InclusivePixel);
        check(without, PixelConvention::Continuous);
    }

    void sevenPicturesCurve()
    {
        HL_SKIP_UNLESS_PRESENT(folderOf("voc_padilla_7img"));
        const Case c = sevenPictures();
        const json expected = test::readJson(folderOf("voc_padilla_7img") / "expected.json");
        const auto p = averagePrecision(
            c.detections, c.objects, 1, atLeast(.3, PixelConvention::InclusivePixel));
        QCOMPARE(p.precision.size(), size_t {24});
        for (size_t i = 0; i < 24; ++i) {
            QVERIFY(printsAs(
                double(p.precision[i]), expected.at("published_precision_at_iou_0.3").at(i), 2));
            QVERIFY(
                printsAs(double(p.recall[i]), expected.at("published_recall_at_iou_0.3").at(i), 2));
        }
    }

    // Six thresholds, equal scores in both orders.
    void sevenPicturesTies()
    {
        HL_SKIP_UNLESS_PRESENT(folderOf("voc_padilla_7img"));
        const auto path = test::vectorsFolder() / "ohem_original_code_golden.json";
        HL_SKIP_UNLESS_PRESENT(path);
        const Case c = sevenPictures();
        auto reversed = c.detections;
        std::reverse(reversed.begin(), reversed.end());
        const json file = test::readJson(path);
        int rows = 0;
        for (const auto& [key, value] : file.at("padilla_ap").items()) {
            const auto& detections = key.ends_with("+1") ? c.detections : reversed;
            const auto p = averagePrecision(
                detections, c.objects, 1, atLeast(std::stod(key), PixelConvention::InclusivePixel));
            QVERIFY2(printsAs(p.averagePrecision, value.at(0), 6), key.c_str());
            QVERIFY2(printsAs(p.elevenPoint, value.at(1), 6), key.c_str());
            QCOMPARE(int(std::lround(double(p.recall.back()) * 15)), value.at(2).get<int>());
            ++rows;
        }
        QCOMPARE(rows, 12);
    }

    void cats()
    {
        const fs::path folder = folderOf("voc_padilla_toycat");
        HL_SKIP_UNLESS_PRESENT(folder);
        const json expected = test::readJson(folder / "expected.json");
        for (const auto& [detections, corners] :
            {std::pair {"dets_classname_abs_xyx2y2", Corners::TwoPoints},
                {"dets_classname_abs_xywh", Corners::PointAndSize}}) {
            const Case c = readCase(folder / "gts_vocpascal_format", folder / detections, corners);
            const int32_t cat = c.labelOf("cat");
            for (const auto& [name, value] : expected.at("published_percent").items())
                for (const auto convention :
                    {PixelConvention::Continuous, PixelConvention::InclusivePixel}) {
                    const auto p = averagePrecision(c.detections, c.objects, cat,
                        atLeast(std::stod(name.substr(3)), convention));
                    QCOMPARE(p.objects, expected.at("gt").get<int64_t>());
                    QCOMPARE(p.detections, expected.at("detections").get<int64_t>());
                    QVERIFY(printsAs(100 * p.averagePrecision, value.at("all_point"), 2));
                    QVERIFY(printsAs(100 * p.elevenPoint, value.at("eleven_point"), 2));
                    QCOMPARE(int(std::lround(double(p.recall.back()) * double(p.objects))),
                        expected.at("tp_fp").at(name).at(0).get<int>());
                }
        }
    }

    void eightyFivePictures()
    {
        const fs::path folder = folderOf("voc_cartucho_85img");
        HL_SKIP_UNLESS_PRESENT(folder);
        const json expected = test::readJson(folder / "expected.json");
        const Case c
            = readCase(folder / "ground-truth", folder / "detection-results", Corners::TwoPoints);
        QCOMPARE(c.objects.size(), size_t {686});
        QCOMPARE(c.classNames.size(), size_t {31});
        const auto evaluate = [&](PixelConvention convention) {
            return evaluateDetections(
                c.detections, c.objects, c.classNames, atLeast(.5, convention));
        };
        const Evaluation inclusive = evaluate(PixelConvention::InclusivePixel);
        for (const ClassPrecision& p : inclusive.classes)
            QVERIFY2(printsAs(100 * p.averagePrecision, expected.at("AP_percent").at(p.name), 2),
                p.name.c_str());
        QVERIFY(printsAs(100 * inclusive.meanAveragePrecision, expected.at("mAP_percent"), 2));
        const json& full = expected.at("computed_full_precision");
        QVERIFY(printsAs(inclusive.meanAveragePrecision, full.at("all_point_plus1"), 12));
        QVERIFY(printsAs(inclusive.meanElevenPoint, full.at("eleven_point"), 12));
        QVERIFY(printsAs(evaluate(PixelConvention::Continuous).meanAveragePrecision,
            full.at("all_point_no_plus1"), 12));
    }
};

QTEST_GUILESS_MAIN(TestVocReference)
#include "tst_voc_reference.moc"

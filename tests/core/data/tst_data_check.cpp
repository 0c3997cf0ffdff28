#include "core/data/data_check.h"
#include "core/data/data_check_text.h"
#include "core/data/data_forecast.h"
#include "core/data/detection_folder.h"
#include "core/data/proposals/propose_boxes.h"
#include "core/data/scenes/scenes.h"
#include "core/geometry/iou.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/plain_data.h"
#include "tests/support/reference_files.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

DataCheck checked(const fs::path& folder, const DataCheckOptions& options = {.proposalPictures = 0})
{
    return checkData(openDetectionFolder(folder, {.toCheck = true}), options);
}

} // namespace

class TestDataCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByHand()
    {
        const MadeUpFolder folder;
        // sides: roots of 19 x 23, 4 x 9, 10 x 10
        folder.voc("a",
            MadeUpFolder::vocObject("dog", "1 2 20 25") + MadeUpFolder::vocObject("cat", "1 1 5 10")
                + MadeUpFolder::vocObject("cat", "5 5 5 9"));
        folder.voc("b", MadeUpFolder::vocObject("dog", "0 0 10 10", "<difficult>1</difficult>"));
        folder.picture("JPEGImages/c.jpg", 100, 50);
        folder.xml("Annotations/c.xml", "");
        folder.picture("JPEGImages/d.png", 10, 9); // in no list
        folder.xml("Annotations/d.xml", MadeUpFolder::vocObject("elk", "1 1 9 50"));
        folder.list("trainval", "a\nb\nc");
        folder.list("test", "b");
        const DataCheck check = checked(folder.root);
        QCOMPARE(check.pictures, int64_t(4));
        QCOMPARE(check.train, int64_t(3));
        QCOMPARE(check.test, int64_t(1));
        QCOMPARE(check.inBoth, int64_t(1));
        QCOMPARE(check.unlisted, int64_t(1));
        QCOMPARE(check.decoded, int64_t(4));
        QCOMPARE(check.annotated.objects, int64_t(5));
        QCOMPARE(check.annotated.marked, int64_t(1));
        QCOMPARE(check.annotated.dropped, int64_t(1));
        QCOMPARE(check.annotated.clipped, int64_t(1));
        QCOMPARE(check.annotated.perClass,
            (std::map<std::string, int64_t> {{"cat", 2}, {"dog", 2}, {"elk", 1}}));
        QCOMPARE(check.smallest, (PictureSize {10, 9}));
        QCOMPARE(check.medianSize, (PictureSize {40, 30}));
        QCOMPARE(check.largest, (PictureSize {100, 50}));
        QCOMPARE(check.objectsPerPicture.least, 0.);
        QCOMPARE(check.objectsPerPicture.median, 1.); // of 0 1 1 2 the lower middle
        QCOMPARE(check.objectsPerPicture.most, 2.);
        QCOMPARE(check.objectSides.least, 6.); // 4 x 9
        QCOMPARE(check.smallObjects, int64_t(4));
        QCOMPARE(check.largeObjects, int64_t(0));
        QVERIFY(!check.unreadable);
    }

    void summaryOfIt()
    {
        const MadeUpFolder folder;
        folder.voc("a",
            MadeUpFolder::vocObject("cat", "1 2 20 25") + MadeUpFolder::vocObject("dog", "1 1 5 10")
                + MadeUpFolder::vocObject("dog", "5 5 5 9"));
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 50 25"));
        folder.list("trainval", "a\ngone");
        folder.list("test", "b");
        const DataCheck check = checked(folder.root);
        const DataSummary summary = summaryOf(check);
        QCOMPARE(summary.layout, check.layout);
        QCOMPARE(summary.trainPictures, int64_t(1));
        QCOMPARE(summary.testPictures, int64_t(1));
        QCOMPARE(summary.picturesLeftOut, int64_t(1));
        QCOMPARE(summary.objects, int64_t(4));
        QCOMPARE(summary.dropped, int64_t(1));
        QCOMPARE(summary.clipped, int64_t(1));
        QCOMPARE(summary.classes.size(), size_t(2));
        QCOMPARE(summary.classes[0].name, std::string("dog"));
        QCOMPARE(summary.classes[0].objects, int64_t(3));
        // No area, clipped, absent, and both pictures are the same.
        QCOMPARE(summary.problems, int64_t(4));
        QVERIFY(!summary.unreadable);
        QVERIFY(
            std::abs(summary.proposalSeconds * double(check.cores) - check.proposalSeconds) < 1e-9);
        QCOMPARE(summary.forecast, check.forecast);
    }

    /// 40 x 40 pixels, of which an outline holds 1000: small, as COCO counts; 100 x 100: large.
    void sizesAreThoseOfOutlines()
    {
        const auto data = plainData(1);
        data->train[0].objects = {{.box = {0, 0, 40, 40}, .label = 1, .area = 1000},
            {.box = {0, 0, 40, 40}, .label = 1}, {.box = {0, 0, 100, 100}, .label = 1}};
        const DataCheck check = checkData(*data, {.proposalPictures = 0, .decodedPictures = 0});
        QCOMPARE(check.smallObjects, int64_t(1));
        QCOMPARE(check.largeObjects, int64_t(1));
        QCOMPARE(check.objectSides.least, 40.);
    }

    void nothingThatCanBeUsed()
    {
        const MadeUpFolder folder;
        for (const char* name : {"a", "b"})
            folder.xml(
                concat("Annotations/", name, ".xml"), MadeUpFolder::vocObject("dog", "1 2 20 25"));
        QVERIFY_THROWS_EXCEPTION(DataError, openDetectionFolder(folder.root));
        const DataCheck check = checked(folder.root);
        QVERIFY(check.unreadable);
        QCOMPARE(check.pictures, int64_t(0));
        QCOMPARE(check.annotated.objects, int64_t(2));
        QCOMPARE(textsOf(check.problems).filter(".jpg is absent").size(), qsizetype(2));
        QCOMPARE(check.forecast, std::string("There is nothing to train on."));
    }

    void coverageByHand()
    {
        // Proposals of a picture without structure are the same for all of that content.
        const auto data = plainData(30);
        DataCheckOptions options;
        options.proposals.count = 500;
        options.proposalPictures = 10;
        const DataCheck check = checkData(*data, options);
        QCOMPARE(check.coverage.pictures, int64_t(10));
        QCOMPARE(check.coverage.objects, int64_t(10));
        int64_t at50 = 0, at70 = 0;
        for (size_t i = 0; i < 30; i += 3) { // evenly spread
            const AnnotatedPicture& picture = data->train[i];
            float best = 0;
            for (const Box& box :
                foundBoxes(data->load(picture), picture.reference.contentId, options.proposals))
                best = std::max(best, iou(box, picture.objects[0].box));
            at50 += best >= .5f;
            at70 += best >= .7f;
        }
        QCOMPARE(check.coverage.at50, at50);
        QCOMPARE(check.coverage.at70, at70);
        QVERIFY(at50 > 0);
        QVERIFY(check.proposalSeconds > 0);
        QCOMPARE(check.decoded, int64_t(30));
        QCOMPARE(check.annotated.objects, int64_t(30));
        QCOMPARE(check.annotated.perClass.at("block"), int64_t(30));
    }

    void damageAndCopiesAreFound()
    {
        const MadeUpFolder folder;
        folder.voc("a", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        cv::Mat noise(300, 400, CV_8UC3);
        cv::randu(noise, 0, 255);
        cv::imwrite((folder.root / "JPEGImages/a.jpg").string(), noise);
        auto bytes = readWholeFile(folder.root / "JPEGImages/a.jpg");
        for (size_t i = bytes.size() / 2; i < bytes.size() / 2 + 400; ++i)
            bytes[i] = std::byte(0); // in the middle: only decoding notices
        folder.bytes("JPEGImages/a.jpg", bytes);
        fs::copy_file(folder.root / "JPEGImages/b.jpg", folder.root / "JPEGImages/c.jpg");
        folder.xml("Annotations/c.xml", "");
        folder.list("trainval", "a\nb");
        folder.list("test", "c");
        const DataCheck check = checked(folder.root);
        QVERIFY(check.unreadable);
        const QStringList problems = textsOf(check.problems);
        QCOMPARE(problems.filter("JPEGImages/a.jpg: damaged JPEG").size(), qsizetype(1));
        QVERIFY(
            problems.contains("JPEGImages/c.jpg: the same picture as JPEGImages/b.jpg, which is in "
                              "the other split: what is tested was learned"));
        QVERIFY(!checked(folder.root, {.proposalPictures = 0, .decodedPictures = 0}).unreadable);
    }

    void bloodCellsAsJson()
    {
        const fs::path folder = dataFolder() / "voc_bccd";
        HL_SKIP_UNLESS_PRESENT(folder);
        const DataCheck check = checked(folder, {.proposalPictures = 5, .decodedPictures = 5});
        const json page = json::parse(jsonOf(check, {1.5, 1000}));
        QCOMPARE(page.at("images").get<int>(), 364);
        QCOMPARE(page.at("boxes").get<int>(), 4888);
        QCOMPARE(page.at("dropped").get<int>(), 2);
        QVERIFY(page.at("classes") == (json {{"Platelets", 361}, {"RBC", 4155}, {"WBC", 372}}));
        QCOMPARE(page.at("problems").size(), size_t(2));
        QCOMPARE(page.at("problems")[0].at("file").get<std::string>(),
            std::string("Annotations/BloodImage_00338.xml"));
        QVERIFY(page.at("problems")[0].at("line").get<int>() > 1);
        QCOMPARE(page.at("peak_bytes").get<int>(), 1000);
        QVERIFY(!check.unreadable);
        const QString text = QString::fromStdString(textOf(check));
        for (const char* part :
            {"364 pictures: 292 to train on, 72 to test on", "4888 objects", "2 dropped",
                "RBC        4155", "2 problems and remarks", "From scratch on 292 pictures"})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void raccoonsHaveCopies()
    {
        const fs::path folder = dataFolder() / "voc_raccoon";
        HL_SKIP_UNLESS_PRESENT(folder);
        const DataCheck check = checked(folder, {.proposalPictures = 0, .decodedPictures = 0});
        QCOMPARE(check.pictures, int64_t(200));
        QCOMPARE(check.annotated.objects, int64_t(217));
        QCOMPARE(textsOf(check.problems).filter("the same picture as").size(), qsizetype(4));
        QCOMPARE(check.smallest, (PictureSize {240, 156}));
        QCOMPARE(check.medianSize, (PictureSize {347, 510}));
        QCOMPARE(check.largest, (PictureSize {2000, 1333}));
    }

    void strangeNames()
    {
        const MadeUpFolder folder;
        folder.voc("a", MadeUpFolder::vocObject("\x1b[31mred\xff", "1 2 20 25"));
        const DataCheck check = checked(folder.root);
        QVERIFY(textOf(check).find('\x1b') == std::string::npos);
        QCOMPARE(json::parse(jsonOf(check)).at("boxes").get<int>(), 1);
    }

    void whatCannotBeOpened()
    {
        const DataCheck check = failedCheck("/nowhere", "/nowhere: not a folder");
        QVERIFY(check.unreadable);
        const json page = json::parse(jsonOf(check));
        QCOMPARE(page.at("images").get<int>(), 0);
        QCOMPARE(page.at("boxes").get<int>(), 0);
        QVERIFY(page.at("classes") == json::object());
        QCOMPARE(page.at("dropped").get<int>(), 0);
        QCOMPARE(page.at("problems").size(), size_t(1));
        QVERIFY(QString::fromStdString(textOf(check)).contains("    /nowhere: not a folder\n"));
    }

    void scenes()
    {
        const DataCheck check = checkData(
            makeScenes({.train = 8, .test = 2}), {.proposalPictures = 2, .decodedPictures = 0});
        QCOMPARE(check.pictures, int64_t(10));
        QVERIFY(check.annotated.objects >= 60);
        QCOMPARE(check.coverage.pictures, int64_t(2));
        QVERIFY(check.problems.empty());
    }

    void forecasts_data()
    {
        QTest::addColumn<int>("pictures");
        QTest::addColumn<QString>("part");
        QTest::newRow("none") << 0 << "nothing to train on";
        QTest::newRow("forty") << 40 << "From scratch on 40 pictures expect little";
        QTest::newRow("hundreds") << 300 << "within minutes";
        QTest::newRow("thousands") << 5000 << "hours rather than minutes";
        QTest::newRow("many") << 118000 << "days on a CPU";
    }

    void forecasts()
    {
        QFETCH(int, pictures);
        QFETCH(QString, part);
        const QString text = QString::fromStdString(forecastOf(*plainData(pictures)));
        QVERIFY2(text.contains(part), qPrintable(text));
    }

    void rareClassesAreNamed()
    {
        const auto data = plainData(30);
        data->classNames.push_back("elk");
        data->train[3].objects.push_back({Box {1, 1, 9, 9}, 2, false});
        data->train[4].objects.push_back({Box {1, 1, 9, 9}, 2, true}); // ignored: teaches nothing
        QVERIFY(QString::fromStdString(forecastOf(*data))
                    .endsWith("Too few objects to learn from: elk (1)."));
    }

    void proposalTimes()
    {
        const auto data = plainData(10); // 64 x 48
        ProposalConfig config {
            .method = ProposalMethod::SelectiveSearchFast, .segmentationShortSide = 96};
        const double fast = proposalSeconds(*data, config);
        config.segmentationShortSide = 192; // four times the pixels
        QVERIFY(std::abs(proposalSeconds(*data, config) / fast - 4) < 1e-6);
        config.method = ProposalMethod::SelectiveSearchQuality;
        QVERIFY(proposalSeconds(*data, config) > 4 * fast);
    }

    void badOptions()
    {
        QVERIFY_THROWS_EXCEPTION(ConfigError, checkData(*plainData(1), {.proposalPictures = -1}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, checkData(*plainData(1), {.decodedPictures = -1}));
    }
};

QTEST_GUILESS_MAIN(TestDataCheck)
#include "tst_data_check.moc"

#include "core/data/annotations/annotation_file_error.h"
#include "core/data/coco/coco_file.h"
#include "core/data/detection_folder.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/support/reference_files.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

namespace {

/// {"images": […], "annotations": […], "categories": […]}
std::string cocoText(const std::string& images, const std::string& annotations,
    const std::string& categories = R"({"id":1,"name":"dog"})")
{
    return concat("{\"images\":[", images, "],\"annotations\":[", annotations, "],\"categories\":[",
        categories, "]}");
}

std::string image(int64_t id, const std::string& name, const std::string& more = {})
{
    return concat("{\"id\":", id, ",\"file_name\":\"", name, "\"", more, "}");
}

std::string object(int64_t image, const std::string& box, const std::string& more = {})
{
    return concat("{\"image_id\":", image, ",\"category_id\":1,\"bbox\":", box, more, "}");
}

/// Two pictures of 40 x 30, and one object in each besides what is given.
DetectionData opened(const MadeUpFolder& folder, const std::string& annotation,
    const std::string& more = {}, const DetectionFolderOptions& options = {})
{
    folder.picture("a.jpg");
    folder.picture("b.jpg");
    folder.text("x.json",
        cocoText(image(1, "a.jpg", more) + "," + image(2, "b.jpg"),
            object(1, "[1,2,20,10]") + "," + object(2, "[1,2,20,10]")
                + (annotation.empty() ? "" : "," + annotation)));
    return openDetectionFolder(folder.root, options);
}

constexpr const char* drawn
    = "no test split: every fifth picture, drawn by the seed 0, tests: 1 to train, 1 to test";

} // namespace

class TestCocoReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEntries()
    {
        const MadeUpFolder folder;
        folder.text("x.json",
            R"({"info":{"images":[1]},"licenses":[{"id":1}],)"
            R"("annotations":[{"id":7,"image_id":3,"category_id":90,"bbox":[217.62,240.54,38.99,57.75],)"
            R"("area":1481.38,"iscrowd":0,"segmentation":[[224.24,297.18,228.29,297.18,234.91,298.29]]},)"
            R"({"id":8,"image_id":3,"category_id":0,"bbox":[0,0,5.0,6],"iscrowd":1,)"
            "\"segmentation\":{\"size\":[2,3],\"counts\":\"ab\\\\\\\"]}\"},\"extra\":[{\"bbox\":[1]"
            "}]}],"
            "\"images\":[{\"id\":3,\"file_name\":\"train/"
            "\\u0061.jpg\",\"width\":640,\"height\":427.0}],"
            R"("categories":[{"id":90,"name":"brush"},{"id":0,"supercategory":"x","name":"cup"}]})");
        ProblemList problems;
        const CocoFile file = readCocoFile(folder.root / "x.json", "x.json", problems);
        QVERIFY2(problems.empty(), qPrintable(textsOf(problems.take()).join('\n')));
        QCOMPARE(file.images.size(), size_t(1));
        QCOMPARE(file.images[0].id, int64_t(3));
        QCOMPARE(file.images[0].fileName, std::string("train/a.jpg"));
        QCOMPARE(file.images[0].size, std::optional(PictureSize {640, 427}));
        QCOMPARE(file.annotations.size(), size_t(2));
        // 217.62 + 38.99, 240.54 + 57.75
        QCOMPARE(file.annotations[0].box, (Box {217.62f, 240.54f, 256.61f, 298.29f}));
        QCOMPARE(file.annotations[0].category, int64_t(90));
        QCOMPARE(file.annotations[0].area, 1481.38f);
        QCOMPARE(file.annotations[1].area, -1.f); // run lengths, of which no area is said
        QVERIFY(!file.annotations[0].crowd);
        QVERIFY(file.annotations[1].crowd);
        QCOMPARE(file.categories[0].id, int64_t(0)); // by id
        QCOMPARE(file.categories[1].name, std::string("brush"));
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const std::string& annotation, const char* problem) {
            QTest::newRow(name) << QString::fromStdString(annotation)
                                << QString("x.json: ") + problem;
        };
        row("zero area", object(1, "[5,5,0,9]"),
            "annotations[2].bbox: zero-area box (5, 5, 5, 14): object dropped");
        row("negative", object(1, "[5,5,-3,9]"),
            "annotations[2].bbox: reversed box (5, 5, 2, 14): object dropped");
        row("clipped", object(1, "[30,5,20,9]"),
            "annotations[2].bbox: box (30, 5, 50, 14) reaches beyond the picture of 40 x 30: "
            "clipped");
        row("outside", object(1, "[50,5,20,9]"),
            "annotations[2].bbox: box (50, 5, 70, 14) reaches beyond the picture of 40 x 30: "
            "object "
            "dropped");
        const char* fourNumbers
            = "annotations[2].bbox: expected four numbers [x, y, w, h] below 1e6: object dropped";
        row("three numbers", object(1, "[1,2,3]"), fourNumbers);
        row("five numbers", object(1, "[1,2,3,4,5]"), fourNumbers);
        row("words", object(1, "[1,2,\"3\",4]"), fourNumbers);
        row("not a number", object(1, "[1,2,NaN,4]"), fourNumbers);
        row("infinite", object(1, "[1,2,1e400,4]"), fourNumbers);
        row("too large", object(1, "[1,2,1e7,4]"), fourNumbers);
        row("nested", object(1, "[[1,2],[3,4]]"), fourNumbers);
        row("null", object(1, "null"), fourNumbers);
        row("no box", R"({"image_id":1,"category_id":1,"segmentation":[[1,2,3,4,5,6]]})",
            "annotations[2].bbox: missing: object dropped");
        row("no picture", object(9, "[1,2,3,4]"),
            "annotations[2].image_id: there is no picture 9: object dropped");
        row("no category", R"({"image_id":1,"category_id":5,"bbox":[1,2,3,4]})",
            "annotations[2].category_id: there is no category 5: object dropped");
        row("id missing", R"({"category_id":1,"bbox":[1,2,3,4]})",
            "annotations[2].image_id: missing: object dropped");
        row("id of 65 bits",
            R"({"image_id":18446744073709551616,"category_id":1,"bbox":[1,2,3,4]})",
            "annotations[2].image_id: expected a whole number: object dropped");
        row("id of 64 bits, unsigned", R"({"image_id":18446744073709551615,"category_id":1})",
            "annotations[2].image_id: expected a whole number: object dropped");
        row("id is text", R"({"image_id":"1","category_id":1,"bbox":[1,2,3,4]})",
            "annotations[2].image_id: expected a whole number: object dropped");
        row("half an id", R"({"image_id":1.5,"category_id":1,"bbox":[1,2,3,4]})",
            "annotations[2].image_id: expected a whole number: object dropped");
        row("twice", R"({"image_id":1,"category_id":1,"bbox":[1,2,3,4],"bbox":[5,6,7,8]})",
            "annotations[2].bbox: comes twice: object dropped");
        row("twice, area", R"({"image_id":1,"category_id":1,"area":4,"bbox":[1,2,3,4],"area":4})",
            "annotations[2].area: comes twice: object dropped");
        row("no object", "17", "annotations[2]: expected an object in braces: object dropped");
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QString, annotation);
        QFETCH(QString, problem);
        const MadeUpFolder folder;
        const DetectionData data = opened(folder, annotation.toStdString());
        QStringList problems = textsOf(data.problems);
        QVERIFY(problems.removeOne(drawn));
        QCOMPARE(problems, QStringList {problem});
        QCOMPARE(data.annotated.objects, int64_t(3));
        QCOMPARE(data.annotated.dropped + data.annotated.clipped, int64_t(1));
        QCOMPARE(objectsIn(data), size_t(3 - data.annotated.dropped));
    }

    /// A bad area costs nothing: the box has one.
    void badAreas()
    {
        for (const char* area : {"-1", "null", "\"3\"", "1e13", "[4]"}) {
            const MadeUpFolder folder;
            const DetectionData data
                = opened(folder, object(1, "[1,2,3,4]", concat(",\"area\":", area)));
            QCOMPARE(objectsIn(data), size_t(3));
            QVERIFY(textsOf(data.problems)
                        .contains("x.json: annotations[2].area: expected a number in [0, 1e12]: "
                                  "that of the box taken"));
        }
    }

    void picturesThatAreWrong_data()
    {
        QTest::addColumn<QString>("image");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const std::string& image, const char* problem) {
            QTest::newRow(name) << QString::fromStdString(image)
                                << QString("x.json: images[2]") + problem;
        };
        row("absent", image(3, "c.jpg"), ".file_name: \"c.jpg\" is absent: picture left out");
        row("absolute", image(3, "/etc/passwd"),
            ".file_name: \"/etc/passwd\" leads outside the data folder: picture left out");
        row("above", image(3, "../a.jpg"),
            ".file_name: \"../a.jpg\" leads outside the data folder: picture left out");
        row("drive", image(3, "C:/a.jpg"),
            ".file_name: \"C:/a.jpg\" leads outside the data folder: picture left out");
        row("no name", "{\"id\":3}", ".file_name: missing: picture left out");
        row("number", "{\"id\":3,\"file_name\":4}", ".file_name: expected text: picture left out");
        row("id again", image(2, "c.jpg"), ".id: 2 is another picture's: picture left out");
        row("name again", image(3, "a.jpg"),
            ".file_name: a.jpg comes twice: used once, with the objects of both");
        row("size", image(3, "c.jpg", ",\"width\":-1,\"height\":5"),
            ".width: a picture of -1 x 5 pixels: picture left out");
    }

    void picturesThatAreWrong()
    {
        QFETCH(QString, image);
        QFETCH(QString, problem);
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.picture("b.jpg");
        folder.text("x.json",
            cocoText(::image(1, "a.jpg") + "," + ::image(2, "b.jpg") + "," + image.toStdString(),
                object(1, "[1,2,20,10]") + "," + object(2, "[1,2,20,10]")));
        QStringList problems = textsOf(openDetectionFolder(folder.root).problems);
        QVERIFY(problems.removeOne(drawn));
        QCOMPARE(problems, QStringList {problem});
    }

    void objectsOfAbsentPicturesAreCounted()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.text("x.json",
            cocoText(image(1, "a.jpg") + "," + image(2, "gone.jpg"),
                object(1, "[1,2,20,10]") + "," + object(2, "[1,2,3,4]") + ","
                    + object(2, "[1,2,3,4]")));
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.annotated.objects, int64_t(3));
        QCOMPARE(data.annotated.dropped, int64_t(2));
        QCOMPARE(data.annotated.picturesLeftOut, int64_t(1));
        QCOMPARE(data.annotated.perClass.at("dog"), int64_t(3));
    }

    void sizesThatDisagree()
    {
        const MadeUpFolder folder;
        const auto problems = textsOf(opened(folder, {}, ",\"width\":80,\"height\":60").problems);
        QVERIFY(problems.contains(
            "x.json: images[0] says 80 x 60, the picture has 40 x 30: the picture's taken"));
    }

    void crowds_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("objects");
        QTest::addColumn<int>("ignored");
        QTest::newRow("keep") << int(Difficult::Keep) << 5 << 0;
        QTest::newRow("drop") << int(Difficult::Drop) << 2 << 0;
        QTest::newRow("ignore") << int(Difficult::Ignore) << 5 << 3;
    }

    void crowds()
    {
        QFETCH(int, mode);
        QFETCH(int, objects);
        QFETCH(int, ignored);
        const MadeUpFolder folder;
        const std::string crowds = object(1, "[1,1,5,5]", ",\"iscrowd\":1,\"area\":12.5") + ","
            + object(1, "[1,1,5,5]", ",\"iscrowd\":true,\"area\":12.5") + ","
            + object(1, "[1,1,5,5]", ",\"ignore\":1,\"iscrowd\":0,\"area\":12.5");
        const DetectionData data = opened(folder, crowds, {}, {.difficult = Difficult(mode)});
        QCOMPARE(int(objectsIn(data)), objects);
        QCOMPARE(data.annotated.marked, int64_t(3));
        int found = 0;
        int inCrowds = 0;
        for (const auto* split : {&data.train, &data.test})
            for (const AnnotatedPicture& picture : *split)
                for (const GroundTruth& object : picture.objects) {
                    found += object.ignored;
                    inCrowds += object.crowd;
                    QCOMPARE(object.area, object.box.x2 == 6 ? 12.5f : -1.f);
                }
        QCOMPARE(found, ignored);
        QCOMPARE(inCrowds, ignored - ignored / 3); // "ignore" is no crowd
    }

    void idsWithGapsAndFromZero()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.picture("b.jpg");
        const std::string annotations = R"({"image_id":-5,"category_id":90,"bbox":[1,1,5,5]},)"
                                        R"({"image_id":-5,"category_id":0,"bbox":[1,1,6,6]})";
        folder.text("x.json",
            cocoText(image(-5, "a.jpg") + "," + image(7000000000, "b.jpg"), annotations,
                R"({"id":90,"name":"z"},{"id":13,"name":"none"},{"id":0,"name":"a"})"));
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.classNames, (std::vector<std::string> {"background", "a", "none", "z"}));
        for (const auto* split : {&data.train, &data.test})
            for (const AnnotatedPicture& picture : *split)
                for (const GroundTruth& object : picture.objects)
                    QCOMPARE(object.label, object.box.x2 == 6 ? 3 : 1);
    }

    void noCategories()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.text("x.json",
            "{\"images\":[" + image(1, "a.jpg") + "],\"annotations\":[" + object(1, "[1,2,3,4]")
                + "]}");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.classNames, (std::vector<std::string> {"background", "1"}));
        QVERIFY(textsOf(data.problems)
                    .contains("x.json: no categories: classes are called by their numbers"));
    }

    void namesThatComeTwice()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.text("x.json",
            cocoText(image(1, "a.jpg"),
                object(1, "[1,2,3,4]", ",\"id\":5") + "," + object(1, "[1,2,9,9]", ",\"id\":5"),
                R"({"id":1,"name":"dog"},{"id":2,"name":"dog"},{"id":2,"name":"cat"})"));
        const auto problems = textsOf(openDetectionFolder(folder.root).problems);
        QVERIFY(problems.contains("x.json: two categories are called \"dog\": taken as one"));
        QVERIFY(problems.contains("x.json: annotations[1].id: another annotation's: all are used"));
        QVERIFY(problems.contains(
            "x.json: categories[2].id: 2 is another category's: category left out"));
    }

    void brokenEntriesCostThemselvesOnly()
    {
        const MadeUpFolder folder;
        const DetectionData data = opened(
            folder, "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,4],\"x\":\"\xff\"}");
        QStringList problems = textsOf(data.problems);
        QVERIFY(problems.removeOne(drawn));
        QCOMPARE(problems.size(), qsizetype(1));
        QVERIFY2(problems[0].startsWith("x.json: annotations[2]: not readable JSON: "),
            qPrintable(problems[0]));
        QCOMPARE(objectsIn(data), size_t(2));
    }

    void layouts_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("pictures");
        QTest::newRow("official") << "annotations/instances_train2017.json"
                                  << "train2017/";
        QTest::newRow("below images") << "annotations/instances_train2017.json"
                                      << "images/train2017/";
        QTest::newRow("beside") << "train/_annotations.coco.json"
                                << "train/";
        QTest::newRow("one folder") << "annotations.json"
                                    << "";
        QTest::newRow("images") << "annotations/instances.json"
                                << "images/";
        QTest::newRow("labels and data") << "labels.json"
                                         << "data/";
        QTest::newRow("part below") << "annotations/instances_train.json"
                                    << "train/images/";
    }

    void layouts()
    {
        QFETCH(QString, json);
        QFETCH(QString, pictures);
        const MadeUpFolder folder("some/level");
        folder.picture((pictures + "a.jpg").toStdString());
        folder.picture((pictures + "b.jpg").toStdString());
        folder.text(json.toStdString(),
            cocoText(image(1, "a.jpg") + "," + image(2, "b.jpg"), object(1, "[1,2,20,10]")));
        for (const fs::path& path :
            {folder.root, folder.root.parent_path(), folder.root / json.toStdString()}) {
            const DetectionData data = openDetectionFolder(path);
            QCOMPARE(data.train.size() + data.test.size(), size_t(2));
            QVERIFY2(data.layout.starts_with("COCO: "), data.layout.c_str());
        }
    }

    void otherJsonFilesArePassedOver()
    {
        const MadeUpFolder folder;
        folder.picture("train2017/a.jpg");
        folder.picture("val2017/b.jpg");
        folder.text("annotations/instances_train2017.json",
            cocoText(image(1, "a.jpg"), object(1, "[1,2,20,10]")));
        folder.text("annotations/instances_val2017.json",
            cocoText(image(1, "b.jpg"), object(1, "[1,2,20,10]")));
        folder.text("annotations/captions_train2017.json",
            R"({"images":[],"annotations":[{"image_id":1,"caption":"a dog"}]})");
        folder.text("settings.json", "[1, 2]");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.train[0].reference.name, std::string("a.jpg"));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(data.test[0].objects.size(), size_t(1));
        QCOMPARE(
            textsOf(data.problems), QStringList {"no test split: what is for validation tests"});
        // A file that was named itself is read alone.
        QCOMPARE(openDetectionFolder(folder.root / "annotations/instances_val2017.json")
                     .train[0]
                     .reference.name,
            std::string("b.jpg"));
    }

    void brokenFilesAreNamed()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        const std::string whole = cocoText(image(1, "a.jpg"), object(1, "[1,2,20,10]"));
        folder.text("x.json", whole.substr(0, whole.size() - 20));
        try {
            openDetectionFolder(folder.root / "x.json");
            QFAIL("was taken");
        } catch (const DataError& error) {
            QVERIFY2(QString(error.what()).contains("x.json:1: not such a JSON file as COCO's: "),
                error.what());
        }
        folder.text("y.json", whole);
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(1));
        QVERIFY(textsOf(data.problems).filter("x.json:1: ").size() == 1);
    }

    void dali()
    {
        const fs::path folder = dataFolder() / "coco_dali";
        HL_SKIP_UNLESS_PRESENT(folder);
        const DetectionData data = openDetectionFolder(folder);
        QCOMPARE(data.train.size() + data.test.size(), size_t(61));
        QCOMPARE(data.test.size(), size_t(12));
        QCOMPARE(data.classNames.size(), size_t(18));
        QCOMPARE(data.classNames[1], std::string("Apple")); // id 0
        QCOMPARE(data.annotated.objects, int64_t(91));
        QCOMPARE(data.annotated.marked, int64_t(4));
        QCOMPARE(data.annotated.dropped, int64_t(0));
        QCOMPARE(data.annotated.perClass.at("Banan"), int64_t(15));
        QCOMPARE(data.annotated.perClass.at("Bottle"), int64_t(2));
        QCOMPARE(textsOf(data.problems),
            (QStringList {
                "no test split: every fifth picture, drawn by the seed 0, tests: 49 to train, "
                "12 to test",
                "class \"Handbag\" (4 objects) is only in the test pictures: it cannot be "
                "learned"}));
        for (const AnnotatedPicture& picture : data.train)
            if (picture.reference.name == "car-1300629_1280.png")
                QCOMPARE(data.load(picture).width, 1280); // with an alpha channel
    }

    void officialMicroSet()
    {
        const fs::path folder = dataFolder() / "coco_micro_2017";
        HL_SKIP_UNLESS_PRESENT(folder);
        const DetectionData data = openDetectionFolder(folder);
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(data.train[0].objects.size(), size_t(4));
        QCOMPARE(data.test[0].objects.size(), size_t(19));
        QCOMPARE(data.classNames.size(), size_t(81));
        QCOMPARE(data.classNames[1], std::string("person"));
        QCOMPARE(data.classNames[80], std::string("toothbrush")); // id 90
    }
};

QTEST_GUILESS_MAIN(TestCocoReader)
#include "tst_coco_reader.moc"

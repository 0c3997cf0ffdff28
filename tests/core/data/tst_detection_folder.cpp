#include "core/data/detection_folder.h"
#include "tests/core/data/made_up_folder.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

namespace {

const std::string dog = MadeUpFolder::vocObject("dog", "1 2 20 25");

QString errorOf(const fs::path& path)
{
    try {
        openDetectionFolder(path);
    } catch (const DataError& error) {
        return QString(error.what());
    }
    return "nothing thrown";
}

} // namespace

class TestDetectionFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutIsSaid_data()
    {
        QTest::addColumn<QString>("annotation");
        QTest::addColumn<QString>("content");
        QTest::addColumn<QString>("picture");
        QTest::addColumn<QString>("layout");
        const QString xml = "<annotation>" + QString::fromStdString(dog) + "</annotation>";
        QTest::newRow("voc") << "Annotations/a.xml" << xml << "JPEGImages/a.jpg"
                             << "PASCAL VOC: Annotations/*.xml with pictures in JPEGImages";
        QTest::newRow("coco")
            << "annotations/instances_x.json"
            << R"({"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[],"categories":[]})"
            << "images/a.jpg"
            << "COCO: annotations/instances_x.json with pictures in images";
        QTest::newRow("yolo") << "labels/a.txt"
                              << "0 .5 .5 .5 .5"
                              << "images/a.jpg"
                              << "YOLO: label files in 1 folder, no class names";
        QTest::newRow("beside") << "a.xml" << xml << "a.jpg"
                                << "PASCAL VOC annotations beside their pictures";
        QTest::newRow("beside, in parts")
            << "train/a.xml" << xml << "train/a.jpg"
            << "PASCAL VOC annotations beside their pictures, in 1 folder";
    }

    void layoutIsSaid()
    {
        QFETCH(QString, annotation);
        QFETCH(QString, content);
        QFETCH(QString, picture);
        QFETCH(QString, layout);
        const MadeUpFolder folder;
        folder.text(annotation.toStdString(), content.toStdString());
        folder.picture(picture.toStdString());
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(QString::fromStdString(data.layout), layout);
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.path, folder.root.string());
    }

    void partsOfXmlBeside()
    {
        const MadeUpFolder folder;
        for (const char* part : {"train", "valid", "test"}) {
            folder.picture(concat(part, "/", part, ".jpg"));
            folder.xml(concat(part, "/", part, ".xml"), dog);
        }
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(2));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(data.test[0].reference.name, std::string("test.jpg"));
        QCOMPARE(textsOf(data.problems), QStringList {"what is for validation trains too"});
    }

    void severalRootsBelow()
    {
        const MadeUpFolder folder;
        for (const char* year : {"VOC2012", "VOC2007"}) {
            folder.picture(concat("VOCdevkit/", year, "/JPEGImages/a.jpg"));
            folder.xml(concat("VOCdevkit/", year, "/Annotations/a.xml"), dog);
        }
        for (const fs::path& path : {folder.root, folder.root / "VOCdevkit"}) {
            const DetectionData data = openDetectionFolder(path);
            QCOMPARE(data.name, std::string("VOC2007"));
            QCOMPARE(textsOf(data.problems).filter("there are also").size(), qsizetype(1));
            QVERIFY(textsOf(data.problems).filter("VOC2012: open them by themselves").size() == 1);
        }
        QCOMPARE(
            openDetectionFolder(folder.root / "VOCdevkit/VOC2012/").name, std::string("VOC2012"));
    }

    void nothingThere()
    {
        const MadeUpFolder folder;
        folder.picture("holiday.jpg");
        folder.text("notes.txt", "my pictures\n");
        folder.text("sub/more/deep/a.txt", "x");
        const QString text = errorOf(folder.root);
        for (const char* part :
            {"no pictures with annotations found. Looked for\n  PASCAL VOC: Annotations",
                "\n  COCO: *.json", "\n  YOLO: *.txt", "\n  PASCAL VOC: *.xml beside",
                "There: 1 picture, 1 other file, folders sub."})
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    /// A link to pictures on another disk is refused, not passed over.
    void foldersThatLeadOutside()
    {
        const MadeUpFolder folder("data");
        const MadeUpFolder elsewhere;
        elsewhere.voc("a", dog);
        fs::create_directory_symlink(elsewhere.root / "Annotations", folder.root / "Annotations");
        QVERIFY(errorOf(folder.root)
                    .contains("; Annotations is a symbolic link that leads outside the data "
                              "folder."));
        fs::remove(folder.root / "Annotations");
        folder.xml("Annotations/a.xml", dog);
        fs::create_directory_symlink(elsewhere.root / "JPEGImages", folder.root / "JPEGImages");
        const DetectionData data = openDetectionFolder(folder.root, {.toCheck = true});
        QCOMPARE(data.train.size() + data.test.size(), size_t(0));
        QVERIFY(textsOf(data.problems)
                    .contains("Annotations/a.xml: its picture \"JPEGImages/a\" is a symbolic link "
                              "that leads outside the data folder: picture left out"));
        folder.text("x.json",
            R"({"images":[{"id":1,"file_name":"a.jpg"}],"annotations":[],"categories":[]})");
        fs::create_directory_symlink(elsewhere.root / "JPEGImages", folder.root / "x");
        const DetectionData coco = openDetectionFolder(folder.root / "x.json", {.toCheck = true});
        QCOMPARE(textsOf(coco.problems).filter("\"a.jpg\" is a symbolic link that leads").size(),
            qsizetype(1));
    }

    void oneLevelTooDeep()
    {
        const MadeUpFolder folder;
        folder.voc("a", dog);
        const QString text = errorOf(folder.root / "JPEGImages");
        QVERIFY2(text.endsWith("What is above it looks like PASCAL VOC: open "
                     + QString::fromStdString(fs::canonical(folder.root).string()) + "."),
            qPrintable(text));
    }

    void whatCannotBeOpened()
    {
        const MadeUpFolder folder;
        QCOMPARE(errorOf("/nowhere/at/all"), QString("/nowhere/at/all: not a folder"));
        folder.text("x.zip", "PK");
        QVERIFY(errorOf(folder.root / "x.zip")
                    .endsWith("x.zip: neither a folder nor a COCO file (.json)"));
        folder.text("x.json", "[]");
        QVERIFY(
            errorOf(folder.root / "x.json").contains("x.json:1: not such a JSON file as COCO's"));
        folder.text("y.json", "{\"images\":[]}");
        QVERIFY(errorOf(folder.root / "y.json")
                    .contains("y.json: no \"annotations\": not a COCO file"));
    }

    void relativePaths()
    {
        const MadeUpFolder folder("my-data");
        folder.voc("a", dog);
        const fs::path before = fs::current_path();
        fs::current_path(folder.root);
        const DetectionData data = openDetectionFolder(".");
        QCOMPARE(data.name, std::string("my-data"));
        QCOMPARE(data.load(data.train.at(0)).width, 40);
        fs::current_path(before);
        QCOMPARE(openDetectionFolder(folder.root / "").name, std::string("my-data"));
    }
};

QTEST_GUILESS_MAIN(TestDetectionFolder)
#include "tst_detection_folder.moc"

#include "core/data/detection_folder.h"
#include "core/data/problem_log.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/support/reference_files.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

class TestVocReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsObjectsAndClasses()
    {
        MadeUpFolder folder;
        folder.voc("a",
            MadeUpFolder::vocObject("dog", "1 2 20 25")
                + MadeUpFolder::vocObject("cat", "3.5 4.25 30 28"));
        folder.voc("b", MadeUpFolder::vocObject("bee", "5 5 9 9"));
        folder.list("trainval", "a\r\n");
        folder.list("test", "b 1\n\n");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.classNames, (std::vector<std::string> {"background", "cat", "dog", "bee"}));
        QCOMPARE(data.train.size(), size_t(1));
        const AnnotatedPicture& picture = data.train[0];
        QCOMPARE(picture.reference.name, std::string("a.jpg"));
        QCOMPARE(picture.reference.width, 40);
        QCOMPARE(picture.objects[0].box, (Box {1, 2, 20, 25}));
        QCOMPARE(picture.objects[0].label, 2);
        QCOMPARE(picture.objects[1].box, (Box {3.5f, 4.25f, 30, 28}));
        QVERIFY(data.test[0].reference.isTest);
        QCOMPARE(data.load(picture).rgb.size(), size_t(40 * 30 * 3));
        QCOMPARE(textsOf(data.problems),
            QStringList {"class \"bee\" (1 object) is only in the test pictures: it cannot be "
                         "learned"});
    }

    void difficultOnes_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<int>("objects");
        QTest::addColumn<int>("ignored");
        QTest::newRow("keep") << int(Difficult::Keep) << 2 << 0;
        QTest::newRow("drop") << int(Difficult::Drop) << 1 << 0;
        QTest::newRow("ignore") << int(Difficult::Ignore) << 2 << 1;
    }

    void difficultOnes()
    {
        QFETCH(int, mode);
        QFETCH(int, objects);
        QFETCH(int, ignored);
        MadeUpFolder folder;
        folder.voc("a",
            MadeUpFolder::vocObject("dog", "1 2 20 25")
                + MadeUpFolder::vocObject("dog", "3 4 9 9", "<difficult>1</difficult>"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        const DetectionData data = openDetectionFolder(folder.root, {.difficult = Difficult(mode)});
        QCOMPARE(int(data.train[0].objects.size()), objects);
        QCOMPARE(int(std::count_if(data.train[0].objects.begin(), data.train[0].objects.end(),
                     [](const GroundTruth& object) { return object.ignored; })),
            ignored);
    }

    void whatIsWrongIsSaid_data()
    {
        QTest::addColumn<QString>("object");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char* name, const std::string& object, const char* problem) {
            QTest::newRow(name) << QString::fromStdString(object) << QString(problem);
        };
        row("zero area", MadeUpFolder::vocObject("dog", "5 5 5 9"),
            "Annotations/a.xml:3: zero-area box (5, 5, 5, 9): object dropped");
        row("reversed", MadeUpFolder::vocObject("dog", "9 5 4 9"),
            "Annotations/a.xml:3: reversed box (9, 5, 4, 9): object dropped");
        row("clipped", MadeUpFolder::vocObject("dog", "-3 5 44 9"),
            "Annotations/a.xml:3: box (-3, 5, 44, 9) reaches beyond the picture of 40 x 30: "
            "clipped");
        row("outside", MadeUpFolder::vocObject("dog", "50 5 60 9"),
            "Annotations/a.xml:3: box (50, 5, 60, 9) reaches beyond the picture of 40 x 30: object "
            "dropped");
        row("no number", MadeUpFolder::vocObject("dog", "1 x 5 9"),
            "Annotations/a.xml:3: <ymin>x</ymin>: expected a number below 1e6: object dropped");
        row("not finite", MadeUpFolder::vocObject("dog", "1 nan 5 9"),
            "Annotations/a.xml:3: <ymin>nan</ymin>: expected a number below 1e6: object dropped");
        row("no name", MadeUpFolder::vocObject(" ", "1 2 5 9"),
            "Annotations/a.xml:3: object without <name>: dropped");
        row("no box", "<object><name>dog</name></object>\n",
            "Annotations/a.xml:3: no <bndbox>: object dropped");
        row("field missing",
            "<object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax></bndbox></"
            "object>\n",
            "Annotations/a.xml:3: no <ymax> in <bndbox>: object dropped");
        row("size", "<size><width>41</width><height>30</height></size>\n",
            "Annotations/a.xml:3: <size> says 41 x 30, the picture has 40 x 30: the picture's "
            "taken");
    }

    void whatIsWrongIsSaid()
    {
        QFETCH(QString, object);
        QFETCH(QString, problem);
        MadeUpFolder folder;
        folder.voc("a", MadeUpFolder::vocObject("dog", "1 2 20 25") + object.toStdString());
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "b");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(textsOf(data.problems), QStringList {problem});
        for (const GroundTruth& found : data.train[0].objects)
            QVERIFY(found.box.x1 >= 0 && found.box.x2 <= 40 && found.box.area() > 0);
    }

    void unusableFilesAreLeftOut_data()
    {
        QTest::addColumn<QString>("xml");
        QTest::addColumn<QString>("problem");
        QTest::newRow("torn") << "<annotation>\n<object>\n</wrong>"
                              << "Annotations/a.xml:3: not well-formed XML: Start-end tags "
                                 "mismatch: picture left out";
        QTest::newRow("doctype") << "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<annotation/>"
                                 << "Annotations/a.xml:1: declares a DOCTYPE: not accepted in "
                                    "annotations: picture left out";
        QTest::newRow("other root")
            << "<html></html>"
            << "Annotations/a.xml:1: the root is <html>, expected <annotation>: picture left out";
    }

    void unusableFilesAreLeftOut()
    {
        QFETCH(QString, xml);
        QFETCH(QString, problem);
        MadeUpFolder folder;
        folder.voc("a", {});
        folder.text("Annotations/a.xml", xml.toStdString());
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.voc("c", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.list("trainval", "a\nb");
        folder.list("test", "c");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(textsOf(data.problems), QStringList {problem});
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.train[0].reference.index, int64_t(0));
    }

    void absentFilesAndNamesThatLeadOutside()
    {
        MadeUpFolder folder;
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.text("Annotations/d.xml", "<annotation/>");
        folder.list("trainval", "gone\nd\n../b\n/etc/passwd\nb\nb\n");
        folder.list("test", "b");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(1));
        const QStringList expected {
            "ImageSets/Main/trainval.txt:3: \"../b\" leads outside the data folder: refused",
            "ImageSets/Main/trainval.txt:4: \"/etc/passwd\" leads outside the data folder: refused",
            "ImageSets/Main/trainval.txt:6: \"b\" is listed twice: used once",
            "ImageSets/Main: 1 picture is in the training and in the test list: precision is "
            "measured on what was "
            "learned",
            "Annotations/gone.xml: absent: picture left out",
            "Annotations/d.xml: JPEGImages/d.jpg is absent: picture left out"};
        QCOMPARE(textsOf(data.problems), expected);
    }

    void splitsThatAreNotThere()
    {
        MadeUpFolder folder;
        for (const char* name : {"a", "b", "c"})
            folder.voc(name, MadeUpFolder::vocObject("dog", "1 2 20 25"));
        const auto names = [&] {
            const DetectionData data = openDetectionFolder(folder.root);
            QString text;
            for (const AnnotatedPicture& picture : data.train)
                text += picture.reference.name[0];
            text += '|';
            for (const AnnotatedPicture& picture : data.test)
                text += picture.reference.name[0];
            return text;
        };
        const QString drawn = names();
        QCOMPARE(drawn.size(), qsizetype(4)); // every picture on one side
        QCOMPARE(drawn[2], QChar('|'));       // a fifth of three, rounded
        folder.list("train", "a");
        folder.list("val", "b");
        QCOMPARE(names(), QString("a|b"));
        folder.list("test", "c");
        QCOMPARE(names(), QString("ab|c"));
        folder.list("trainval", "b");
        QCOMPARE(names(), QString("b|c"));
    }

    void everyPictureOnceUnlistedOnesToo()
    {
        const fs::path folder = dataFolder() / "voc_micro_2007";
        HL_SKIP_UNLESS_PRESENT(folder);
        // Both lists name the same ten; two more are in neither.
        const DetectionData data = openDetectionFolder(folder / "VOCdevkit", {.toCheck = true});
        QCOMPARE(data.train.size(), size_t(10));
        QCOMPARE(data.test.size(), size_t(10));
        QCOMPARE(data.unlisted.size(), size_t(2));
        QCOMPARE(data.annotated.objects, int64_t(42));
        QCOMPARE(data.name, std::string("VOC2007"));
        for (const AnnotatedPicture& picture : data.train)
            QVERIFY(!picture.reference.isTest);
        for (const AnnotatedPicture& picture : data.test)
            QVERIFY(picture.reference.isTest && !picture.objects.empty());
    }

    void theSeedDrawsTheTestSplit()
    {
        MadeUpFolder folder;
        for (int i = 0; i < 20; ++i)
            folder.voc(concat("p", i), MadeUpFolder::vocObject("dog", "1 2 20 25"));
        const auto testNames = [&](uint64_t seed) {
            QStringList names;
            for (const AnnotatedPicture& picture :
                openDetectionFolder(folder.root, {.splitSeed = seed}).test)
                names << QString::fromStdString(picture.reference.name);
            return names;
        };
        QCOMPARE(testNames(0).size(), qsizetype(4)); // a fifth
        QCOMPARE(testNames(0), testNames(0));
        QVERIFY(testNames(0) != testNames(1));
        folder.list("trainval", "p1\np2\np3\np4\np5\n");
        QCOMPARE(testNames(0).size(), qsizetype(1)); // of those that are listed
        const auto problems = textsOf(openDetectionFolder(folder.root).problems);
        QCOMPARE(problems,
            QStringList {"ImageSets/Main: only one list: every fifth picture, drawn by the seed 0, "
                         "tests: 4 to train, 1 to test"});
    }

    void otherNamesOfFolders_data()
    {
        QTest::addColumn<QString>("annotations");
        QTest::addColumn<QString>("pictures");
        QTest::newRow("raccoon") << "annotations/"
                                 << "images/";
        QTest::newRow("pets") << "annotations/xmls/"
                              << "images/";
        QTest::newRow("pictures above") << "Annotations/"
                                        << "";
        QTest::newRow("beside") << ""
                                << "";
    }

    void otherNamesOfFolders()
    {
        QFETCH(QString, annotations);
        QFETCH(QString, pictures);
        MadeUpFolder folder;
        for (const char* name : {"a", "b.c"}) {
            folder.picture((pictures + name + ".JPG").toStdString());
            folder.xml((annotations + name + ".xml").toStdString(),
                MadeUpFolder::vocObject("dog", "1 2 20 25"));
        }
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(objectsIn(data), size_t(2));
    }

    void picturesWithoutAnnotationsAreCounted()
    {
        MadeUpFolder folder;
        folder.voc("a", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.voc("b", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.picture("JPEGImages/c.jpg");
        folder.list("trainval", "a");
        folder.list("test", "b");
        QCOMPARE(textsOf(openDetectionFolder(folder.root).problems),
            QStringList {"JPEGImages: 1 picture has no annotation: not used: c.jpg"});
    }

    /// An annotation without a picture of its name takes the one it names, unless that is
    /// another's.
    void picturesThatAreNamed()
    {
        const MadeUpFolder folder;
        const std::string dog = MadeUpFolder::vocObject("dog", "1 2 20 25");
        folder.picture("a.jpg");
        folder.picture("p.jpg");
        folder.xml("a.xml", dog);
        folder.xml("b.xml", "<filename>a.jpg</filename>" + dog); // a copy of a.xml
        folder.xml("c.xml", "<filename>p.jpg</filename>" + dog);
        folder.xml("d.xml", "<filename>p.jpg</filename>" + dog);
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size() + data.test.size(), size_t(2));
        QCOMPARE(data.annotated.objects, int64_t(4));
        QCOMPARE(data.annotated.dropped, int64_t(2));
        const QStringList problems = textsOf(data.problems);
        QVERIFY(problems.contains("b.xml: b.jpg is absent: picture left out"));
        QVERIFY(problems.contains("d.xml: d.jpg is absent: picture left out"));
    }

    void findsTheFolderBelow()
    {
        const MadeUpFolder folder("VOCdevkit/VOC2007");
        folder.voc("a", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        const DetectionData data = openDetectionFolder(folder.root.parent_path().parent_path());
        QCOMPARE(data.name, std::string("VOC2007"));
    }

    void nothingToTrainOnIsAnError()
    {
        const MadeUpFolder folder;
        fs::create_directories(folder.root / "Annotations");
        folder.list("trainval", "a\nb");
        folder.list("test", "a");
        try {
            openDetectionFolder(folder.root);
            QFAIL("nothing thrown");
        } catch (const DataError& error) {
            QVERIFY2(
                QString(error.what())
                    .endsWith("nothing to train on: PASCAL VOC: Annotations/*.xml with pictures "
                              "in JPEGImages; 2 pictures left out (for example "
                              "Annotations/a.xml: absent: picture left out)"),
                error.what());
        }
    }

    void cutPicturesAreNoticed()
    {
        MadeUpFolder folder;
        folder.voc("a", MadeUpFolder::vocObject("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        folder.cut("JPEGImages/a.jpg", 30);
        const DetectionData data = openDetectionFolder(folder.root);
        QVERIFY(textsOf(data.problems).join('\n').contains("JPEG without its end marker"));
        data.load(data.train[0]);
        data.load(data.train[0]);
        QCOMPARE(data.found->take().size(), size_t(1));
    }

    void bloodCells()
    {
        const fs::path folder = dataFolder() / "voc_bccd";
        HL_SKIP_UNLESS_PRESENT(folder);
        QElapsedTimer timer;
        timer.start();
        const DetectionData data = openDetectionFolder(folder);
        qInfo("opened in %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(data.train.size(), size_t(292));
        QCOMPARE(data.test.size(), size_t(72));
        QCOMPARE(
            data.classNames, (std::vector<std::string> {"background", "Platelets", "RBC", "WBC"}));
        QCOMPARE(objectsIn(data), size_t(4888 - 2)); // two have no area
        QCOMPARE(data.problems.size(), size_t(2));
        QCOMPARE(data.annotated.objects, int64_t(4888));
        QCOMPARE(data.annotated.dropped, int64_t(2));
        QCOMPARE(data.annotated.perClass,
            (std::map<std::string, int64_t> {{"Platelets", 361}, {"RBC", 4155}, {"WBC", 372}}));
    }

    void partsAreNoObjects()
    {
        const fs::path folder = dataFolder() / "voc_micro_2007";
        HL_SKIP_UNLESS_PRESENT(folder);
        const DetectionData data = openDetectionFolder(folder, {.testSet = "testcode"});
        QCOMPARE(data.train.size() + data.test.size(), size_t(12));
        QCOMPARE(objectsIn(data), size_t(42));
        QCOMPARE(data.annotated.marked, int64_t(5));
        size_t ignored = 0;
        for (const auto* split : {&data.train, &data.test})
            for (const AnnotatedPicture& picture : *split)
                for (const GroundTruth& object : picture.objects)
                    ignored += object.ignored;
        QCOMPARE(ignored, size_t(5));
        QVERIFY(std::find(data.classNames.begin(), data.classNames.end(), "head")
            == data.classNames.end());
    }
};

QTEST_GUILESS_MAIN(TestVocReader)
#include "tst_voc_reader.moc"

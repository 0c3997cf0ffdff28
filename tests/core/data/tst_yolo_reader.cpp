#include "core/data/annotations/annotation_file_error.h"
#include "core/data/detection_folder.h"
#include "core/data/yolo/yolo_labels.h"
#include "core/data/yolo/yolo_names.h"
#include "tests/core/data/made_up_folder.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

using Names = std::vector<std::string>;

QString joined(const Names& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join('|');
}

} // namespace

class TestYoloReader : public QObject
{
    Q_OBJECT

    MadeUpFolder m_folder {};

private Q_SLOTS:
    void labels_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("objects"); // "class: x1 y1 x2 y2" of those that can be used
        QTest::addColumn<QStringList>("problems");
        const auto row = [](const char* name, const QByteArray& text, const char* objects,
                             const QStringList& problems = {}) {
            QTest::newRow(name) << text << QString(objects) << problems;
        };
        row("empty", "", "");
        // .5 - .25, .4 - .1, …
        row("two", "0 .5 0.4 0.5 0.2\n3 0.5\t0.5 1 1\r\n", "0: 0.25 0.3 0.75 0.5|3: 0 0 1 1");
        row("blank lines, no end", "\n \n1 0.5 0.5 0.5 0.5", "1: 0.25 0.25 0.75 0.75");
        row("byte order mark",
            "\xEF\xBB\xBF"
            "1 0.5 0.5 0.5 0.5",
            "1: 0.25 0.25 0.75 0.75");
        row("decimal class", "1.0 0.5 0.5 0.5 0.5", "1: 0.25 0.25 0.75 0.75");
        row("outline", "2 0.1 0.2 0.5 0.1 0.3 0.9", "2: 0.1 0.1 0.5 0.9");
        row("four numbers", "1 0.5 0.5 0.5\n0 0.5 0.5 1 1", "0: 0 0 1 1",
            {"a.txt:1: expected class x y w h: object dropped"});
        row("confidence", "1 0.5 0.5 0.5 0.5 0.9", "",
            {"a.txt:1: expected class x y w h: object dropped"});
        row("words", "dog 0.5 0.5 0.5 0.5", "",
            {"a.txt:1: expected class x y w h: object dropped"});
        row("not a number", "1 0.5 nan 0.5 0.5", "",
            {"a.txt:1: expected class x y w h: object dropped"});
        row("negative class", "-1 0.5 0.5 0.5 0.5", "",
            {"a.txt:1: class -1: expected a whole number in [0, 10000): object dropped"});
        row("half a class", "0.5 0.5 0.5 0.5 0.5", "",
            {"a.txt:1: class 0.5: expected a whole number in [0, 10000): object dropped"});
        row("far off", "0 0.5 4000 0.5 0.5", "",
            {"a.txt:1: 4000: expected a fraction of the picture's side: object dropped"});
    }

    void labels()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, objects);
        QFETCH(QStringList, problems);
        m_folder.text("a.txt", text.toStdString());
        const YoloLabels labels = readYoloLabels(m_folder.root / "a.txt", "a.txt");
        QStringList found;
        for (const YoloObject& o : labels.objects)
            if (!o.unusable)
                found << QString::fromStdString(concat(
                    o.classNumber, ": ", o.box.x1, " ", o.box.y1, " ", o.box.x2, " ", o.box.y2));
        QCOMPARE(found.join('|'), objects);
        QCOMPARE(textsOf(labels.problems), problems);
        QCOMPARE(labels.objects.size(), size_t(found.size() + problems.size()));
    }

    void tooMuchIsRefused()
    {
        std::string text;
        for (int i = 0; i < 10001; ++i)
            text += "0 .5 .5 .1 .1\n";
        m_folder.text("a.txt", text);
        QVERIFY_THROWS_EXCEPTION(
            AnnotationFileError, readYoloLabels(m_folder.root / "a.txt", "a.txt"));
        m_folder.text("a.txt", std::string(5 << 20, ' '));
        QVERIFY_THROWS_EXCEPTION(
            AnnotationFileError, readYoloLabels(m_folder.root / "a.txt", "a.txt"));
        QVERIFY_THROWS_EXCEPTION(
            AnnotationFileError, readYoloLabels(m_folder.root / "gone.txt", "gone.txt"));
    }

    void yaml_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("flow list") << "train: ../train\nnc: 2\nnames: [cat, \"big, dog\"]\n"
                                   << "cat|big, dog";
        QTest::newRow("over lines") << "names: ['cat', # first\n  'dog',\n]\nnc: 2"
                                    << "cat|dog";
        QTest::newRow("block list") << "names:\n  - cat\n  - 'dog #1'\nnc: 2\n- x"
                                    << "cat|dog #1";
        QTest::newRow("list without indent") << "names:\n- cat\n- dog\nval: x\n"
                                             << "cat|dog";
        QTest::newRow("map") << "names:\n  0: cat\n  1: dog # good\n\n  3: 'x: y'\n# end\nnc: 4"
                             << "cat|dog|2|x: y";
        QTest::newRow("flow map") << "names: {0: cat, 1: 'dog'}"
                                  << "cat|dog";
        QTest::newRow("windows") << "names:\r\n  0: cat\r\n  1: dog\r\n"
                                 << "cat|dog";
        QTest::newRow("none") << "nc: 2\nnames_of: [x]\n"
                              << "";
        QTest::newRow("nothing behind") << "names:"
                                        << "";
        QTest::newRow("never closed") << "names: [cat, dog"
                                      << "cat|dog";
        QTest::newRow("huge number") << "names:\n  999999999: x\n"
                                     << "";
    }

    void yaml()
    {
        QFETCH(QString, text);
        QFETCH(QString, names);
        QCOMPARE(joined(namesInYaml(text.toStdString())), names);
    }

    void lists()
    {
        QCOMPARE(joined(namesInList("\xEF\xBB\xBF"
                                    "cat\r\nbig dog\n\n")),
            QString("cat|big dog"));
        QCOMPARE(joined(namesInList("")), QString());
    }

    void layouts_data()
    {
        QTest::addColumn<QString>("pictures");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<QString>("names"); // file with them
        QTest::newRow("images and labels") << "images/"
                                           << "labels/"
                                           << "data.yaml";
        QTest::newRow("parts below") << "images/train/"
                                     << "labels/train/"
                                     << "coco8.yaml";
        QTest::newRow("parts above") << "train/images/"
                                     << "train/labels/"
                                     << "data.yaml";
        QTest::newRow("labels below pictures") << ""
                                               << "labels/"
                                               << "classes.txt";
        QTest::newRow("beside") << ""
                                << ""
                                << "classes.txt";
        QTest::newRow("darknet") << "obj_train_data/"
                                 << "obj_train_data/"
                                 << "obj.names";
        QTest::newRow("list beside labels") << "images/"
                                            << "labels/"
                                            << "images/classes.txt";
    }

    void layouts()
    {
        QFETCH(QString, pictures);
        QFETCH(QString, labels);
        QFETCH(QString, names);
        const MadeUpFolder folder("some/level");
        for (const char* name : {"a", "b"}) {
            folder.picture((pictures + name + ".PNG").toStdString(), 80, 40);
            folder.text((labels + name + ".txt").toStdString(), "1 0.5 0.5 0.5 0.5\n");
        }
        folder.text(
            names.toStdString(), names.endsWith(".yaml") ? "names: [cat, dog]\n" : "cat\ndog\n");
        const DetectionData data = openDetectionFolder(folder.root.parent_path());
        QVERIFY2(data.layout.starts_with("YOLO: "), data.layout.c_str());
        QVERIFY2(
            data.layout.ends_with("class names in " + names.toStdString()), data.layout.c_str());
        QCOMPARE(data.classNames, (Names {"background", "cat", "dog"}));
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(data.train[0].objects.at(0).box, (Box {20, 10, 60, 30}));
        QCOMPARE(data.train[0].objects.at(0).label, 2);
    }

    void partsGiveTheSplit()
    {
        const MadeUpFolder folder;
        for (const char* part : {"train", "valid", "test"}) {
            folder.picture(concat(part, "/images/", part, ".jpg"));
            folder.text(concat(part, "/labels/", part, ".txt"), "0 0.5 0.5 0.5 0.5\n");
        }
        folder.picture("docs/plot.png");      // not of the data
        folder.picture("images/test2/a.jpg"); // without labels
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.train.size(), size_t(2));
        QCOMPARE(data.test.size(), size_t(1));
        QCOMPARE(data.test[0].reference.name, std::string("test.jpg"));
        QCOMPARE(textsOf(data.problems),
            (QStringList {
                "no class names (data.yaml, classes.txt, obj.names): classes are called by "
                "their numbers",
                "what is for validation trains too",
                "images/test2: none of its pictures has a label file: folder not used"}));
    }

    void labelsWithoutTheirPicture()
    {
        const MadeUpFolder folder;
        folder.picture("images/a.jpg");
        folder.text("labels/a.txt", "0 .5 .5 .5 .5\n");
        folder.text("labels/gone.txt", "0 .5 .5 .5 .5\n0 .5 .5 .1 .1\n");
        folder.text("labels/README.txt", "made by hand\n");
        folder.text("labels/classes.txt", "0\n");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(textsOf(data.problems).filter("labels/").size(), qsizetype(1));
        QVERIFY(textsOf(data.problems)
                    .contains("labels/gone.txt: its picture is absent: picture left out"));
        QCOMPARE(data.annotated.objects, int64_t(3));
        QCOMPARE(data.annotated.dropped, int64_t(2));
        QCOMPARE(data.annotated.picturesLeftOut, int64_t(1));
    }

    void numbersWithoutNames()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.picture("b.jpg");
        folder.picture("c.jpg"); // shows nothing
        folder.text("a.txt", "7 0.5 0.5 0.5 0.5\n2 0.5 0.5 0.25 0.25\n");
        folder.text("b.txt", "7 0.5 0.5 0.5 0.5\n");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(data.classNames, (Names {"background", "2", "7"}));
        QCOMPARE(data.train.size() + data.test.size(), size_t(3));
        QVERIFY(textsOf(data.problems)
                    .contains("1 picture has no label file: taken as showing no objects: "
                              "c.jpg"));
    }

    void classesBeyondTheNames()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg");
        folder.text("a.txt", "0 0.5 0.5 0.5 0.5\n2 0.5 0.5 0.25 0.25\n");
        folder.text("classes.txt", "cat\ndog\n");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(objectsIn(data), size_t(1));
        QVERIFY(textsOf(data.problems)
                    .contains("a.txt:2: class 2, but classes.txt names only 2: object dropped"));
        QCOMPARE(data.annotated.objects, int64_t(2));
    }

    void roundingIsNoProblem()
    {
        const MadeUpFolder folder;
        folder.picture("a.jpg", 400, 300);
        folder.text("a.txt", "0 0.500001 0.5 1.000000 1\n0 0.6 0.5 1 1\n");
        const DetectionData data = openDetectionFolder(folder.root);
        QCOMPARE(
            data.train[0].objects.at(0).box, (Box {data.train[0].objects[0].box.x1, 0, 400, 300}));
        QCOMPARE(textsOf(data.problems).filter("clipped").size(), qsizetype(1));
        QVERIFY(
            textsOf(data.problems).filter("a.txt:2: box (40, 0, 440, 300) reaches beyond").size()
            == 1);
    }
};

QTEST_GUILESS_MAIN(TestYoloReader)
#include "tst_yolo_reader.moc"

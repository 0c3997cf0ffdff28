#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/problem_log.h"
#include "core/data/voc_reader.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// A VOC folder that is written piece by piece; pictures have 40 x 30 pixels.
class VocFolder
{
public:
    explicit VocFolder(const std::string& below = {})
        : root(fs::path(m_folder.path().toStdString()) / below)
    {
        for (const char* name : {"Annotations", "JPEGImages", "ImageSets/Main"})
            fs::create_directories(root / name);
    }

    void list(const std::string& set, const std::string& text) const
    {
        writeFileAtomically(root / "ImageSets" / "Main" / (set + ".txt"), text);
    }

    void picture(const std::string& name, const std::string& objects) const
    {
        cv::imwrite((root / "JPEGImages" / (name + ".jpg")).string(),
            cv::Mat(30, 40, CV_8UC3, cv::Scalar(50, 90, 20)));
        xml(name, "<annotation>\n" + objects + "</annotation>\n");
    }

    void xml(const std::string& name, const std::string& text) const
    {
        writeFileAtomically(root / "Annotations" / (name + ".xml"), text);
    }

    static std::string object(
        const std::string& name, const std::string& box, const std::string& more = {})
    {
        std::string numbers;
        std::istringstream in(box);
        for (const char* key : {"xmin", "ymin", "xmax", "ymax"}) {
            std::string value;
            in >> value;
            numbers += concat("<", key, ">", value, "</", key, ">");
        }
        return concat(
            "<object><name>", name, "</name>", more, "<bndbox>", numbers, "</bndbox></object>\n");
    }

private:
    QTemporaryDir m_folder {};

public:
    fs::path root {};
};

QStringList texts(const DetectionData& data)
{
    QStringList result;
    for (const DataProblem& problem : data.problems)
        result << QString::fromStdString(
            concat(problem.file, ":", problem.line, ": ", problem.text));
    return result;
}

fs::path sharedData(const char* name)
{
    const char* folder = std::getenv("HARDLENS_DATA");
    return fs::path(folder ? folder : HL_SOURCE_DIR "/../shared/data") / name;
}

} // namespace

class TestVocReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsObjectsAndClasses()
    {
        VocFolder folder;
        folder.picture("a",
            VocFolder::object("dog", "1 2 20 25") + VocFolder::object("cat", "3.5 4.25 30 28"));
        folder.picture("b", VocFolder::object("bee", "5 5 9 9"));
        folder.list("trainval", "a\r\n");
        folder.list("test", "b 1\n\n");
        const DetectionData data = openVoc(folder.root);
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
        QCOMPARE(texts(data),
            QStringList {"Annotations:0: class \"bee\" (1 object) is only in the test pictures: it "
                         "cannot be learned"});
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
        VocFolder folder;
        folder.picture("a",
            VocFolder::object("dog", "1 2 20 25")
                + VocFolder::object("dog", "3 4 9 9", "<difficult>1</difficult>"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        const DetectionData data = openVoc(folder.root, {.difficult = Difficult(mode)});
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
        row("zero area", VocFolder::object("dog", "5 5 5 9"),
            "Annotations/a.xml:3: zero-area box (5, 5, 5, 9): object dropped");
        row("reversed", VocFolder::object("dog", "9 5 4 9"),
            "Annotations/a.xml:3: reversed box (9, 5, 4, 9): object dropped");
        row("clipped", VocFolder::object("dog", "-3 5 44 9"),
            "Annotations/a.xml:3: box (-3, 5, 44, 9) reaches beyond the picture of 40 x 30: "
            "clipped");
        row("outside", VocFolder::object("dog", "50 5 60 9"),
            "Annotations/a.xml:3: box (50, 5, 60, 9) reaches beyond the picture of 40 x 30: object "
            "dropped");
        row("no number", VocFolder::object("dog", "1 x 5 9"),
            "Annotations/a.xml:3: <ymin>x</ymin>: expected a number below 1e6: object dropped");
        row("not finite", VocFolder::object("dog", "1 nan 5 9"),
            "Annotations/a.xml:3: <ymin>nan</ymin>: expected a number below 1e6: object dropped");
        row("no name", VocFolder::object(" ", "1 2 5 9"),
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
        VocFolder folder;
        folder.picture("a", VocFolder::object("dog", "1 2 20 25") + object.toStdString());
        folder.picture("b", VocFolder::object("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "b");
        const DetectionData data = openVoc(folder.root);
        QCOMPARE(texts(data), QStringList {problem});
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
        VocFolder folder;
        folder.picture("a", {});
        folder.xml("a", xml.toStdString());
        folder.picture("b", VocFolder::object("dog", "1 2 20 25"));
        folder.picture("c", VocFolder::object("dog", "1 2 20 25"));
        folder.list("trainval", "a\nb");
        folder.list("test", "c");
        const DetectionData data = openVoc(folder.root);
        QCOMPARE(texts(data), QStringList {problem});
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.train[0].reference.index, int64_t(0));
    }

    void absentFilesAndNamesThatLeadOutside()
    {
        VocFolder folder;
        folder.picture("b", VocFolder::object("dog", "1 2 20 25"));
        folder.xml("d", "<annotation/>");
        folder.list("trainval", "gone\nd\n../b\n/etc/passwd\nb\nb\n");
        folder.list("test", "b");
        const DetectionData data = openVoc(folder.root);
        QCOMPARE(data.train.size(), size_t(1));
        const QStringList expected {
            "ImageSets/Main/trainval.txt:3: \"../b\" leads outside the folder: refused",
            "ImageSets/Main/trainval.txt:4: \"/etc/passwd\" leads outside the folder: refused",
            "ImageSets/Main/trainval.txt:6: \"b\" is listed twice: used once",
            "ImageSets/Main:0: 1 picture is in the training and in the test list: precision is "
            "measured on what was "
            "learned",
            "Annotations/gone.xml:0: absent: picture left out",
            "Annotations/d.xml:0: JPEGImages/d.jpg is absent: left out"};
        QCOMPARE(texts(data), expected);
    }

    void splitsThatAreNotThere()
    {
        VocFolder folder;
        for (const char* name : {"a", "b", "c"})
            folder.picture(name, VocFolder::object("dog", "1 2 20 25"));
        const auto names = [&] {
            const DetectionData data = openVoc(folder.root);
            QString text;
            for (const AnnotatedPicture& picture : data.train)
                text += picture.reference.name[0];
            text += '|';
            for (const AnnotatedPicture& picture : data.test)
                text += picture.reference.name[0];
            return text;
        };
        const QString byHash = names();
        QCOMPARE(byHash.size(), qsizetype(4)); // every picture on one side
        folder.list("train", "a");
        folder.list("val", "b");
        QCOMPARE(names(), QString("a|b"));
        folder.list("test", "c");
        QCOMPARE(names(), QString("ab|c"));
        folder.list("trainval", "b");
        QCOMPARE(names(), QString("b|c"));
    }

    void findsTheFolderBelow()
    {
        const VocFolder folder("VOCdevkit/VOC2007");
        folder.picture("a", VocFolder::object("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        const DetectionData data = openVoc(folder.root.parent_path().parent_path());
        QCOMPARE(data.name, std::string("VOC2007"));
    }

    void nothingToTrainOnIsAnError()
    {
        QTemporaryDir empty;
        compareError(empty.path(), "no PASCAL VOC data: expected the folders Annotations");
        compareError("/nowhere/at/all", "/nowhere/at/all: not a folder");
        const VocFolder folder;
        folder.list("trainval", "a\nb");
        folder.list("test", "a");
        compareError(QString::fromStdString(folder.root.string()),
            "nothing to train on: 2 pictures are listed");
    }

    void cutPicturesAreNoticed()
    {
        VocFolder folder;
        folder.picture("a", VocFolder::object("dog", "1 2 20 25"));
        folder.list("trainval", "a");
        folder.list("test", "a");
        const auto path = folder.root / "JPEGImages" / "a.jpg";
        auto bytes = readWholeFile(path);
        bytes.resize(bytes.size() - 30);
        writeFileAtomically(path, bytes);
        const DetectionData data = openVoc(folder.root);
        QVERIFY(texts(data).join('\n').contains("JPEG without its end marker"));
        data.load(data.train[0]);
        data.load(data.train[0]);
        QCOMPARE(data.found->take().size(), size_t(1));
    }

    void bloodCells()
    {
        const fs::path folder = sharedData("voc_bccd");
        if (!fs::exists(folder))
            QSKIP("voc_bccd is not here (HARDLENS_DATA)");
        QElapsedTimer timer;
        timer.start();
        const DetectionData data = openVoc(folder);
        qInfo("opened in %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(data.train.size(), size_t(292));
        QCOMPARE(data.test.size(), size_t(72));
        QCOMPARE(
            data.classNames, (std::vector<std::string> {"background", "Platelets", "RBC", "WBC"}));
        size_t objects = 0;
        for (const auto* split : {&data.train, &data.test})
            for (const AnnotatedPicture& picture : *split)
                objects += picture.objects.size();
        QCOMPARE(objects, size_t(4888 - 2)); // two have no area
        QCOMPARE(data.problems.size(), size_t(2));
    }

    void partsAreNoObjects()
    {
        const fs::path folder = sharedData("voc_micro_2007");
        if (!fs::exists(folder))
            QSKIP("voc_micro_2007 is not here (HARDLENS_DATA)");
        const DetectionData data = openVoc(folder, {.testSet = "testcode"});
        QCOMPARE(data.train.size() + data.test.size(), size_t(12));
        size_t objects = 0;
        size_t ignored = 0;
        for (const auto* split : {&data.train, &data.test})
            for (const AnnotatedPicture& picture : *split)
                for (const GroundTruth& object : picture.objects) {
                    ++objects;
                    ignored += object.ignored;
                }
        QCOMPARE(objects, size_t(42));
        QCOMPARE(ignored, size_t(5));
        QVERIFY(std::find(data.classNames.begin(), data.classNames.end(), "head")
            == data.classNames.end());
    }

private:
    static void compareError(const QString& folder, const char* part)
    {
        try {
            openVoc(folder.toStdString());
        } catch (const DataError& error) {
            QVERIFY2(QString(error.what()).contains(part), error.what());
            return;
        }
        QFAIL("nothing thrown");
    }
};

QTEST_GUILESS_MAIN(TestVocReader)
#include "tst_voc_reader.moc"

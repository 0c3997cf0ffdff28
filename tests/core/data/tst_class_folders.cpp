#include "core/data/class_data_check.h"
#include "core/data/classes/class_data.h"
#include "core/data/classes/class_folders.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

namespace {

QString namesOf(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join('|');
}

/// "class/file" of each, in order.
QString shownIn(const ClassPictures& data, const std::vector<ClassPicture>& pictures)
{
    std::vector<std::string> shown;
    for (const ClassPicture& picture : pictures)
        shown.push_back(data.classNames.at(size_t(picture.label)) + "/" + picture.reference.name);
    return namesOf(shown);
}

} // namespace

class TestClassFolders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classOfAPath_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("level");
        QTest::addColumn<QString>("folder"); // empty: none
        QTest::newRow("parent") << "cat/a.jpg" << 0 << "cat";
        QTest::newRow("deep") << "Greek/character01/a.png" << 0 << "Greek/character01";
        QTest::newRow("first level") << "Greek/character01/a.png" << 1 << "Greek";
        QTest::newRow("second level") << "Greek/character01/a.png" << 2 << "Greek/character01";
        QTest::newRow("too few") << "Greek/a.png" << 2 << "";
        QTest::newRow("set on top") << "train/Fruit/Apple/a.jpg" << 0 << "Fruit/Apple";
        QTest::newRow("set within") << "car_data/test/Acura/a.jpg" << 0 << "car_data/Acura";
        QTest::newRow("set as class") << "words/test/a.jpg" << 0 << "words/test";
        QTest::newRow("class of two words") << "test tube/a.jpg" << 0 << "test tube";
        QTest::newRow("gathered") << "images/train/cat/a.jpg" << 0 << "cat";
        QTest::newRow("right in a set") << "train/a.jpg" << 0 << "";
        QTest::newRow("no folder") << "a.jpg" << 0 << "";
        QTest::newRow("dot") << "./cat/a.jpg" << 0 << "cat";
    }

    void classOfAPath()
    {
        QFETCH(QString, path);
        QFETCH(int, level);
        QFETCH(QString, folder);
        QCOMPARE(
            QString::fromStdString(classFolder(path.toStdString(), level).value_or("")), folder);
    }

    void shortNames()
    {
        QCOMPARE(namesOf(shortFolderNames({"a/x", "b/x", "b/y"})), QString("a/x|b/x|y"));
        QCOMPARE(namesOf(shortFolderNames({})), QString());
    }

    void halvesOfFolders()
    {
        const MadeUpFolder folder;
        for (const char* name : {"c/1.jpg", "a/1.jpg", "b/1.png", "b/2.jpg", "a/2.jpg"})
            folder.picture(name);
        folder.text("a/notes.txt", "no picture");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(namesOf(data.classNames), QString("a|b|c"));
        QCOMPARE(shownIn(data, data.train), QString("a/1.jpg|a/2.jpg|b/1.png|b/2.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("c/1.jpg"));
        QCOMPARE(textsOf(data.problems),
            (QStringList {"the first 2 classes train, 1 other is unseen and tests",
                "1 class has a single test picture, which has no other one to be near to"}));
        QCOMPARE(data.test.front().reference.isTest, true);
        QCOMPARE(data.train.back().reference.index, int64_t(3));
        QCOMPARE(data.load(withoutLabel(data.train.front())).width, 40);
    }

    void setsOfFolders()
    {
        const MadeUpFolder folder;
        for (const char* name : {"train/a/1.jpg", "train/b/1.jpg", "test/a/2.jpg", "test/b/2.jpg"})
            folder.picture(name);
        const ClassPictures usual = openClassData(folder.root);
        QCOMPARE(shownIn(usual, usual.train), QString("a/1.jpg|b/1.jpg"));
        QCOMPARE(shownIn(usual, usual.test), QString("a/2.jpg|b/2.jpg"));
        const ClassPictures halves = openClassData(folder.root, {.split = ClassSplit::Halves});
        QCOMPARE(shownIn(halves, halves.train), QString("a/2.jpg|a/1.jpg"));
        QCOMPARE(shownIn(halves, halves.test), QString("b/2.jpg|b/1.jpg"));
    }

    void level()
    {
        const MadeUpFolder folder;
        for (const char* name : {"x/a/1.jpg", "x/b/1.jpg", "y/a/1.jpg", "y/1.jpg"})
            folder.picture(name);
        QCOMPARE(namesOf(openClassData(folder.root).classNames), QString("x/a|b|y|y/a"));
        QCOMPARE(namesOf(openClassData(folder.root, {.classLevel = 1}).classNames), QString("x|y"));
        const ClassPictures second = openClassData(folder.root, {.classLevel = 2});
        QCOMPARE(namesOf(second.classNames), QString("x/a|b|y/a"));
        QCOMPARE(second.counts.picturesLeftOut, int64_t(1));
        QVERIFY(textsOf(second.problems)
                    .contains("y/1.jpg: does not lie in 2 folders: picture left out"));
        QVERIFY_THROWS_EXCEPTION(ConfigError, openClassData(folder.root, {.classLevel = 9}));
    }

    void brokenPictures()
    {
        const MadeUpFolder folder;
        folder.picture("a/1.jpg");
        folder.picture("b/1.png");
        folder.cut("b/1.png", 60);
        folder.text("b/2.jpg", "no JPEG");
        folder.picture("top.jpg");
        fs::create_symlink("/etc/hostname", folder.root / "a" / "out.jpg");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(data.counts.listed, int64_t(5));
        QCOMPARE(data.counts.picturesLeftOut, int64_t(4));
        QCOMPARE(data.counts.classesWithout, int64_t(1));
        const QString all = textsOf(data.problems).join('\n');
        for (const char* part :
            {"a/out.jpg: is a symbolic link that leads outside the data folder: "
             "never opened, picture left out",
                "b/1.png: ", "b/2.jpg: ", "top.jpg: lies in no folder of a class: picture left out",
                "1 class has no picture: not counted as classes: b"})
            QVERIFY2(all.contains(part), qPrintable(all));
    }

    void lists()
    {
        const MadeUpFolder folder;
        for (const char* name : {"p/one/a b.jpg", "p/one/2.jpg", "p/two/1.jpg", "p/two/2.jpg"})
            folder.picture(name);
        folder.text("train.txt", "p/one/a b.jpg 7\r\np/two/1.jpg 3\n\np/gone.jpg 3\n");
        folder.text("test.txt",
            "\xEF\xBB\xBFp/one/2.jpg 7\np/two/2.jpg 3\np/one/2.jpg 3\n"
            "../secret.jpg 3\n/etc/passwd 9");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(namesOf(data.classNames), QString("two|one")); // 3, 7
        QCOMPARE(shownIn(data, data.train), QString("one/a b.jpg|two/1.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("one/2.jpg|two/2.jpg"));
        QCOMPARE(data.counts.listed, int64_t(8));
        QCOMPARE(data.counts.picturesLeftOut, int64_t(4));
        const QStringList texts = textsOf(data.problems);
        for (const char* text : {"train.txt:4: \"p/gone.jpg\" is absent: picture left out",
                 "test.txt:3: \"p/one/2.jpg\" is listed twice: used as the first line says",
                 "test.txt:4: \"../secret.jpg\" leads outside the data folder: never opened, "
                 "picture "
                 "left out",
                 "test.txt:5: \"/etc/passwd\" leads outside the data folder: never opened, picture "
                 "left out"})
            QVERIFY2(texts.contains(text), qPrintable(texts.join('\n')));
    }

    void listsOfNames()
    {
        const MadeUpFolder folder;
        for (const char* name : {"1.jpg", "2.jpg", "3.jpg"})
            folder.picture(name);
        folder.text("train.csv", "1.jpg, zebra, horse\n2.jpg, ape, monkey\n3.jpg, \"a, b\", horse");
        QCOMPARE(namesOf(openClassData(folder.root).classNames), QString("a, b|ape|zebra"));
        QCOMPARE(namesOf(openClassData(folder.root / "train.csv", {.classLevel = 2}).classNames),
            QString("horse|monkey"));
    }

    void brokenLists_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        QTest::newRow("no label") << QByteArray("a/1.jpg 1\na/2.jpg\n") << 0
                                  << "train.txt:2: \"a/2.jpg\": expected \"<path> <label>\"";
        QTest::newRow("no second label")
            << QByteArray("a/1.jpg, 1") << 2
            << "train.txt:1: \"a/1.jpg, 1\": expected a path and 2 labels between commas";
        QTest::newRow("nothing there") << QByteArray("gone.jpg 1") << 0
                                       << "no picture is left of 1: lists of pictures and "
                                          "classes: train.txt: train.txt:1: \"gone.jpg\" is "
                                          "absent: picture left out";
    }

    void brokenLists()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, column);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        folder.picture("a/1.jpg");
        folder.text("train.txt", text.toStdString());
        try {
            openClassData(folder.root / "train.txt", {.classLevel = column});
            QFAIL("was accepted");
        } catch (const DataError& error) {
            QVERIFY2(QString(error.what()).endsWith(message), error.what());
        }
    }

    void nothingThere()
    {
        const MadeUpFolder folder;
        folder.text("readme.txt", "hello");
        try {
            openClassData(folder.root);
            QFAIL("was accepted");
        } catch (const DataError& error) {
            const QString text(error.what());
            QVERIFY(text.contains("no pictures with classes found. Looked for"));
            QVERIFY(text.contains("Ebay_train.txt"));
        }
        QVERIFY_THROWS_EXCEPTION(DataError, openClassData(folder.root / "gone"));
    }

    void oneClass()
    {
        const MadeUpFolder folder;
        folder.picture("a/1.jpg");
        folder.picture("a/2.jpg");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(data.train.size(), size_t(2));
        QVERIFY(textsOf(data.problems).contains("nothing to test on: no recall can be measured"));
    }

    void check()
    {
        const MadeUpFolder folder;
        for (const char* name : {"train/a/1.jpg", "train/a/2.jpg", "test/a/3.jpg", "test/b/4.jpg"})
            folder.picture(name, 40 + name[8]);
        folder.text("test/b/5.jpg", "none");
        const ClassPictures data = openClassData(folder.root, {.toCheck = true});
        const ClassDataCheck check = checkClassData(data);
        QCOMPARE(check.train.pictures, int64_t(2));
        QCOMPARE(check.train.classes, int64_t(1));
        QCOMPARE(check.test.singles, int64_t(2));
        QCOMPARE(check.classesInBoth, int64_t(1));
        QCOMPARE(check.decoded, int64_t(4));
        QVERIFY(check.unreadable);
        const QString text = QString::fromStdString(textOf(check));
        QVERIFY2(text.contains("to train on: 2 pictures of 1 class; a class has 2 / 2 / 2"),
            qPrintable(text));
        QVERIFY2(text.contains("1 of 5 pictures left out"), qPrintable(text));
        const auto json = nlohmann::json::parse(jsonOf(check));
        QCOMPARE(json.at("test").at("classes").get<int>(), 2);
        QCOMPARE(json.at("left_out").get<int>(), 1);
        QCOMPARE(
            json.at("problems").at(0).at("kind").get<std::string>(), std::string("unreadable"));
        QVERIFY_THROWS_EXCEPTION(ConfigError, checkClassData(data, -1));
    }

    void groceries()
    {
        const fs::path folder = dataFolder() / "class_grocery_fruit";
        HL_SKIP_UNLESS_PRESENT(folder);
        const ClassPictures data = openClassData(folder);
        QCOMPARE(data.classNames.size(), size_t(28));
        QCOMPARE(data.train.size(), size_t(280));
        QCOMPARE(data.test.size(), size_t(280));
        QCOMPARE(data.counts.picturesLeftOut, int64_t(0));
        QCOMPARE(data.classNames.front(), std::string("Golden-Delicious"));
        QCOMPARE(data.problems.size(), size_t(1)); // the classes are in both lists
        const auto coarse = openClassData(folder, {.classLevel = 2});
        QVERIFY(coarse.classNames.size() < 28);
        // The folders alone give the same, but for their order.
        const ClassPictures byFolder = openClassData(folder / "train");
        QCOMPARE(byFolder.classNames.size(), size_t(28));
        QCOMPARE(byFolder.train.size(), size_t(140));
        QCOMPARE(
            data.load(withoutLabel(data.test.back())).height, data.test.back().reference.height);
    }

    void fullLists()
    {
        const fs::path list = dataFolder() / "class_grocery_fruit" / "source_lists";
        HL_SKIP_UNLESS_PRESENT(list);
        // Seen from that folder nothing is there: every line is said, none crashes.
        for (const char* name : {"train.full.txt", "test.full.txt"}) {
            const ClassPictures data = openClassData(list / name, {.toCheck = true});
            QVERIFY(data.counts.listed > 2000);
            QCOMPARE(data.counts.picturesLeftOut, data.counts.listed);
        }
    }

    void omniglot()
    {
        const fs::path folder = dataFolder() / "class_omniglot_small1";
        HL_SKIP_UNLESS_PRESENT(folder);
        const ClassPictures data = openClassData(folder);
        QCOMPARE(data.classNames.size(), size_t(136));
        QCOMPARE(data.train.size(), size_t(68 * 20));
        QCOMPARE(data.test.size(), size_t(68 * 20));
        QCOMPARE(data.classNames.front(), std::string("Balinese/character01"));
        const Pixels pixels = data.load(withoutLabel(data.train.front()));
        QCOMPARE(pixels.width, 105);
        // One-bit pictures: black ink on white.
        const auto ink = std::count(pixels.rgb.begin(), pixels.rgb.end(), uint8_t(0));
        const auto paper = std::count(pixels.rgb.begin(), pixels.rgb.end(), uint8_t(255));
        QCOMPARE(size_t(ink + paper), pixels.rgb.size());
        QVERIFY(ink > 0 && paper > 5 * ink);
        QCOMPARE(openClassData(folder, {.classLevel = 1}).classNames.size(), size_t(5));
    }
};

QTEST_GUILESS_MAIN(TestClassFolders)
#include "tst_class_folders.moc"

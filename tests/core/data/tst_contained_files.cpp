#include "core/data/annotations/contained_files.h"
#include "tests/core/data/made_up_folder.h"

#include <QTest>

#include <sys/stat.h>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

class TestContainedFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void names_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("why");
        const QString outside = "leads outside the data folder";
        const auto row = [](const QByteArray& name, const QString& why) {
            QTest::newRow(name.toPercentEncoding().constData()) << name << why;
        };
        for (const char* fine : {"a.jpg", "train/a.jpg", "./a.jpg", "a..b.jpg", "...",
                 "a/..b/c.jpg", "é.jpg", "~/a.jpg"})
            row(fine, "");
        for (const char* refused : {"/etc/passwd", "../a.jpg", "a/../../b.jpg", "a/..", "..",
                 "C:\\a.jpg", "c:a.jpg", "a\\b.jpg", "\\\\server\\a.jpg", "//a.jpg"})
            row(refused, outside);
        row(QByteArray("a\0b.jpg", 7), outside);
        row("", "is empty");
    }

    void names()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, why);
        QCOMPARE(QString::fromStdString(whyRefused(name.toStdString())), why);
    }

    void endings()
    {
        for (const char* name :
            {"a.jpg", "a.JPG", "a.JpEg", "a.png", "a.bmp", "a.tif", "a.TIFF", "a.webp", "a.b.png"})
            QVERIFY2(isPictureName(name), name);
        for (const char* name : {"a", "jpg", "a.jpgx", "a.gif", "a.xml", "a.jpg.txt", ""})
            QVERIFY2(!isPictureName(name), name);
        QCOMPARE(std::string(stemOf("a.b.jpg")), std::string("a.b"));
        QCOMPARE(std::string(stemOf("a")), std::string("a"));
        QCOMPARE(std::string(stemOf(".a")), std::string(".a"));
    }

    void picturesByStem()
    {
        const MadeUpFolder folder;
        for (const char* name : {"p/a.png", "p/a.JPG", "p/a.b.bmp", "p/a.txt", "p/c.txt"})
            folder.text(name, "x");
        ContainedFiles files(folder.root);
        QCOMPARE(files.findPicture("p", "a").shown, std::string("p/a.JPG"));
        QCOMPARE(files.findPicture("p", "a.b").shown, std::string("p/a.b.bmp"));
        QVERIFY(!files.findPicture("p", "c").found());
        QVERIFY(!files.findPicture("q", "a").found());
        QVERIFY(!files.findPicture("p", "").found());
    }

    void linksThatLeave()
    {
        const MadeUpFolder folder("data");
        const fs::path outside = folder.root.parent_path() / "secret.txt";
        writeFileAtomically(outside, std::string("x"));
        folder.text("inside.txt", "x");
        fs::create_directory_symlink("..", folder.root / "up");
        fs::create_directory_symlink(".", folder.root / "self");
        fs::create_symlink(outside, folder.root / "out.txt");
        fs::create_symlink("../secret.txt", folder.root / "relative.txt");
        fs::create_symlink("inside.txt", folder.root / "in.txt");
        fs::create_symlink("nothing", folder.root / "dangling.txt");
        fs::create_symlink("ring.txt", folder.root / "ring.txt");
        ContainedFiles files(folder.root);
        const QString leaves = "is a symbolic link that leads outside the data folder";
        const auto refusal = [&](const char* in, const char* name) {
            return QString::fromStdString(files.find(in, name).refusal);
        };
        QCOMPARE(refusal("", "out.txt"), leaves);
        QCOMPARE(refusal("", "relative.txt"), leaves);
        QCOMPARE(refusal("", "up/secret.txt"), leaves);
        QCOMPARE(refusal("up", "secret.txt"), leaves);
        QCOMPARE(refusal("", "dangling.txt"), QString("is a symbolic link to nothing"));
        QCOMPARE(refusal("", "ring.txt"), QString("is a symbolic link to nothing"));
        QCOMPARE(QString::fromStdString(files.findPicture("up", "a").refusal), leaves);
        QVERIFY(files.find("", "in.txt").found());
        QVERIFY(files.find("self", "inside.txt").found());
        QVERIFY(files.find("", "./inside.txt").found());
        QVERIFY(!files.find("", "gone.txt").found());
        QVERIFY(files.find("", "gone.txt").refusal.empty());
    }

    void whatIsNoFile()
    {
        const MadeUpFolder folder;
        QCOMPARE(::mkfifo((folder.root / "pipe.jpg").c_str(), 0600), 0);
        fs::create_symlink("/dev/zero", folder.root / "zero.jpg");
        fs::create_symlink("pipe.jpg", folder.root / "linked.jpg");
        fs::create_directory(folder.root / "folder.jpg");
        ContainedFiles files(folder.root);
        QCOMPARE(files.find("", "pipe.jpg").refusal, std::string("is a FIFO"));
        QCOMPARE(files.find("", "linked.jpg").refusal, std::string("is a FIFO"));
        QCOMPARE(files.find("", "folder.jpg").refusal, std::string("is a folder"));
        QVERIFY(files.find("", "zero.jpg").refusal.ends_with("outside the data folder"));
        QVERIFY(files.findPicture("", "pipe").refusal == "is a FIFO");
    }

    void theRootMayBeALink()
    {
        const MadeUpFolder folder("data");
        folder.text("a.txt", "x");
        const fs::path link = folder.root.parent_path() / "link";
        fs::create_directory_symlink("data", link);
        QVERIFY(ContainedFiles(link).find("", "a.txt").found());
        QVERIFY_THROWS_EXCEPTION(DataError, ContainedFiles(folder.root / "a.txt"));
        QVERIFY_THROWS_EXCEPTION(DataError, ContainedFiles(folder.root / "gone"));
    }

    void foldersByDepth()
    {
        const MadeUpFolder folder;
        for (const char* name : {"b/x", "a/c/d/x", ".git/x"})
            folder.text(name, "x");
        fs::create_directory_symlink("a", folder.root / "linked");
        ContainedFiles files(folder.root);
        QCOMPARE(files.foldersBelow(0), (std::vector<std::string> {""}));
        QCOMPARE(files.foldersBelow(2), (std::vector<std::string> {"", "a", "b", "a/c"}));
    }
};

QTEST_GUILESS_MAIN(TestContainedFiles)
#include "tst_contained_files.moc"

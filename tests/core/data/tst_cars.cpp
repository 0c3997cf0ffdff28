#include "tests/core/data/class_data_words.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/made_up_mat.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const std::vector<std::string> names {"AM General", "Ram C/V Van", "Audi", "Fiat"};

/// What a list says of a picture.
struct Car
{
    std::string file {};
    uint8_t classNumber = 0;
    bool isTest = false;
};

void makeWholeList(const MadeUpFolder& folder, const std::vector<Car>& cars, bool compressed = true)
{
    std::vector<std::vector<matvar_t*>> rows;
    for (const Car& car : cars)
        rows.push_back({matText(car.file), matDouble(1), matDouble(2), matDouble(30), matDouble(20),
            matByte(car.classNumber), matByte(car.isTest)});
    MadeUpMat(folder.root / "cars_annos.mat", compressed)
        .records("annotations",
            {"relative_im_path", "bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "test"}, rows)
        .texts("class_names", names);
}

const std::vector<Car> cars {{"car_ims/000001.jpg", 1, true}, {"car_ims/000002.jpg", 2},
    {"car_ims/000003.jpg", 3, true}, {"car_ims/000004.jpg", 4}, {"car_ims/000005.jpg", 1}};

void makeCars(const MadeUpFolder& folder)
{
    for (const Car& car : cars)
        folder.picture(car.file);
}

void makeList(const std::filesystem::path& path, const std::vector<Car>& cars)
{
    std::vector<std::vector<matvar_t*>> rows;
    for (const Car& car : cars)
        rows.push_back({matDouble(1), matDouble(2), matDouble(30), matDouble(20),
            matByte(car.classNumber), matText(car.file)});
    MadeUpMat(path, true)
        .records(
            "annotations", {"bbox_x1", "bbox_y1", "bbox_x2", "bbox_y2", "class", "fname"}, rows);
}

constexpr const char* testList = "cars_test_annos_withlabels.mat";

/// lists: the folder of each of the three files.
void makeKit(const MadeUpFolder& folder, const std::string& train, const std::string& test,
    const std::string& meta)
{
    makeList(folder.root / train / "cars_train_annos.mat", {{"00001.jpg", 4}, {"00002.jpg", 1}});
    makeList(folder.root / test / testList, {{"00001.jpg", 2}, {"00002.jpg", 3}, {"00003.jpg", 1}});
    MadeUpMat(folder.root / meta / "cars_meta.mat", true).texts("class_names", names);
}

void makeKitPictures(const MadeUpFolder& folder, const std::string& below = {})
{
    for (const char* name : {"00001.jpg", "00002.jpg"})
        folder.picture("cars_train/" + below + name);
    for (const char* name : {"00001.jpg", "00002.jpg", "00003.jpg"})
        folder.picture("cars_test/" + (below.empty() ? below : "cars_test/") + name);
}

} // namespace

class TestCars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeList_data()
    {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("plain") << false;
        QTest::newRow("compressed") << true;
    }

    /// By class, whatever `test` says.
    void wholeList()
    {
        QFETCH(bool, compressed);
        const MadeUpFolder folder("data/stanford_cars");
        makeWholeList(folder, cars, compressed);
        makeCars(folder);
        const ClassPictures data = openClassData(folder.root.parent_path()); // a level below
        QCOMPARE(data.layout, std::string("Cars-196: cars_annos.mat, car_ims/"));
        QCOMPARE(shownIn(data, data.train),
            QString("AM General:000001.jpg|Ram C/V Van:000002.jpg|AM General:000005.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("Audi:000003.jpg|Fiat:000004.jpg"));
        QCOMPARE(data.counts.picturesLeftOut, int64_t(0));
    }

    void wholeListHalfThere()
    {
        const MadeUpFolder folder("data");
        folder.picture("../outside.jpg");
        auto more = cars;
        more.push_back({"../outside.jpg", 1});
        more.push_back({"/etc/hostname", 1});
        makeWholeList(folder, more);
        makeCars(folder);
        std::filesystem::remove(folder.root / "car_ims/000002.jpg");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(shownIn(data, data.train), QString("AM General:000001.jpg|AM General:000005.jpg"));
        const QString all = textsOf(data.problems).join('\n');
        QVERIFY2(
            all.contains("cars_annos.mat:2: \"car_ims/000002.jpg\" is absent: picture left out"),
            qPrintable(all));
        QVERIFY(all.contains("cars_annos.mat:6: \"../outside.jpg\""));
        QVERIFY(all.contains("cars_annos.mat:7: \"/etc/hostname\""));
        QCOMPARE(all.count("never opened"), 2);
    }

    void wholeListBroken()
    {
        const MadeUpFolder folder;
        makeCars(folder);
        makeWholeList(folder, {{"car_ims/000001.jpg", 1}, {"car_ims/000002.jpg", 5}});
        QCOMPARE(messageOf(folder.root),
            QString("cars_annos.mat:2: class = 5: expected a class in [1, 4]"));
        makeWholeList(folder, {{"car_ims/000001.jpg", 0}});
        QCOMPARE(messageOf(folder.root),
            QString("cars_annos.mat:1: class = 0: expected a class in [1, 4]"));
        MadeUpMat(folder.root / "cars_annos.mat", false)
            .records("annotations", {"class", "fname"}, {{matByte(1), matText("a.jpg")}})
            .texts("class_names", names);
        QCOMPARE(messageOf(folder.root),
            QString("cars_annos.mat: field relative_im_path of annotations is missing: there are "
                    "class, "
                    "fname"));
        MadeUpMat(folder.root / "cars_annos.mat", false).texts("class_names", names);
        QCOMPARE(
            messageOf(folder.root), QString("cars_annos.mat: variable annotations is missing"));
        folder.text("cars_annos.mat", "no such file");
        QCOMPARE(messageOf(folder.root),
            QString(
                "cars_annos.mat: is no .mat file of version 5: expected its mark in bytes 124 to "
                "127"));
    }

    void kit_data()
    {
        QTest::addColumn<QString>("train");
        QTest::addColumn<QString>("test");
        QTest::addColumn<QString>("meta");
        QTest::addColumn<QString>("below");
        QTest::newRow("in the devkit") << "devkit"
                                       << "devkit"
                                       << "devkit"
                                       << "";
        QTest::newRow("labels beside the folders") << "devkit"
                                                   << ""
                                                   << "devkit"
                                                   << "";
        QTest::newRow("all beside the folders") << ""
                                                << ""
                                                << ""
                                                << "";
        QTest::newRow("pictures in folders of the same name") << "devkit"
                                                              << "devkit"
                                                              << "devkit"
                                                              << "cars_train/";
    }

    /// The same numbers of pictures in both folders are different pictures.
    void kit()
    {
        QFETCH(QString, train);
        QFETCH(QString, test);
        QFETCH(QString, meta);
        QFETCH(QString, below);
        const MadeUpFolder folder;
        makeKit(folder, train.toStdString(), test.toStdString(), meta.toStdString());
        makeKitPictures(folder, below.toStdString());
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(shownIn(data, data.train),
            QString("AM General:00002.jpg|Ram C/V Van:00001.jpg|AM General:00003.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("Fiat:00001.jpg|Audi:00002.jpg"));
        QCOMPARE(data.counts.picturesLeftOut, int64_t(0));
    }

    void kitWithoutLabels()
    {
        const MadeUpFolder folder;
        makeKit(folder, "devkit", "devkit", "devkit");
        makeKitPictures(folder);
        std::filesystem::rename(
            folder.root / "devkit" / testList, folder.root / "devkit/cars_test_annos.mat");
        QCOMPARE(messageOf(folder.root),
            QString(
                "devkit/cars_test_annos_withlabels.mat: is absent: it has the classes of the "
                "pictures in cars_test/, which cars_test_annos.mat has not. It comes apart from "
                "the other files, and may also lie beside cars_test/"));
        // The other list, with everything in it, is no help without its pictures.
        makeWholeList(folder, cars);
        QVERIFY(
            messageOf(folder.root).startsWith("devkit/cars_test_annos_withlabels.mat: is absent"));
        makeCars(folder);
        QCOMPARE(openClassData(folder.root).train.size(), size_t(3));
    }

    void kitWithoutNames()
    {
        const MadeUpFolder folder;
        makeKit(folder, "devkit", "devkit", "devkit");
        makeKitPictures(folder);
        std::filesystem::remove(folder.root / "devkit/cars_meta.mat");
        QCOMPARE(messageOf(folder.root), QString("devkit/cars_meta.mat: is absent"));
    }

    /// A list that a symbolic link has outside the folder is as good as absent.
    void kitLeadingOut()
    {
        const MadeUpFolder folder("data");
        makeKit(folder, "devkit", "../outside", "devkit");
        makeKitPictures(folder);
        std::filesystem::create_symlink(
            folder.root.parent_path() / "outside" / testList, folder.root / "devkit" / testList);
        const QString message = messageOf(folder.root);
        QVERIFY2(message.startsWith("devkit/cars_test_annos_withlabels.mat: ")
                && message.contains("outside the data folder"),
            qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(TestCars)
#include "tst_cars.moc"

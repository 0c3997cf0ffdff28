#include "core/data/detection_folder.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/turned_pictures.h"

#include <QTest>

#include <fstream>
#include <set>
#include <sys/stat.h>

using namespace hardlens;
using namespace hardlens::test;
namespace fs = std::filesystem;

namespace {

const std::string dog = MadeUpFolder::vocObject("dog", "1 2 20 25");

/// A PNG's first bytes, claiming that many pixels a side.
std::vector<std::byte> pngBomb(const MadeUpFolder& folder, uint32_t side)
{
    folder.picture("bomb.png");
    auto bytes = readWholeFile(folder.root / "bomb.png");
    fs::remove(folder.root / "bomb.png");
    for (size_t i = 0; i < 8; ++i)
        bytes[16 + i] = std::byte(side >> 8 * (3 - i % 4) & 255);
    return bytes;
}

/// Good pictures of every kind that is read, by the names that were given.
std::set<std::string> plantGood(const MadeUpFolder& folder, const std::string& below)
{
    std::set<std::string> names;
    for (const char* name : {"good1.jpg", "good2.JPG", "good3.jpeg", "good4.png", "good5.PNG",
             "good6.bmp", "good7.tif", "good8.TIFF", "good9.webp"}) {
        folder.picture(below + name);
        names.insert(name);
    }
    const auto add = [&](const char* name, const cv::Mat& picture) {
        cv::imwrite((folder.root / below / name).string(), picture);
        names.insert(name);
    };
    add("grey.png", cv::Mat(30, 40, CV_8UC1, cv::Scalar(9)));
    add("deep.png", cv::Mat(30, 40, CV_16UC3, cv::Scalar(900, 900, 60000)));
    add("clear.png", cv::Mat(30, 40, CV_8UC4, cv::Scalar(9, 9, 9, 0)));
    folder.bytes(below + "turned.jpg", withExif(jpegOf(cv::Mat::zeros(40, 30, CV_8UC3)), 6));
    names.insert("turned.jpg");
    fs::create_symlink("good1.jpg", folder.root / below / "link.jpg");
    names.insert("link.jpg");
    return names;
}

/// Pictures that cannot be used, by file name, with what is to be said of each.
std::map<std::string, QString> plantBadPictures(
    const MadeUpFolder& folder, const std::string& below)
{
    const auto outside = folder.root.parent_path() / "outside.jpg";
    cv::imwrite(outside.string(), cv::Mat(30, 40, CV_8UC3));
    fs::create_symlink(outside, folder.root / below / "leaves.jpg");
    fs::create_symlink("nowhere", folder.root / below / "dangles.jpg");
    ::mkfifo((folder.root / below / "fifo.jpg").c_str(), 0600);
    fs::create_symlink("/dev/zero", folder.root / below / "device.jpg");
    fs::create_directory(folder.root / below / "folder.jpg");
    folder.text(below + "empty.jpg", "");
    folder.text(below + "words.jpg", "this is no picture");
    folder.text(below + "gif.png", "GIF89a\x28\0\x1e\0");
    folder.bytes(below + "bomb.png", pngBomb(folder, 40000));
    folder.bytes(below + "wide.png", pngBomb(folder, 16000));
    folder.picture(below + "cutpng.png");
    folder.cut(below + "cutpng.png", 20);
    folder.picture(below + "header.jpg");
    folder.cut(
        below + "header.jpg", size_t(fs::file_size(folder.root / below / "header.jpg")) - 30);
    return {{"leaves.jpg", "outside the data folder"}, {"dangles.jpg", "link to nothing"},
        {"fifo.jpg", "is a FIFO"}, {"device.jpg", "outside the data folder"},
        {"folder.jpg", "is a folder"}, {"empty.jpg", "not a JPEG"}, {"words.jpg", "not a JPEG"},
        {"gif.png", "not a JPEG"}, {"bomb.png", "40000 x 40000 pixels"},
        {"wide.png", "16000 x 16000 pixels"}, {"cutpng.png", "cut off"},
        {"header.jpg", "damaged: its header"}};
}

/// Every planted fault has a problem that names the file (or its picture) and says what is wrong.
void compareSaid(const DetectionData& data, const std::map<std::string, QString>& faults)
{
    const QStringList said = textsOf(data.problems);
    for (const auto& [name, what] : faults) {
        const QStringList of = said.filter(QString::fromStdString(name));
        QVERIFY2(!of.filter(what).isEmpty(),
            qPrintable(
                QString::fromStdString(name) + ": \"" + what + "\" not in\n" + said.join('\n')));
    }
}

/// The good pictures are used and can be loaded; nothing else is in the data.
void compareUsed(const DetectionData& data, const std::set<std::string>& good)
{
    std::set<std::string> used;
    for (const auto* split : {&data.train, &data.test})
        for (const AnnotatedPicture& picture : *split) {
            used.insert(picture.reference.name);
            const Pixels pixels = data.load(picture);
            QCOMPARE(pixels.width, picture.reference.width);
            for (const GroundTruth& object : picture.objects)
                QVERIFY(object.box.x1 >= 0 && object.box.x2 <= float(pixels.width)
                    && object.box.area() > 0);
        }
    QStringList wrong;
    for (const std::string& name : good)
        if (!used.contains(name))
            wrong << "not used: " + QString::fromStdString(name);
    for (const std::string& name : used)
        if (!good.contains(name))
            wrong << "used: " + QString::fromStdString(name);
    QVERIFY2(
        wrong.isEmpty(), qPrintable(wrong.join('\n') + "\n" + textsOf(data.problems).join('\n')));
}

} // namespace

class TestPlantedFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void voc()
    {
        const MadeUpFolder folder("data");
        auto good = plantGood(folder, "JPEGImages/");
        auto faults = plantBadPictures(folder, "JPEGImages/");
        for (const std::string& name : good)
            folder.xml("Annotations/" + name.substr(0, name.find('.')) + ".xml", dog);
        std::map<std::string, QString> expected;
        for (const auto& [name, what] : faults) {
            const std::string stem = name.substr(0, name.find('.'));
            folder.xml("Annotations/" + stem + ".xml", dog);
            expected[stem + "."] = what;
        }
        // Annotations that cannot be used, each beside a good picture that is left out with it.
        const auto broken
            = [&](const std::string& name, const std::string& text, const char* what) {
                  folder.picture("JPEGImages/" + name + ".jpg");
                  folder.text("Annotations/" + name + ".xml", text);
                  expected["Annotations/" + name + ".xml"] = what;
              };
        std::string many = "<annotation>";
        for (int i = 0; i < 10001; ++i)
            many += "<object/>";
        broken("torn", "<annotation><object>", "not well-formed XML");
        broken("zeros", std::string(50, '\0'), "not well-formed XML");
        broken("nothing", "", "not well-formed XML");
        broken("doctype", "<!DOCTYPE a SYSTEM \"/etc/passwd\"><annotation/>", "declares a DOCTYPE");
        broken("laughs",
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbb\"><!ENTITY c "
            "\"&b;&b;&b;\">]><annotation>&c;</annotation>",
            "declares a DOCTYPE");
        broken("root", "<html/>", "the root is <html>");
        broken("large", "<annotation>" + std::string(5 << 20, ' ') + "</annotation>",
            "must be at most");
        broken("many", many + "</annotation>", "more than 10000 objects");
        fs::create_symlink("/etc/hostname", folder.root / "Annotations" / "xmlleaves.xml");
        folder.picture("JPEGImages/xmlleaves.jpg");
        expected["xmlleaves.xml"] = "outside the data folder";
        ::mkfifo((folder.root / "Annotations" / "xmlfifo.xml").c_str(), 0600);
        folder.picture("JPEGImages/xmlfifo.jpg");
        expected["xmlfifo.xml"] = "is a FIFO";
        // Objects that cannot be used, in pictures that can.
        const auto object
            = [&](const std::string& name, const std::string& text, const char* what) {
                  folder.voc(name, dog + text);
                  expected["Annotations/" + name + ".xml:3"] = what;
                  good.insert(name + ".jpg");
              };
        object("area", MadeUpFolder::vocObject("dog", "5 5 5 9"), "zero-area");
        object("reversed", MadeUpFolder::vocObject("dog", "9 9 5 5"), "reversed");
        object("beyond", MadeUpFolder::vocObject("dog", "5 5 500 9"), "clipped");
        object("away", MadeUpFolder::vocObject("dog", "500 5 600 9"), "object dropped");
        object("word", MadeUpFolder::vocObject("dog", "x 5 6 9"), "expected a number");
        object("infinite", MadeUpFolder::vocObject("dog", "inf 5 6 9"), "expected a number");
        object("nameless", "<object><bndbox/></object>", "without <name>");
        object("boxless", "<object><name>dog</name></object>", "no <bndbox>");
        object("size", "<size><width>400</width><height>30</height></size>", "says 400 x 30");
        folder.voc("parts",
            "<object><name>dog</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</"
            "ymax>"
            "</bndbox><part><name>head</name><bndbox><xmin>0</xmin></bndbox></part></object>");
        good.insert("parts.jpg");
        std::string deep;
        for (const char* part : {"<a>", "</a>"})
            for (int i = 0; i < 500000; ++i)
                deep += part;
        folder.voc("nested", deep + dog); // foolish, and no fault
        good.insert("nested.jpg");
        folder.voc("astray", "<filename>../../outside.jpg</filename>" + dog);
        good.insert("astray.jpg");
        expected["astray.xml"] = "outside the data folder";
        folder.xml("Annotations/followed.xml", "<filename>/etc/passwd</filename>" + dog);
        expected["followed.xml"] = "\"/etc/passwd\" leads outside the data folder";
        folder.xml("Annotations/alone.xml", dog);
        expected["alone.xml"] = "alone.jpg is absent";
        folder.voc("cutjpg", dog);
        folder.cut("JPEGImages/cutjpg.jpg", 10);
        good.insert("cutjpg.jpg");
        expected["JPEGImages/cutjpg.jpg"] = "without its end marker";
        const DetectionData data = openDetectionFolder(folder.root);
        compareSaid(data, expected);
        compareUsed(data, good);
        QVERIFY(std::find(data.classNames.begin(), data.classNames.end(), "head")
            == data.classNames.end());
    }

    void coco()
    {
        const MadeUpFolder folder("data");
        const auto good = plantGood(folder, "images/");
        auto faults = plantBadPictures(folder, "images/");
        std::string images, annotations;
        int64_t id = 0;
        const auto add = [&](const std::string& name) {
            images += concat(id ? "," : "", "{\"id\":", id, ",\"file_name\":\"", name, "\"}");
            annotations += concat(id ? "," : "", "{\"image_id\":", id,
                ",\"category_id\":0,\"bbox\":[1,2,9,9],\"segmentation\":[[1,2,3,4,5,6]]}");
            ++id;
        };
        for (const std::string& name : good)
            add(name);
        for (const auto& [name, what] : faults)
            add(name);
        for (const char* name : {"/etc/passwd", "../outside.jpg", "gone.jpg", "a\\\\b.jpg"})
            add(name);
        faults["/etc/passwd"] = faults["../outside.jpg"] = "leads outside the data folder";
        faults["a\\b.jpg"] = "leads outside the data folder";
        faults["gone.jpg"] = "is absent";
        folder.text("annotations/instances.json",
            concat("{\"images\":[", images, "],\"annotations\":[", annotations,
                "],\"categories\":[{\"id\":0,\"name\":\"dog\"}]}"));
        folder.text("annotations/instances_torn.json", "{\"images\":[{\"id\":");
        faults["annotations/instances_torn.json:1"] = "cut off";
        fs::create_symlink("/etc/hostname", folder.root / "annotations" / "instances_leaves.json");
        faults["instances_leaves.json"] = "outside the data folder";
        const DetectionData data = openDetectionFolder(folder.root);
        compareSaid(data, faults);
        compareUsed(data, good);
        QCOMPARE(data.annotated.objects, id);
        QCOMPARE(data.annotated.dropped, id - int64_t(good.size()));
    }

    void yolo()
    {
        const MadeUpFolder folder("data");
        auto good = plantGood(folder, "images/");
        auto faults = plantBadPictures(folder, "images/");
        faults.erase("folder.jpg"); // a folder among pictures names nothing here
        const auto label = [&](const std::string& name, const std::string& text) {
            folder.text("labels/" + name.substr(0, name.find('.')) + ".txt", text);
        };
        for (const std::string& name : good)
            label(name, "0 .5 .5 .5 .5\n");
        for (const auto& [name, what] : faults)
            label(name, "0 .5 .5 .5 .5\n");
        const auto object = [&](const char* name, const std::string& line, const char* what) {
            folder.picture(concat("images/", name, ".jpg"));
            label(name, "0 .5 .5 .5 .5\n" + line);
            good.insert(concat(name, ".jpg"));
            faults[concat("labels/", name, ".txt:2")] = what;
        };
        object("area", "0 .5 .5 0 .5", "zero-area");
        object("minus", "0 .5 .5 -.2 .5", "reversed");
        object("beyond", "0 .9 .5 .5 .5", "clipped");
        object("away", "0 7 .5 .5 .5", "object dropped");
        object("short", "0 .5 .5", "expected class x y w h");
        object("class", "9 .5 .5 .5 .5", "names only 1");
        folder.picture("images/labelleaves.jpg");
        fs::create_symlink("/etc/hostname", folder.root / "labels" / "labelleaves.txt");
        faults["labelleaves.txt"] = "outside the data folder";
        folder.picture("images/labelfifo.jpg");
        ::mkfifo((folder.root / "labels" / "labelfifo.txt").c_str(), 0600);
        faults["labelfifo.txt"] = "is a FIFO";
        folder.text("data.yaml", "names: [dog]\n");
        const DetectionData data = openDetectionFolder(folder.root);
        compareSaid(data, faults);
        compareUsed(data, good);
    }
};

QTEST_GUILESS_MAIN(TestPlantedFaults)
#include "tst_planted_faults.moc"

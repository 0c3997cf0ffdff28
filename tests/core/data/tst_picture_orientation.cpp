#include "core/data/annotations/box_frame.h"
#include "core/data/detection_folder.h"
#include "core/data/picture_decoding.h"
#include "core/data/picture_glance.h"
#include "core/data/picture_orientation.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/turned_pictures.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// Mean brightness inside the box less that outside it: near 220 where the box holds the block.
double contrastOf(const Pixels& pixels, const Box& box)
{
    double sums[2] = {0, 0};
    double counts[2] = {0, 0};
    for (int y = 0; y < pixels.height; ++y)
        for (int x = 0; x < pixels.width; ++x) {
            const bool inside = float(x) >= box.x1 && float(x) < box.x2 && float(y) >= box.y1
                && float(y) < box.y2;
            sums[inside] += pixels.rgb[size_t(y * pixels.width + x) * 3];
            ++counts[inside];
        }
    return counts[1] > 0 ? sums[1] / counts[1] - sums[0] / counts[0] : 0;
}

std::string sizeTag(int width, int height)
{
    return concat("<size><width>", width, "</width><height>", height, "</height></size>\n");
}

std::string boxText(const Box& b)
{
    return concat(b.x1, " ", b.y1, " ", b.x2, " ", b.y2);
}

/// An uncompressed grey TIFF of w x h bytes.
Bytes greyTiff(int w, int h, int orientation, const std::vector<uint8_t>& grey, bool little)
{
    Bytes bytes = little ? bytesOf({'I', 'I', 42, 0}) : bytesOf({'M', 'M', 0, 42});
    const auto number = [&](uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            bytes.push_back(std::byte(value >> 8 * (little ? i : count - 1 - i) & 255));
    };
    number(uint32_t(8 + grey.size()), 4);
    for (const uint8_t value : grey)
        bytes.push_back(std::byte(value));
    const uint32_t entries[][3] = {{256, 4, uint32_t(w)}, {257, 4, uint32_t(h)}, {258, 3, 8},
        {259, 3, 1}, {262, 3, 1}, {273, 4, 8}, {274, 3, uint32_t(orientation)}, {277, 3, 1},
        {278, 4, uint32_t(h)}, {279, 4, uint32_t(grey.size())}};
    number(uint32_t(std::size(entries)), 2);
    for (const auto& [tag, type, value] : entries) {
        number(tag, 2);
        number(type, 2);
        number(1, 4);
        number(value, type == 3 ? 2 : 4);
        if (type == 3)
            number(0, 2);
    }
    number(0, 4);
    return bytes;
}

} // namespace

class TestPictureOrientation : public QObject
{
    Q_OBJECT

    static void allOrientations()
    {
        QTest::addColumn<int>("orientation");
        for (int orientation = 1; orientation <= 8; ++orientation)
            QTest::addRow("%d", orientation) << orientation;
    }

private Q_SLOTS:
    void agreesWithOpenCv_data() { allOrientations(); }

    void agreesWithOpenCv()
    {
        QFETCH(int, orientation);
        const Bytes bytes = withExif(jpegOf(storedPicture()), orientation, orientation % 2 == 0);
        QCOMPARE(orientationInHeader(bytes), orientation);
        const Pixels stored = decodeWithReport(bytes, "x").pixels;
        QCOMPARE(stored.width, 48);
        const Pixels turned = upright(stored, orientation);
        // OpenCV applies EXIF itself.
        const cv::Mat expected = cv::imdecode(
            cv::Mat(1, int(bytes.size()), CV_8UC1, const_cast<std::byte*>(bytes.data())),
            cv::IMREAD_COLOR);
        QCOMPARE(turned.width, expected.cols);
        QCOMPARE(turned.height, expected.rows);
        QCOMPARE(uprightSize({48, 32}, orientation), (PictureSize {turned.width, turned.height}));
        int largest = 0;
        for (int y = 0; y < expected.rows; ++y)
            for (int x = 0; x < expected.cols; ++x)
                largest = std::max(largest,
                    std::abs(int(turned.rgb[size_t(y * turned.width + x) * 3])
                        - expected.at<cv::Vec3b>(y, x)[2]));
        QVERIFY2(largest <= 3, qPrintable(QString::number(largest))); // two builds of libjpeg
        const Box block = uprightBlock(orientation, storedBlock, 48, 32);
        QVERIFY(contrastOf(turned, block) > 210);
    }

    void onlyEightOrientations()
    {
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, uprightSize({2, 1}, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, upright({}, 9));
        QCOMPARE(orientationInHeader(withExif(jpegOf(storedPicture()), 9)), 1);
        QCOMPARE(orientationInHeader(jpegOf(storedPicture())), 1);
    }

    void tiffsAreTurnedOnce_data() { allOrientations(); }

    void tiffsAreTurnedOnce()
    {
        QFETCH(int, orientation);
        const std::vector<uint8_t> grey {10, 20, 30, 40, 50, 60};
        const Bytes bytes = greyTiff(3, 2, orientation, grey, orientation % 2 == 0);
        QCOMPARE(sizeInHeader(bytes), std::optional(PictureSize {3, 2}));
        QCOMPARE(orientationInHeader(bytes), orientation);
        const Pixels stored = decodeWithReport(bytes, "x").pixels;
        QCOMPARE(stored.width, 3);
        for (size_t i = 0; i < grey.size(); ++i)
            QCOMPARE(stored.rgb[i * 3], grey[i]);
    }

    void theSizeTellsTheFrame()
    {
        using Frame = std::optional<BoxFrame>;
        const PictureSize stored {48, 32}, turned {32, 48};
        QCOMPARE(frameBySize(stored, 6, stored), Frame(BoxFrame::Stored));
        QCOMPARE(frameBySize(stored, 6, turned), Frame(BoxFrame::Upright));
        QCOMPARE(frameBySize(stored, 6, PictureSize {1, 1}), Frame());
        QCOMPARE(frameBySize(stored, 6, std::nullopt), Frame());
        QCOMPARE(frameBySize(stored, 3, stored), Frame()); // half a turn keeps the size
        QCOMPARE(frameBySize({32, 32}, 6, PictureSize {32, 32}), Frame());
    }

    void mostOfThoseThatTellDecide()
    {
        FrameVote vote;
        QVERIFY(vote.remark().empty());
        vote.add(1, std::nullopt);
        QVERIFY(vote.remark().empty());
        vote.add(3, std::nullopt);
        QCOMPARE(vote.frame(), BoxFrame::Upright);
        vote.add(6, BoxFrame::Stored);
        QCOMPARE(vote.frame(), BoxFrame::Stored);
        QCOMPARE(vote.remark(),
            std::string(
                "2 pictures are to be turned by EXIF: 1 by their annotated size in pixels as "
                "stored, 1 tell nothing and are taken as stored"));
        vote.add(6, BoxFrame::Upright);
        QCOMPARE(vote.frame(), BoxFrame::Upright);
    }

    void boxesAndPixelsAgree_data()
    {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<bool>("storedFrame");
        for (int orientation = 1; orientation <= 8; ++orientation)
            for (const bool stored : {false, true})
                QTest::addRow("%d, %s", orientation, stored ? "stored" : "upright")
                    << orientation << stored;
    }

    /// One picture that tells by its size how the tool saw pictures, and one that may not.
    void boxesAndPixelsAgree()
    {
        QFETCH(int, orientation);
        QFETCH(bool, storedFrame);
        MadeUpFolder folder;
        const auto add = [&](const std::string& name, int exif) {
            folder.bytes("JPEGImages/" + name + ".jpg", withExif(jpegOf(storedPicture()), exif));
            const Box box = storedFrame ? storedBlock : uprightBlock(exif, storedBlock, 48, 32);
            const bool swapped = !storedFrame && exif >= 5;
            folder.xml("Annotations/" + name + ".xml",
                sizeTag(swapped ? 32 : 48, swapped ? 48 : 32)
                    + MadeUpFolder::vocObject("block", boxText(box)));
        };
        add("a", orientation);
        add("b", 6);
        folder.list("trainval", "a");
        folder.list("test", "b");
        const DetectionData data = openDetectionFolder(folder.root);
        for (const auto* split : {&data.train, &data.test}) {
            const AnnotatedPicture& picture = split->at(0);
            const Pixels pixels = data.load(picture);
            QCOMPARE(pixels.width, picture.reference.width);
            QVERIFY2(contrastOf(pixels, picture.objects.at(0).box) > 210,
                picture.reference.name.c_str());
        }
        QCOMPARE(textsOf(data.problems).filter("says").size(), qsizetype(0));
    }

    void withoutAnySizeUprightIsTaken_data() { allOrientations(); }

    void withoutAnySizeUprightIsTaken()
    {
        QFETCH(int, orientation);
        MadeUpFolder folder;
        for (const char* name : {"a", "b"}) {
            folder.bytes(concat(name, ".jpg"), withExif(jpegOf(storedPicture()), orientation));
            // YOLO's fractions have no size.
            const Box b = uprightBlock(orientation, storedBlock, 48, 32);
            const float w = orientation < 5 ? 48 : 32, h = orientation < 5 ? 32 : 48;
            folder.text(concat(name, ".txt"),
                concat("0 ", (b.x1 + b.x2) / 2 / w, " ", (b.y1 + b.y2) / 2 / h, " ", b.width() / w,
                    " ", b.height() / h, "\n"));
        }
        const DetectionData data = openDetectionFolder(folder.root);
        const AnnotatedPicture& picture = data.train.at(0);
        QVERIFY(contrastOf(data.load(picture), picture.objects.at(0).box) > 210);
    }

    void aTurnedPictureHasProposalsOfItsOwn()
    {
        MadeUpFolder folder;
        folder.bytes("JPEGImages/a.jpg", withExif(jpegOf(storedPicture()), 6));
        const auto id = [&](int width, int height) {
            folder.xml("Annotations/a.xml",
                sizeTag(width, height) + MadeUpFolder::vocObject("block", "1 1 9 9"));
            return openDetectionFolder(folder.root).train.at(0).reference.contentId;
        };
        QVERIFY(id(48, 32) != id(32, 48));
    }
};

QTEST_GUILESS_MAIN(TestPictureOrientation)
#include "tst_picture_orientation.moc"

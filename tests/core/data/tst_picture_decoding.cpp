#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/picture_decoding.h"
#include "core/data/picture_glance.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

namespace {

using Bytes = std::vector<std::byte>;

Bytes encoded(const cv::Mat& picture, const std::string& ending)
{
    std::vector<uint8_t> out;
    cv::imencode(ending, picture, out);
    const auto bytes = std::as_bytes(std::span(out));
    return {bytes.begin(), bytes.end()};
}

/// 40 x 30, red rising to the right, blue falling to the bottom.
Bytes encoded(const std::string& ending)
{
    cv::Mat bgr(30, 40, CV_8UC3);
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x)
            bgr.at<cv::Vec3b>(y, x) = {uint8_t(240 - 8 * y), 30, uint8_t(6 * x)};
    return encoded(bgr, ending);
}

void put(Bytes& bytes, size_t at, std::initializer_list<int> values)
{
    for (const int value : values)
        bytes[at++] = std::byte(value);
}

} // namespace

class TestPictureDecoding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("tolerance");
        QTest::newRow("png") << ".png" << 0;
        QTest::newRow("bmp") << ".bmp" << 0;
        QTest::newRow("jpeg") << ".jpg" << 14;
        QTest::newRow("tiff") << ".tif" << 0;
        QTest::newRow("webp") << ".webp" << 30;
    }

    void formats()
    {
        QFETCH(QString, ending);
        QFETCH(int, tolerance);
        const Bytes bytes = encoded(ending.toStdString());
        const auto size = sizeInHeader(bytes);
        QVERIFY(size);
        QCOMPARE(size->width, 40);
        QCOMPARE(size->height, 30);
        const DecodedPicture decoded = decodeWithReport(bytes, "x");
        QVERIFY(decoded.damage.empty());
        QCOMPARE(decoded.pixels.width, 40);
        QCOMPARE(decoded.pixels.height, 30);
        const uint8_t* pixel
            = &decoded.pixels.rgb[(10 * 40 + 20) * 3]; // red 120, green 30, blue 160
        QVERIFY(std::abs(pixel[0] - 120) <= tolerance);
        QVERIFY(std::abs(pixel[1] - 30) <= tolerance);
        QVERIFY(std::abs(pixel[2] - 160) <= tolerance);
    }

    void greyAndSixteenBits_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::newRow("png") << ".png";
        QTest::newRow("tiff") << ".tiff";
    }

    void greyAndSixteenBits()
    {
        QFETCH(QString, ending);
        const auto first = [&](const cv::Mat& picture) {
            const auto pixels
                = decodeWithReport(encoded(picture, ending.toStdString()), "x").pixels;
            return std::vector<int> {pixels.rgb[0], pixels.rgb[1], pixels.rgb[2]};
        };
        QCOMPARE(first(cv::Mat(4, 5, CV_8UC1, cv::Scalar(77))), (std::vector<int> {77, 77, 77}));
        // 65535 / 257 = 255, 25700 / 257 = 100, 12900 / 257 = 50.2
        QCOMPARE(
            first(cv::Mat(4, 5, CV_16UC1, cv::Scalar(65535))), (std::vector<int> {255, 255, 255}));
        QCOMPARE(first(cv::Mat(4, 5, CV_16UC3, cv::Scalar(0, 25700, 12900))),
            (std::vector<int> {50, 100, 0}));
    }

    void transparencyIsLaidOnWhite()
    {
        cv::Mat bgra(1, 3, CV_8UC4);
        bgra.at<cv::Vec4b>(0, 0) = {10, 20, 30, 255};
        bgra.at<cv::Vec4b>(0, 1) = {0, 0, 0, 0}; // black below, as most programs leave it
        bgra.at<cv::Vec4b>(0, 2) = {10, 20, 30, 51};
        const auto rgb = [&](const char* ending) {
            const auto pixels = decodeWithReport(encoded(bgra, ending), "x").pixels.rgb;
            return std::vector<int>(pixels.begin(), pixels.end());
        };
        // A fifth of 30 and four fifths of 255: 6 + 204
        QCOMPARE(rgb(".png"), (std::vector<int> {30, 20, 10, 255, 255, 255, 210, 208, 206}));
        QCOMPARE(rgb(".bmp"), (std::vector<int> {30, 20, 10, 0, 0, 0, 30, 20, 10})); // dropped
    }

    void floatsAreRefused()
    {
        compareError(encoded(cv::Mat(4, 5, CV_32FC1, cv::Scalar(.5)), ".tiff"),
            "x: 1 channels of a kind that is not read: expected grey, RGB or RGBA of 8 or 16 bits");
    }

    void tooLargeIsRefusedBeforeDecoding()
    {
        Bytes bytes = encoded(".png");
        put(bytes, 16, {0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40}); // 40000 x 40000
        compareError(bytes,
            "x: 40000 x 40000 pixels: sides must be in [1, 16384], their product at most 67108864");
        put(bytes, 16, {0, 0, 0x40, 0, 0, 0, 0x20, 0}); // 16384 x 8192: 128 Mi pixels
        compareError(bytes,
            "x: 16384 x 8192 pixels: sides must be in [1, 16384], their product at most 67108864");
    }

    void othersAreRefused()
    {
        compareError(Bytes(100), "x: not a JPEG, PNG, BMP, TIFF or WebP picture");
        compareError({}, "x: not a JPEG, PNG, BMP, TIFF or WebP picture");
        Bytes bytes = encoded(".jpg");
        bytes.resize(20);
        compareError(bytes, "x: damaged: its header does not say width and height");
    }

    void cutJpegIsUsedAndSaid()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("a.jpg").toStdString();
        Bytes bytes = encoded(".jpg");
        writeFileAtomically(path, bytes);
        QVERIFY(!glanceAt(path).endMissing);
        bytes.resize(bytes.size() - 60);
        const DecodedPicture decoded = decodeWithReport(bytes, "x");
        QCOMPARE(decoded.pixels.rgb.size(), size_t(40 * 30 * 3));
        QVERIFY2(decoded.damage.starts_with("damaged JPEG"), decoded.damage.c_str());
        writeFileAtomically(path, bytes);
        QVERIFY(glanceAt(path).endMissing);
    }

    void othersThatAreCutAreRefused_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {".png", ".bmp", ".webp"})
            QTest::newRow(ending) << ending;
    }

    void othersThatAreCutAreRefused()
    {
        QFETCH(QString, ending);
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("a").toStdString();
        Bytes bytes = encoded(ending.toStdString());
        writeFileAtomically(path, bytes);
        QCOMPARE(glanceAt(path).size.height, 30);
        bytes.resize(bytes.size() - 40);
        writeFileAtomically(path, bytes);
        try {
            glanceAt(path);
            QFAIL("was taken");
        } catch (const DataError& error) {
            QVERIFY2(
                QString(error.what()).endsWith("damaged: cut off before its end"), error.what());
        }
    }

    void aPreviewsEndIsNotThePictures()
    {
        QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath("a.jpg").toStdString();
        const Bytes picture = encoded(".jpg");
        // APP1 with a whole small JPEG in it, as cameras write.
        Bytes bytes(picture.begin(), picture.begin() + 2);
        const size_t length = picture.size() + 2;
        for (const size_t value : {size_t(0xFF), size_t(0xE1), length >> 8, length & 255})
            bytes.push_back(std::byte(value));
        bytes.insert(bytes.end(), picture.begin(), picture.end());
        bytes.insert(bytes.end(), picture.begin() + 2, picture.end());
        writeFileAtomically(path, bytes);
        QVERIFY(!glanceAt(path).endMissing);
        bytes.resize(bytes.size() - 30);
        writeFileAtomically(path, bytes);
        QVERIFY(glanceAt(path).endMissing);
    }

    void damagedBytesNeverCrash()
    {
        for (const char* ending : {".jpg", ".png", ".bmp", ".tif", ".webp"}) {
            const Bytes whole = encoded(ending);
            for (size_t i = 0; i < whole.size(); i += 29) {
                Bytes bytes = whole;
                bytes[i] ^= std::byte(0x55);
                try {
                    decodeWithReport(bytes, "x");
                } catch (const DataError&) {
                }
            }
        }
    }

    void theGlanceNamesContents()
    {
        QTemporaryDir folder;
        const std::filesystem::path a = folder.filePath("a.png").toStdString();
        const std::filesystem::path b = folder.filePath("b.png").toStdString();
        Bytes bytes = encoded(".png");
        writeFileAtomically(a, bytes);
        writeFileAtomically(b, bytes);
        QCOMPARE(glanceAt(a).contentId, glanceAt(b).contentId);
        bytes.back() ^= std::byte(1);
        writeFileAtomically(b, bytes);
        QVERIFY(glanceAt(a).contentId != glanceAt(b).contentId);
        QCOMPARE(glanceAt(a).size.width, 40);
        QVERIFY_THROWS_EXCEPTION(DataError, glanceAt(folder.filePath("none.png").toStdString()));
        QVERIFY_THROWS_EXCEPTION(
            DataError, decodeWithReport(folder.filePath("none.png").toStdString()));
    }

private:
    static void compareError(const Bytes& bytes, const char* expected)
    {
        try {
            decodeWithReport(bytes, "x");
        } catch (const DataError& error) {
            QCOMPARE(QString(error.what()), QString(expected));
            return;
        }
        QFAIL("nothing thrown");
    }
};

QTEST_GUILESS_MAIN(TestPictureDecoding)
#include "tst_picture_decoding.moc"

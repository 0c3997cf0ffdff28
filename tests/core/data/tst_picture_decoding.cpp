#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/picture_decoding.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

namespace {

using Bytes = std::vector<std::byte>;

/// 40 x 30, red rising to the right, blue falling to the bottom.
Bytes encoded(const std::string& ending)
{
    cv::Mat bgr(30, 40, CV_8UC3);
    for (int y = 0; y < bgr.rows; ++y)
        for (int x = 0; x < bgr.cols; ++x)
            bgr.at<cv::Vec3b>(y, x) = {uint8_t(240 - 8 * y), 30, uint8_t(6 * x)};
    std::vector<uint8_t> out;
    cv::imencode(ending, bgr, out);
    const auto bytes = std::as_bytes(std::span(out));
    return {bytes.begin(), bytes.end()};
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
        compareError(Bytes(100), "x: not a JPEG, PNG, BMP or WebP picture");
        compareError({}, "x: not a JPEG, PNG, BMP or WebP picture");
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

    void damagedBytesNeverCrash()
    {
        for (const char* ending : {".jpg", ".png", ".bmp", ".webp"}) {
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
        QCOMPARE(pictureSize(a).width, 40);
        QVERIFY_THROWS_EXCEPTION(DataError, glanceAt(folder.filePath("none.png").toStdString()));
        QVERIFY_THROWS_EXCEPTION(
            DataError, decodePicture(folder.filePath("none.png").toStdString()));
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

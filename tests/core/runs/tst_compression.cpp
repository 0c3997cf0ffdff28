#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/runs/compression.h"

#include <QTest>

using namespace hardlens;

using Bytes = std::vector<std::byte>;

class TestCompression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBack()
    {
        RandomStream random({.seed = 1});
        for (const size_t size : {size_t {0}, size_t {1}, size_t {1000}, size_t {300000}}) {
            Bytes bytes(size);
            for (std::byte& b : bytes)
                b = std::byte(random.below(3));
            QVERIFY(decompressed(compressed(bytes)) == bytes);
        }
        QVERIFY(compressed(Bytes(100000)).size() < 100);
    }

    void refusesWhatIsNoFrame()
    {
        const Bytes frame = compressed(Bytes(1000, std::byte {7}));
        for (size_t length = 0; length < frame.size(); ++length)
            QVERIFY_THROWS_EXCEPTION(DataError, decompressed(std::span(frame).first(length)));
        // A header of zstd's format that promises 2^40 bytes.
        Bytes lie;
        for (const int b : {0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0})
            lie.push_back(std::byte(b));
        QVERIFY_THROWS_EXCEPTION(DataError, decompressed(lie));
    }
};

QTEST_GUILESS_MAIN(TestCompression)
#include "tst_compression.moc"

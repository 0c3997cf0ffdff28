#include "core/basics/hash.h"

#include <QTest>

#include <numeric>
#include <set>
#include <vector>

using namespace hardlens;

namespace {

std::vector<std::byte> bytesFrom(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text.data(), text.size()));
    return {bytes.begin(), bytes.end()};
}

} // namespace

class TestHash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 3720, appendix B.4, and the usual check value.
    void crcKnownAnswers()
    {
        QCOMPARE(crc32c({}), 0u);
        QCOMPARE(crc32c(bytesFrom("123456789")), 0xe3069283u);
        QCOMPARE(crc32c(std::vector<std::byte>(32, std::byte {0})), 0x8a9136aau);
        QCOMPARE(crc32c(std::vector<std::byte>(32, std::byte {0xff})), 0x62a8ab43u);
        std::vector<std::byte> rising;
        for (int i = 0; i < 32; ++i)
            rising.push_back(std::byte(i));
        QCOMPARE(crc32c(rising), 0x46dd794eu);
        QCOMPARE(crc32c(std::vector(rising.rbegin(), rising.rend())), 0x113fdb5cu);
    }

    void crcContinues()
    {
        QCOMPARE(crc32c(bytesFrom("6789"), crc32c(bytesFrom("12345"))), 0xe3069283u);
    }

    void crcSeesEveryFlippedBit()
    {
        const auto good = bytesFrom("hardlens");
        for (size_t bit = 0; bit < good.size() * 8; ++bit) {
            auto bad = good;
            bad[bit / 8] ^= std::byte(1 << (bit % 8));
            QVERIFY(crc32c(bad) != crc32c(good));
        }
    }

    void contentHashTellsContentsApart()
    {
        std::set<uint64_t> seen;
        for (int i = 0; i < 10000; ++i)
            seen.insert(contentHash(std::to_string(i)));
        seen.insert(contentHash(""));
        seen.insert(contentHash("0", 1));
        QCOMPARE(seen.size(), size_t {10002});
        QCOMPARE(contentHash("abc"), contentHash(std::span<const std::byte>(bytesFrom("abc"))));
    }

    void hexadecimalIsSixteenDigits()
    {
        QCOMPARE(hexadecimal(0), std::string("0000000000000000"));
        QCOMPARE(hexadecimal(0x123456789abcdef0), std::string("123456789abcdef0"));
        QCOMPARE(hexadecimal(~uint64_t {0}), std::string("ffffffffffffffff"));
    }

    void hexadecimalIsReadBack()
    {
        for (const uint64_t value : {uint64_t {0}, uint64_t {0x123456789abcdef0}, ~uint64_t {0}})
            QCOMPARE(fromHexadecimal(hexadecimal(value)), value);
        QCOMPARE(fromHexadecimal("1f no digit"), uint64_t {0x1f});
        QCOMPARE(fromHexadecimal("none"), uint64_t {0});
        QCOMPARE(fromHexadecimal(""), uint64_t {0});
    }
};

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"

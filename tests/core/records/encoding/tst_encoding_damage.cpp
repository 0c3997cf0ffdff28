#include "core/basics/error.h"
#include "core/records/encoding/encoding.h"
#include "tests/support/made_up_run_records.h"

#include <QTest>

#include <functional>

using namespace hardlens;
using test::control, test::madeUpDetections, test::madeUpEvaluation, test::madeUpHeader;

namespace {

using Bytes = std::vector<std::byte>;

/// Every kind of record, and how its bytes are read.
struct Sample
{
    const char* name;
    Bytes bytes;
    std::function<void(std::span<const std::byte>)> read;
};

template <typename Record> Sample sample(const char* name, const Record& record)
{
    return {name, encoded(record), [](auto bytes) { (void)decoded<Record>(bytes); }};
}

std::vector<Sample> samples()
{
    const Step step = test::madeUpStep(1, {.rois = 12, .mining = {.roisPerStep = 6}});
    return {sample("step", step), sample("pinned", PinnedScore {7, 1.5, step.detection()}),
        sample("evaluation", madeUpEvaluation()), sample("detections", madeUpDetections()),
        sample("event", control), sample("row", rowOf(step, 1.5)),
        sample("header", madeUpHeader())};
}

/// Whether bytes are read or refused as data; anything else fails the test.
bool isReadOrRefused(const Sample& sample, const Bytes& bytes, std::string& message)
{
    try {
        sample.read(bytes);
        return true;
    } catch (const DataError& error) {
        message = error.what();
        return message.find("record: ") == 0;
    } catch (const std::exception& error) {
        message = error.what();
        return false;
    }
}

} // namespace

class TestEncodingDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesWhatIsWrong()
    {
        const auto message = [](Bytes bytes) {
            try {
                decoded<Event>(bytes);
            } catch (const DataError& error) {
                return QString(error.what());
            }
            return QString();
        };
        const Bytes good = encoded(control);
        QCOMPARE(message(encoded(StepRow {})), "record: byte 3 of 267: another kind of record");
        Bytes newer = good;
        newer[1] = std::byte {9};
        QCOMPARE(
            message(newer), "record: needs version 9 of the encoding: this program reads up to 2");
        Bytes kind = good;
        kind[3] = std::byte {6};
        QCOMPARE(message(kind), QString("record: byte 4 of %1: an unknown kind").arg(good.size()));
        Bytes longer = good;
        longer.push_back({});
        QVERIFY(message(longer).contains("bytes after the end"));
        QVERIFY(message(Bytes(good.begin(), good.end() - 1)).contains("longer than what is left"));
        QVERIFY(message({}).contains("ends too early"));
    }

    void refusesIndicesThatLeadNowhere()
    {
        const auto refused = [](auto change) {
            Step step = test::madeUpStep(1, {.rois = 12, .mining = {.roisPerStep = 6}});
            change(std::get<DetectionStep>(step.body));
            try {
                decoded<Step>(encoded(step));
            } catch (const DataError&) {
                return true;
            }
            return false;
        };
        QVERIFY(!refused([](DetectionStep&) {}));
        QVERIFY(refused([](DetectionStep& s) { s.pictures[1].rois[3].matched = 5; }));
        QVERIFY(
            refused([](DetectionStep& s) { s.pictures[0].rois[3].decision.suppressedBy = 12; }));
        QVERIFY(refused([](DetectionStep& s) { s.pictures[0].rois[3].decision.rank = -1; }));
        QVERIFY(refused([](DetectionStep& s) { s.pictures[0].rois[3].label = -2; }));
        QVERIFY(refused([](DetectionStep& s) { s.pictures[0].rois[3].top[1].label = -2; }));
        QVERIFY(refused([](DetectionStep& s) { s.quotas.resize(3); }));
        QVERIFY(refused([](DetectionStep& s) { s.mining.nmsIou = 2; }));
        auto mixed = madeUpDetections();
        std::swap(mixed.detections[0], mixed.detections[2]);
        QVERIFY_THROWS_EXCEPTION(DataError, decoded<EvaluatedDetections>(encoded(mixed)));
        mixed = madeUpDetections();
        mixed.objects[1].picture = 2;
        QVERIFY_THROWS_EXCEPTION(DataError, decoded<EvaluatedDetections>(encoded(mixed)));
    }

    void everyTruncationIsRefused()
    {
        for (const Sample& sample : samples())
            for (size_t length = 0; length < sample.bytes.size(); ++length) {
                // A copy of its own, so that the sanitizer sees a read beyond it.
                const Bytes shorter(sample.bytes.begin(), sample.bytes.begin() + long(length));
                QVERIFY_THROWS_EXCEPTION(DataError, sample.read(shorter));
            }
    }

    void damagedBytesAreReadOrRefused()
    {
        RandomStream random({.seed = 1, .purpose = Purpose::Scene});
        std::string message;
        for (const Sample& sample : samples()) {
            for (size_t bit = 0; bit < sample.bytes.size() * 8; ++bit) {
                Bytes bad = sample.bytes;
                bad[bit / 8] ^= std::byte(1 << (bit % 8));
                QVERIFY2(isReadOrRefused(sample, bad, message), message.c_str());
            }
            for (int round = 0; round < 3000; ++round) {
                Bytes bad = sample.bytes;
                for (uint32_t k = 1 + random.below(16); k > 0; --k)
                    bad[3 + random.below(uint32_t(bad.size() - 3))] = std::byte(random.next());
                QVERIFY2(isReadOrRefused(sample, bad, message), message.c_str());
            }
            for (int round = 0; round < 3000; ++round) {
                Bytes noise(random.below(400));
                for (std::byte& b : noise)
                    b = std::byte(random.below(round % 2 ? 3 : 256));
                // Half of them begin as the record does, so that its fields are reached.
                std::copy_n(sample.bytes.begin(), noise.size() >= 3 ? 3 : 0, noise.begin());
                QVERIFY2(isReadOrRefused(sample, noise, message), message.c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestEncodingDamage)
#include "tst_encoding_damage.moc"

#include "core/data/resizing.h"
#include "core/data/sample_loader.h"
#include "core/data/sample_order.h"
#include "tests/core/data/plain_data.h"

#include <opencv2/core.hpp>

#include <QTest>

using namespace hardlens;

class TestSampleLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // OpenCV's own threads are not instrumented for the thread sanitizer.
    void initTestCase() { cv::setNumThreads(1); }

    void comesInTheOrderDrawnUpFront()
    {
        const auto data = plainData(7);
        SampleLoader loader(data, service(data), m_config, 3);
        for (int64_t k = 0; k < 20; ++k) {
            const Sample sample = loader.next();
            QCOMPARE(sample.position, k);
            QCOMPARE(sample.epoch, k / 7);
            QCOMPARE(sample.picture.index, pictureOfPosition(3, k, 7));
            QCOMPARE(sample.picture.flipped, flipOfPosition(3, k));
        }
    }

    void canBeTakenUpAnywhere()
    {
        const auto data = plainData(7);
        SampleLoader whole(data, service(data), m_config, 3);
        for (int i = 0; i < 10; ++i)
            whole.next();
        SampleLoader rest(data, service(data), m_config, 3, 10);
        for (int i = 0; i < 5; ++i) {
            const Sample a = whole.next();
            const Sample b = rest.next();
            QCOMPARE(a.position, b.position);
            QCOMPARE(a.rgb, b.rgb);
            QVERIFY(a.rois == b.rois);
        }
    }

    void pixelsAreScaledAndMirroredBoxesAreNot()
    {
        const auto data = plainData(1);
        SampleLoader loader(data, service(data), m_config, 0);
        const Sample straight = loader.load(data->train[0], false);
        const Sample flipped = loader.load(data->train[0], true);
        // 96 / 48 = 2
        QCOMPARE(straight.picture.scale, 2.f);
        QCOMPARE(straight.width, 128);
        QCOMPARE(straight.height, 96);
        QVERIFY(straight.rois == flipped.rois);
        QCOMPARE(straight.rois.front(), (Box {0, 10, 20, 30}));
        QCOMPARE(straight.proposal.size(), straight.rois.size());
        QCOMPARE(mirrored(Pixels {128, 96, straight.rgb}).rgb, flipped.rgb);
        QVERIFY(straight.rgb != flipped.rgb);
        QVERIFY(flipped.picture.flipped && !straight.picture.flipped);
    }

    void skipsWhatCannotBeDecoded()
    {
        const auto data = plainData(4, 0, {2});
        std::mutex mutex;
        std::vector<std::string> told;
        SampleLoader loader(data, service(data), m_config, 1, 0, [&](const DataProblem& problem) {
            const std::lock_guard lock(mutex);
            told.push_back(problem.file);
        });
        for (int64_t i = 0; i < 9; ++i) { // three epochs of the three that can be read
            const Sample sample = loader.next();
            QVERIFY(sample.picture.index != 2);
            QCOMPARE(sample.epoch, i / 3);
        }
        const std::lock_guard lock(mutex);
        QCOMPARE(told, std::vector<std::string> {"train2"});
        QVERIFY_THROWS_EXCEPTION(DataError, loader.load(data->train[2], false));
    }

    void endsWhereNothingCanBeDecoded()
    {
        const auto data = plainData(3, 0, {0, 1, 2});
        SampleLoader loader(data, service(data), m_config, 1);
        for (int i = 0; i < 2; ++i)
            QVERIFY_THROWS_EXCEPTION(DataError, loader.next());
    }

    void stopsWhileItWaits()
    {
        const auto data = plainData(5);
        for (int i = 0; i < 20; ++i)
            SampleLoader(data, service(data), m_config, uint64_t(i));
    }

    void refusesBadConfigs()
    {
        QVERIFY_THROWS_EXCEPTION(ConfigError, (InputConfig {.shortSide = 31}.validate()));
        QVERIFY_THROWS_EXCEPTION(ConfigError, (InputConfig {.longSideCap = 9000}.validate()));
        const auto data = plainData(0);
        QVERIFY_THROWS_EXCEPTION(DataError, SampleLoader(data, service(data), m_config, 0));
    }

private:
    static std::shared_ptr<ProposalService> service(std::shared_ptr<const DetectionData> data)
    {
        return std::make_shared<ProposalService>(std::make_shared<PictureStore>(std::move(data)),
            ProposalConfig {.count = 20}, ProposalServiceOptions {.threads = 0});
    }

    const InputConfig m_config {.shortSide = 96, .longSideCap = 1000};
};

QTEST_GUILESS_MAIN(TestSampleLoader)
#include "tst_sample_loader.moc"

#include "core/basics/checked_file.h"
#include "core/data/proposals/proposal_service.h"
#include "tests/core/data/plain_data.h"

#include <opencv2/core.hpp>

#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace hardlens;

class TestProposalService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // OpenCV's own threads are not instrumented for the thread sanitizer.
    void initTestCase() { cv::setNumThreads(1); }

    void sameBoxesWithAndWithoutWorkers()
    {
        const auto data = plainData(12, 3);
        ProposalService none(store(data), m_config, {.threads = 0});
        ProposalService three(store(data), m_config, {.threads = 3});
        std::vector<int64_t> order(12);
        std::iota(order.rbegin(), order.rend(), 0);
        three.followAll(order);
        for (const AnnotatedPicture& picture : data->train)
            QVERIFY(three.get(picture) == none.get(picture));
        QTRY_COMPARE(three.progress().done, int64_t(15));
        QCOMPARE(three.progress().total, int64_t(15));
        QCOMPARE(three.progress().secondsLeft, 0.);
    }

    void groundTruthIsMergedIntoTrainingPicturesOnly()
    {
        const auto data = plainData(1, 1);
        ProposalService service(store(data), m_config, {.threads = 0});
        QCOMPARE(service.get(data->train[0]).front(), data->train[0].objects[0].box);
        QVERIFY(service.get(data->test[0]).front() != data->test[0].objects[0].box);
    }

    void aFailureBelongsToItsPicture()
    {
        const auto data = plainData(3, 0, {1});
        ProposalService service(store(data), m_config);
        service.followAll({0, 1, 2});
        QTRY_COMPARE(service.progress().done, int64_t(3));
        for (int i = 0; i < 2; ++i)
            QVERIFY_THROWS_EXCEPTION(DataError, service.get(data->train[1]));
        QVERIFY(!service.get(data->train[0]).empty());
        QVERIFY(!service.get(data->train[2]).empty());
    }

    void selectiveSearchIsFoundOnceAndThenRead()
    {
        QTemporaryDir folder;
        const auto loads = std::make_shared<std::atomic<int>>(0);
        const auto data = plainData(1, 0, {}, loads);
        const ProposalConfig config {
            .method = ProposalMethod::SelectiveSearchFast, .segmentationShortSide = 48};
        const std::filesystem::path cache = folder.path().toStdString();
        const auto first = ProposalService(store(data), config, {0, cache, {}}).get(data->train[0]);
        QVERIFY(first.size() > 1);
        QCOMPARE(loads->load(), 1);
        QVERIFY(ProposalService(store(data), config, {0, cache, {}}).get(data->train[0]) == first);
        QCOMPARE(loads->load(), 1);
    }

    void aFullDiskIsSaidOnce()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("file").toStdString();
        writeFileAtomically(file, std::string("not a folder"));
        std::atomic<int> said {0};
        const ProposalConfig config {
            .method = ProposalMethod::SelectiveSearchFast, .segmentationShortSide = 48};
        const auto data = plainData(2);
        ProposalService service(
            store(data), config, {0, file, [&](const DataProblem&) { ++said; }});
        QVERIFY(!service.get(data->train[0]).empty());
        QVERIFY(!service.get(data->train[1]).empty());
        QCOMPARE(said.load(), 1);
    }

    void stopsInTheMiddle()
    {
        const auto loads = std::make_shared<std::atomic<int>>(0);
        const auto data = plainData(5000, 0, {}, loads);
        std::vector<int64_t> order(5000);
        std::iota(order.begin(), order.end(), 0);
        {
            ProposalService service(store(data), m_config, {.threads = 2});
            service.followAll(order);
            service.get(data->train[0]);
        }
        QVERIFY(loads->load() < 5000);
    }

private:
    static std::shared_ptr<PictureStore> store(std::shared_ptr<const DetectionData> data)
    {
        return std::make_shared<PictureStore>(std::move(data));
    }

    const ProposalConfig m_config {.count = 50};
};

QTEST_GUILESS_MAIN(TestProposalService)
#include "tst_proposal_service.moc"

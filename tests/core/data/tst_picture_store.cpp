#include "core/data/picture_store.h"
#include "tests/core/data/plain_data.h"

#include <QTest>

#include <thread>

using namespace hardlens;

class TestPictureStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheLastUsed()
    {
        const auto loads = std::make_shared<std::atomic<int>>(0);
        const auto data = plainData(3, 0, {}, loads);
        constexpr size_t bytes = 64 * 48 * 3;
        PictureStore store(data, 2 * bytes);
        const auto at = [&](size_t i) { return store.pixels(data->train[i].reference); };
        at(0);
        at(1);
        at(0); // kept; now 1 is the oldest
        QCOMPARE(loads->load(), 2);
        at(2); // pushes 1 out
        at(0);
        QCOMPARE(loads->load(), 3);
        at(1);
        QCOMPARE(loads->load(), 4);
        QCOMPARE(store.bytesHeld(), 2 * bytes);
    }

    void nullWhereThereIsNone()
    {
        const auto data = plainData(2, 1, {1});
        PictureStore store(data);
        QVERIFY(store.pixels(data->train[0].reference));
        QVERIFY(!store.pixels(data->train[1].reference)); // cannot be decoded
        QVERIFY(!store.pixels({.index = 7}));
        QVERIFY(!store.pixels({}));
        QVERIFY_THROWS_EXCEPTION(DataError, store.load(data->train[1]));
        // The test split has pictures of its own under the same index.
        QVERIFY(store.pixels(data->test[0].reference) != store.pixels(data->train[0].reference));
    }

    void anyThread()
    {
        const auto data = plainData(20);
        PictureStore store(data, 5 * 64 * 48 * 3);
        std::atomic<int> missing {0};
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 200; ++i)
                    missing
                        += store.pixels(data->train[size_t(i * (t + 1) % 20)].reference) ? 0 : 1;
            });
        threads.clear();
        QCOMPARE(missing.load(), 0);
        QVERIFY(store.bytesHeld() <= 5 * 64 * 48 * 3);
    }
};

QTEST_GUILESS_MAIN(TestPictureStore)
#include "tst_picture_store.moc"

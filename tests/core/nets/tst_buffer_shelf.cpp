#include "core/nets/buffer_shelf.h"

#include <QTest>

#include <cstring>
#include <new>
#include <sys/mman.h>
#include <vector>

using namespace hardlens;

namespace {

constexpr size_t MiB = size_t {1} << 20;

/// Whether the buffer is mapped: the system refuses advice on what is not.
bool isMapped(void* buffer, size_t bytes)
{
    return madvise(buffer, bytes, MADV_NORMAL) == 0;
}

} // namespace

class TestBufferShelf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rounds_data()
    {
        QTest::addColumn<qulonglong>("bytes");
        QTest::addColumn<qulonglong>("rounded");
        QTest::newRow("the smallest") << qulonglong(MiB) << qulonglong(MiB);
        // 1 MiB to 2 MiB in eight steps of 128 KiB
        QTest::newRow("a little more") << qulonglong(MiB + 1) << qulonglong(MiB + MiB / 8);
        QTest::newRow("a step") << qulonglong(MiB + MiB / 8) << qulonglong(MiB + MiB / 8);
        QTest::newRow("the next power of two") << qulonglong(2 * MiB - 1) << qulonglong(2 * MiB);
        QTest::newRow("wider steps above it")
            << qulonglong(2 * MiB + 1) << qulonglong(2 * MiB + MiB / 4);
    }

    void rounds()
    {
        QFETCH(qulonglong, bytes);
        QFETCH(qulonglong, rounded);
        QCOMPARE(qulonglong(BufferShelf::rounded(bytes)), rounded);
    }

    void givesTheSameBufferAgain()
    {
        BufferShelf shelf;
        void* first = shelf.take(MiB);
        void* second = shelf.take(MiB);
        QVERIFY(first != second);
        std::memset(first, 1, MiB); // all of it is there
        shelf.giveBack(first, MiB);
        shelf.giveBack(second, MiB);
        QCOMPARE(shelf.held(), 2 * MiB);
        void* larger = shelf.take(2 * MiB); // another size is another buffer
        QVERIFY(larger != first && larger != second);
        QCOMPARE(shelf.take(MiB), second); // the one given back last
        QCOMPARE(shelf.take(MiB), first);
        QCOMPARE(shelf.held(), size_t(0));
        for (void* buffer : {first, second})
            shelf.giveBack(buffer, MiB);
        shelf.giveBack(larger, 2 * MiB);
        QCOMPARE(shelf.held(), 4 * MiB);
    }

    /// 4 MiB may wait: the fifth drives the first away, not itself.
    void dropsTheOldestBeyondItsRoom()
    {
        BufferShelf shelf(4 * MiB);
        std::vector<void*> buffers;
        for (int i = 0; i < 5; ++i)
            buffers.push_back(shelf.take(MiB));
        for (void* buffer : buffers)
            shelf.giveBack(buffer, MiB);
        QCOMPARE(shelf.held(), 4 * MiB);
        QVERIFY(!isMapped(buffers.front(), MiB));
        for (int i = 4; i > 0; --i)
            QCOMPARE(shelf.take(MiB), buffers[size_t(i)]);
        for (int i = 1; i < 5; ++i)
            shelf.giveBack(buffers[size_t(i)], MiB);
        void* tooLarge = shelf.take(8 * MiB);
        shelf.giveBack(tooLarge, 8 * MiB);
        QCOMPARE(shelf.held(), size_t(0));
        QVERIFY(!isMapped(tooLarge, 8 * MiB));
    }

    /// A size that no step asks for any more goes after three others have been given back.
    void dropsWhatNobodyAsksFor()
    {
        BufferShelf shelf(64 * MiB, 3);
        void* stale = shelf.take(8 * MiB);
        shelf.giveBack(stale, 8 * MiB);
        for (int i = 0; i < 3; ++i) {
            shelf.giveBack(shelf.take(MiB), MiB);
            QCOMPARE(shelf.held(), 9 * MiB);
        }
        shelf.giveBack(shelf.take(MiB), MiB);
        QCOMPARE(shelf.held(), MiB);
        QVERIFY(!isMapped(stale, 8 * MiB));
    }

    void isCleared()
    {
        BufferShelf shelf;
        void* waiting = shelf.take(8 * MiB);
        void* used = shelf.take(MiB);
        shelf.giveBack(waiting, 8 * MiB);
        shelf.clear();
        QCOMPARE(shelf.held(), size_t(0));
        QVERIFY(!isMapped(waiting, 8 * MiB));
        QVERIFY(isMapped(used, MiB));
        shelf.giveBack(used, MiB);
        QCOMPARE(shelf.held(), MiB);
    }

    void saysWhenThereIsNoMemory()
    {
        BufferShelf shelf;
        QVERIFY_THROWS_EXCEPTION(std::bad_alloc, shelf.take(size_t {1} << 50));
    }
};

QTEST_GUILESS_MAIN(TestBufferShelf)
#include "tst_buffer_shelf.moc"

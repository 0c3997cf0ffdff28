#include "core/basics/heap.h"

#include <QTest>

#include <cstdio>
#include <cstdlib>
#include <latch>
#include <malloc.h>
#include <memory>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace hardlens;

namespace {

constexpr bool isSanitized()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return true;
#else
    return false;
#endif
}

/// As the C library itself tells it.
int arenas()
{
    char* text = nullptr;
    size_t size = 0;
    FILE* stream = open_memstream(&text, &size);
    malloc_info(0, stream);
    std::fclose(stream);
    const std::unique_ptr<char, decltype(&std::free)> owner(text, &std::free);
    int count = 0;
    const std::string_view told(text, size);
    for (size_t at = told.find("<heap nr="); at != std::string_view::npos;
         at = told.find("<heap nr=", at + 1))
        ++count;
    return count;
}

double residentMegabytes()
{
    long pages = 0, resident = 0;
    FILE* file = std::fopen("/proc/self/statm", "r");
    const bool isRead = file && std::fscanf(file, "%ld %ld", &pages, &resident) == 2;
    if (file)
        std::fclose(file);
    return isRead ? double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6 : 0;
}

} // namespace

class TestHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (isSanitized())
            QSKIP("a sanitizer brings a heap of its own");
        fitHeap();
    }

    /// Without fitHeap each of them would have an arena of its own, up to eight per processor.
    void threadsShareArenas()
    {
        constexpr int count = 8;
        std::latch allocated(count);
        std::vector<std::jthread> threads;
        for (int i = 0; i < count; ++i)
            threads.emplace_back([&allocated] {
                const std::vector<char> some(100'000, 'x');
                allocated.arrive_and_wait(); // no thread takes over the arena of one that has ended
            });
        threads.clear();
        QVERIFY2(arenas() <= 2, qPrintable(QString::number(arenas())));
    }

    /// 80 MB in pieces of a megabyte, in between them small ones that stay: without being told, the
    /// heap keeps all of it.
    void freePagesGoBack()
    {
        constexpr size_t pieces = 80, bytes = 1'000'000;
        std::vector<std::unique_ptr<char[]>> large, small;
        for (size_t i = 0; i < pieces; ++i) {
            large.push_back(std::make_unique<char[]>(bytes)); // zeroed, and so resident
            small.push_back(std::make_unique<char[]>(100));
        }
        large.clear();
        const double freed = residentMegabytes();
        returnFreeMemory();
        QVERIFY2(
            residentMegabytes() < freed - 70, qPrintable(QString::number(residentMegabytes())));
    }
};

QTEST_GUILESS_MAIN(TestHeap)
#include "tst_heap.moc"

#include "core/records/append_only.h"

#include <QTest>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <numeric>
#include <string>
#include <thread>

using namespace hardlens;

namespace {

/// The slot in which a writer leaves its newest copy.
template <typename List> class Slot
{
public:
    void put(const List& list)
    {
        const std::lock_guard lock(m_mutex);
        m_list = list;
    }

    List take() const
    {
        const std::lock_guard lock(m_mutex);
        return m_list;
    }

private:
    mutable std::mutex m_mutex;
    List m_list {};
};

} // namespace

class TestAppendOnly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoWritersGoOnApart_data()
    {
        QTest::addColumn<int>("before");
        for (const int n : {0, 3, 4, 5})
            QTest::addRow("%d rows in blocks of 4", n) << n;
    }

    void twoWritersGoOnApart()
    {
        QFETCH(const int, before);
        AppendOnly<int, 4> one;
        for (int i = 0; i < before; ++i)
            one.append(i);
        AppendOnly<int, 4> other = one.forked();
        for (int i = 0; i < 6; ++i) {
            one.append(100 + i);
            other.append(200 + i);
        }
        for (int i = 0; i < before; ++i)
            QCOMPARE(other[size_t(i)], one[size_t(i)]);
        for (int i = 0; i < 6; ++i) {
            QCOMPARE(one[size_t(before + i)], 100 + i);
            QCOMPARE(other[size_t(before + i)], 200 + i);
        }
    }

    void holdsWhatWasAppended()
    {
        AppendOnly<int, 4> list;
        QVERIFY(list.empty());
        for (int i = 0; i < 11; ++i) {
            list.append(i * i);
            QCOMPARE(list.size(), size_t(i + 1));
            QCOMPARE(list.back(), i * i);
        }
        QVERIFY(!list.empty());
        for (int i = 0; i < 11; ++i)
            QCOMPARE(list[size_t(i)], i * i);
    }

    void copiesStayAsTheyWere()
    {
        AppendOnly<std::string, 3> list;
        std::vector<AppendOnly<std::string, 3>> copies;
        for (int i = 0; i < 10; ++i) {
            copies.push_back(list);
            list.append("row " + std::to_string(i));
        }
        for (size_t n = 0; n < copies.size(); ++n) {
            QCOMPARE(copies[n].size(), n);
            for (size_t i = 0; i < n; ++i)
                QCOMPARE(copies[n][i], "row " + std::to_string(i));
        }
    }

    void copiesShareTheRows()
    {
        AppendOnly<int, 4> list;
        for (int i = 0; i < 6; ++i)
            list.append(i);
        const auto copy = list;
        for (size_t i = 0; i < 6; ++i)
            QCOMPARE(&copy[i], &list[i]);
    }

    void takesWhatCanOnlyBeMoved()
    {
        AppendOnly<std::unique_ptr<int>, 2> list;
        list.append(std::make_unique<int>(5));
        list.append(std::make_unique<int>(6));
        list.append(std::make_unique<int>(7));
        QCOMPARE(*list[2], 7);
    }

    void readersWhileTheWriterGoesOn()
    {
        using List = AppendOnly<std::array<int64_t, 2>, 16>;
        Slot<List> slot;
        const int64_t rows = 20000;
        std::jthread writer([&] {
            List list;
            for (int64_t i = 0; i < rows; ++i) {
                list.append({i, i * i});
                slot.put(list);
            }
        });
        std::array<int64_t, 2> wrong {0, 0};
        const auto read = [&](int64_t& mistakes) {
            size_t seen = 0;
            while (seen < size_t(rows)) {
                const List list = slot.take();
                mistakes += list.size() < seen;
                for (size_t i = seen; i < list.size(); ++i)
                    mistakes += list[i] != std::array {int64_t(i), int64_t(i) * int64_t(i)};
                seen = list.size();
                std::this_thread::yield();
            }
        };
        std::jthread other([&] { read(wrong[1]); });
        read(wrong[0]);
        other.join();
        QCOMPARE(wrong[0], int64_t {0});
        QCOMPARE(wrong[1], int64_t {0});
    }
};

QTEST_GUILESS_MAIN(TestAppendOnly)
#include "tst_append_only.moc"

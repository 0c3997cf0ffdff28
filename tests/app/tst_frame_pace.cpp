#include "app/window/frame_pace.h"

#include <QTest>

using namespace hardlens;

class TestFramePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void costStaysWithinItsShare()
    {
        constexpr double idle = 1e9;
        FramePace pace;
        int interval = 0;
        for (int frame = 0; frame < 50; ++frame)
            interval = pace.next(8, idle);
        QVERIFY2(std::abs(interval - 200) <= 1, qPrintable(QString::number(interval))); // 4 %
        FramePace light;
        for (int frame = 0; frame < 50; ++frame)
            interval = light.next(1, idle);
        QCOMPARE(interval, FramePace::shortest);
        FramePace slow;
        for (int frame = 0; frame < 50; ++frame)
            interval = slow.next(80, idle);
        QCOMPARE(interval, FramePace::longest);
    }

    void handsOnIsAtOnce()
    {
        FramePace pace;
        for (int frame = 0; frame < 50; ++frame)
            pace.next(30, 1e9);
        QCOMPARE(pace.next(30, 10), FramePace::shortest);
    }
};

QTEST_GUILESS_MAIN(TestFramePace)
#include "tst_frame_pace.moc"

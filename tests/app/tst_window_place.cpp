#include "app/window/window_place.h"
#include "core/basics/error.h"

#include <QTest>

using namespace hardlens;

class TestWindowPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roisAreCountedFromOne()
    {
        QCOMPARE(roiNamed("17"), (StepRoi {0, 16}));
        QCOMPARE(roiNamed("2:17"), (StepRoi {1, 16}));
        QCOMPARE(nameOf(StepRoi {1, 16}), std::string("2:17"));
        for (const char* wrong :
            {"", "0", "-3", "x", "1:", ":4", "0:4", "1:2:3", "99999999999", " 7"})
            QVERIFY_EXCEPTION_THROWN(roiNamed(wrong), ConfigError);
    }

    void viewsHaveNames()
    {
        for (const Middle middle : {Middle::Step, Middle::Pinned, Middle::Detections})
            QCOMPARE(middleNamed(nameOf(middle)), middle);
        QCOMPARE(middleNamed("detection"), Middle::Step);
        QVERIFY_EXCEPTION_THROWN(middleNamed("nothing"), ConfigError);
    }

    void theLineCanBeTypedIntoAShell()
    {
        const WindowPlace place {.step = 412, .view = Middle::Pinned, .selected = StepRoi {1, 16}};
        QCOMPARE(lineOf("/runs/a_b-1", place),
            QString("hardlens /runs/a_b-1 --step 412 --view pinned --select 2:17"));
        QCOMPARE(lineOf("/my runs/it's", {}), QString("hardlens '/my runs/it'\\''s'"));
    }
};

QTEST_APPLESS_MAIN(TestWindowPlace)
#include "tst_window_place.moc"

#include "widgets/roi/roi_hints.h"
#include "widgets/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace hardlens;

class TestFirstHints : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void lieAtTheBottomOfTheView()
    {
        QWidget view;
        view.resize(900, 500);
        FirstHints hints(&view, roiHints());
        view.show();
        QVERIFY(!hints.isVisible());
        QCOMPARE(hints.lines().size(), 3);
        hints.open();
        QVERIFY(hints.isVisible() && !hints.isWindow());
        QCOMPARE(hints.size(), hints.sizeHint());
        QVERIFY(hints.geometry().bottom() < 500 && hints.geometry().top() > 250);
        view.resize(360, 500); // narrow: the words take more lines
        QVERIFY(hints.width() <= 360);
        QVERIFY(hints.height() > hints.sizeHint().height());
    }

    void goWithAClick()
    {
        QWidget view;
        view.resize(900, 500);
        FirstHints hints(&view, roiHints());
        view.show();
        QSignalSpy dismissed(&hints, &FirstHints::dismissed);
        hints.dismiss(); // not there yet
        QCOMPARE(dismissed.size(), 0);
        hints.open();
        QTest::mouseClick(&view, Qt::LeftButton, {}, QPoint(10, 10)); // beside them: not ours
        QVERIFY(hints.isVisible());
        QTest::mouseClick(&hints, Qt::LeftButton);
        QVERIFY(!hints.isVisible());
        QCOMPARE(dismissed.size(), 1);
    }

    void goWithEscape()
    {
        QWidget view;
        view.setFocusPolicy(Qt::StrongFocus);
        view.resize(900, 500);
        FirstHints hints(&view, roiHints());
        view.show();
        view.activateWindow();
        view.setFocus();
        if (!QTest::qWaitForWindowActive(&view))
            QSKIP("no active window here");
        QSignalSpy dismissed(&hints, &FirstHints::dismissed);
        QTest::keyClick(&view, Qt::Key_Escape);
        QCOMPARE(dismissed.size(), 0);
        hints.open();
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!hints.isVisible());
        QCOMPARE(dismissed.size(), 1);
    }
};

QTEST_MAIN(TestFirstHints)
#include "tst_first_hints.moc"

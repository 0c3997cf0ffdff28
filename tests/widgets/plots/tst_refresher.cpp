#include "widgets/refresher.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QtTest>

using namespace hardlens;

/// Two docks, one behind the other's tab, each with a widget that counts its refreshes.
class Tabs : public QMainWindow
{
public:
    Tabs()
    {
        for (size_t i = 0; i < docks.size(); ++i) {
            docks[i] = new QDockWidget(QString::number(i));
            auto* body = new QWidget;
            body->setMinimumSize(50, 50);
            docks[i]->setWidget(body);
            addDockWidget(Qt::RightDockWidgetArea, docks[i]);
            refreshers[i] = new Refresher(body, [this, i] { ++counts[i]; });
        }
        tabifyDockWidget(docks[0], docks[1]);
        docks[0]->raise();
        resize(400, 300);
    }

    /// Whether the window is there and the front one was brought up to date once, by appearing.
    bool appear()
    {
        show();
        return QTest::qWaitForWindowExposed(this)
            && QTest::qWaitFor([this] { return counts[0] == 1; });
    }

    std::array<QDockWidget*, 2> docks {};
    std::array<Refresher*, 2> refreshers {};
    std::array<int, 2> counts {};
};

class TstRefresher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingBeforeItIsShown();
    void behindATabNothingIsDone();
    void whatComesToTheFrontIsRenewedOnce();
    void heldUntilTheEnd();
    void heldOnesMayGo();
    void behindUntilSomebodyAsks();
};

void TstRefresher::nothingBeforeItIsShown()
{
    Tabs tabs;
    tabs.refreshers[0]->touch();
    QCOMPARE(tabs.counts[0], 0);
    tabs.show();
    QVERIFY(QTest::qWaitForWindowExposed(&tabs));
    QTRY_COMPARE(tabs.counts[0], 1);
}

void TstRefresher::behindATabNothingIsDone()
{
    Tabs tabs;
    QVERIFY(tabs.appear());
    tabs.counts = {};
    for (int i = 0; i < 3; ++i)
        for (Refresher* r : tabs.refreshers)
            r->touch();
    QCOMPARE(tabs.counts[0], 3);
    QCOMPARE(tabs.counts[1], 0);
    QVERIFY(tabs.docks[1]->widget()->isVisible()); // as Qt has it
    QVERIFY(!isSeen(*tabs.docks[1]->widget()));
}

void TstRefresher::whatComesToTheFrontIsRenewedOnce()
{
    Tabs tabs;
    QVERIFY(tabs.appear());
    tabs.refreshers[1]->touch();
    tabs.counts = {};
    tabs.docks[1]->raise();
    QTRY_COMPARE(tabs.counts[1], 1);
    tabs.docks[0]->raise();
    QTRY_VERIFY(isSeen(*tabs.docks[0]->widget()));
    tabs.docks[1]->raise();
    QTRY_VERIFY(isSeen(*tabs.docks[1]->widget()));
    QCOMPARE(tabs.counts[0], 0); // nothing was new
    QCOMPARE(tabs.counts[1], 1);
}

void TstRefresher::heldUntilTheEnd()
{
    Tabs tabs;
    QVERIFY(tabs.appear());
    tabs.counts = {};
    {
        const Refresher::Hold outer;
        tabs.refreshers[0]->touch();
        {
            const Refresher::Hold inner;
            tabs.refreshers[0]->touch();
        }
        QCOMPARE(tabs.counts[0], 0);
        tabs.refreshers[1]->touch();
    }
    QCOMPARE(tabs.counts[0], 1);
    QCOMPARE(tabs.counts[1], 0);
}

void TstRefresher::heldOnesMayGo()
{
    auto tabs = std::make_unique<Tabs>();
    tabs->show();
    QVERIFY(QTest::qWaitForWindowExposed(tabs.get()));
    const Refresher::Hold hold;
    tabs->refreshers[0]->touch();
    tabs.reset();
}

void TstRefresher::behindUntilSomebodyAsks()
{
    Tabs tabs;
    QVERIFY(tabs.appear());
    QWidget* body = tabs.docks[1]->widget();
    auto* part = new QWidget(body);
    tabs.refreshers[1]->touch();
    tabs.counts = {};
    QVERIFY(Refresher::isBehind(*part));
    QVERIFY(!Refresher::isBehind(*tabs.docks[0]->widget()));
    QVERIFY(!Refresher::isBehind(tabs));
    QTest::keyClick(body, Qt::Key_Down);
    QCOMPARE(tabs.counts[1], 1);
    QVERIFY(!Refresher::isBehind(*part));
    Refresher::catchUp(*part);
    QCOMPARE(tabs.counts[1], 1);
    tabs.refreshers[1]->touch();
    Refresher::catchUp(*part);
    QCOMPARE(tabs.counts[1], 2);
}

QTEST_MAIN(TstRefresher)
#include "tst_refresher.moc"

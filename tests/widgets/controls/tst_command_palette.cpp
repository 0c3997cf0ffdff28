#include "widgets/controls/command_list.h"
#include "widgets/controls/command_palette.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace hardlens;

class TestCommandPalette : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void init()
    {
        m_done.clear();
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 700);
        m_window->show();
        m_action = new QAction("&Save && quit", m_window.get());
        m_action->setShortcut(QKeySequence("Ctrl+S"));
        connect(m_action, &QAction::triggered, this, [this] { m_done << "save"; });
        m_palette = new CommandPalette(m_window.get());
        std::vector<WindowCommand> commands;
        for (const char* name : {"Play or pause", "One step", "Evaluate now", "Dark", "Light"})
            commands.push_back({.text = name, .group = "Run", .keys = "K", .run = [this, name] {
                                    m_done << name;
                                }});
        commands.push_back(commandOf(m_action, "Data"));
        m_palette->setCommands(std::move(commands));
    }

    void cleanup() { m_window.reset(); }

    void modelKeepsTheRules()
    {
        CommandModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCommands({{.text = "One", .group = "A", .keys = "1"}, {.text = "Two"}});
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), "A, One, 1");
        model.setQuery("tw");
        QCOMPARE(model.rowCount(), 1);
        model.setQuery("none");
        QCOMPARE(model.rowCount(), 0);
    }

    void actionsBecomeCommands()
    {
        const WindowCommand command = commandOf(m_action, "Data");
        QCOMPARE(command.text, "Save & quit");
        QCOMPARE(command.keys, "Ctrl+S");
        QCOMPARE(command.id(), "Data/Save & quit");
        QVERIFY(command.isEnabled());
        m_action->setEnabled(false);
        QVERIFY(!command.isEnabled());
        delete m_action;
        QVERIFY(!command.isEnabled());
    }

    void findsAndRuns()
    {
        m_palette->open();
        QVERIFY(m_palette->isVisible());
        QCOMPARE(m_palette->model().rowCount(), 6);
        QTest::keyClicks(m_palette->search(), "ev");
        QCOMPARE(m_palette->model().command(0).text, "Evaluate now");
        QSignalSpy recent(m_palette, &CommandPalette::recentChanged);
        QTest::keyClick(m_palette->search(), Qt::Key_Return);
        QVERIFY(!m_palette->isVisible()); // before the command runs
        QVERIFY(m_done.isEmpty());
        QTRY_COMPARE(m_done, (QStringList {"Evaluate now"}));
        QCOMPARE(recent.size(), 1);
        QCOMPARE(m_palette->recent(), (QStringList {"Run/Evaluate now"}));
        m_palette->open();
        QVERIFY(m_palette->search()->text().isEmpty());
        QCOMPARE(m_palette->model().command(0).text, "Evaluate now");
    }

    void arrowsGoAroundTheEnds()
    {
        m_palette->open();
        QCOMPARE(m_palette->current(), 0);
        QTest::keyClick(m_palette->search(), Qt::Key_Up);
        QCOMPARE(m_palette->current(), 5);
        QTest::keyClick(m_palette->search(), Qt::Key_Down);
        QCOMPARE(m_palette->current(), 0);
        QTest::keyClick(m_palette->search(), Qt::Key_Down);
        QTest::keyClick(m_palette->search(), Qt::Key_Enter);
        QTRY_COMPARE(m_done, (QStringList {"One step"}));
    }

    void escapeAndItsOwnKeyClose()
    {
        m_palette->open();
        QTest::keyClick(m_palette->search(), Qt::Key_Escape);
        QVERIFY(!m_palette->isVisible());
        m_palette->open();
        QTest::keyClick(m_palette->search(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(!m_palette->isVisible());
        QTest::qWait(1);
        QVERIFY(m_done.isEmpty() && m_palette->recent().isEmpty());
    }

    void aClickRuns()
    {
        m_palette->open();
        QTest::keyClicks(m_palette->search(), "save");
        auto* list = m_palette->findChild<QListView*>();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
            list->visualRect(m_palette->model().index(0)).center());
        QTRY_COMPARE(m_done, (QStringList {"save"}));
    }

    void whatCannotRunNowStays()
    {
        m_action->setEnabled(false);
        m_palette->open();
        QTest::keyClicks(m_palette->search(), "save");
        QTest::keyClick(m_palette->search(), Qt::Key_Return);
        QVERIFY(m_palette->isVisible());
        QTest::qWait(1);
        QVERIFY(m_done.isEmpty());
    }

    void nothingFound()
    {
        m_palette->open();
        QTest::keyClicks(m_palette->search(), "qqq");
        QCOMPARE(m_palette->model().rowCount(), 0);
        QVERIFY(m_palette->findChild<QLabel*>()->isVisible());
        QTest::keyClick(m_palette->search(), Qt::Key_Down);
        QTest::keyClick(m_palette->search(), Qt::Key_Return);
        QVERIFY(m_palette->isVisible());
    }

    void remembersFive()
    {
        m_palette->setRecent({"a", "b", "c", "d", "e", "f"});
        QCOMPARE(m_palette->recent().size(), 5);
        m_palette->open();
        QTest::keyClicks(m_palette->search(), "dark");
        QTest::keyClick(m_palette->search(), Qt::Key_Return);
        QCOMPARE(m_palette->recent(), (QStringList {"Run/Dark", "a", "b", "c", "d"}));
    }

private:
    QStringList m_done {};
    std::unique_ptr<QWidget> m_window {};
    QAction* m_action = nullptr;
    CommandPalette* m_palette = nullptr;
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"

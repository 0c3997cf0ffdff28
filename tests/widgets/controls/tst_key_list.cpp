#include "widgets/controls/key_list.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QTest>

using namespace hardlens;

namespace {

std::vector<KeyEntry> manyKeys(int groups, int each)
{
    std::vector<KeyEntry> entries;
    for (int i = 0; i < each; ++i) // mixed: groups gather their own
        for (int g = 0; g < groups; ++g)
            entries.push_back({QString("Group %1").arg(g), QString("Ctrl+%1").arg(i),
                "Begin again with the same seed"});
    return entries;
}

} // namespace

class TestKeyList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void init()
    {
        m_window = std::make_unique<QWidget>();
        m_window->resize(1280, 720);
        m_field = new QLineEdit(m_window.get());
        m_keys = new KeyList(m_window.get());
        m_keys->setEntries({{"Run", "Space", "Play or pause"}, {"View", "F11", "Full screen"},
            {"Run", ".", "One step"}});
        m_window->show();
        m_field->setFocus();
    }

    void cleanup() { m_window.reset(); }

    void coversTheWindow()
    {
        QVERIFY(!m_keys->isVisible());
        m_keys->open();
        QVERIFY(m_keys->isVisible());
        QVERIFY(!m_keys->isWindow());
        QCOMPARE(m_keys->geometry(), m_window->rect());
        m_window->resize(900, 600);
        QCOMPARE(m_keys->geometry(), m_window->rect());
        QVERIFY(m_keys->accessibleDescription().contains("Space: Play or pause"));
    }

    void closes_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("Esc") << int(Qt::Key_Escape);
        QTest::newRow("F1") << int(Qt::Key_F1);
        QTest::newRow("?") << int(Qt::Key_Question);
        QTest::newRow("a click") << 0;
    }

    void closes()
    {
        QFETCH(int, key);
        m_keys->open();
        QCOMPARE(m_window->focusWidget(), m_keys);
        QTest::keyClick(m_keys, Qt::Key_A); // others do not
        QVERIFY(m_keys->isVisible());
        if (key)
            QTest::keyClick(m_keys, Qt::Key(key));
        else
            QTest::mouseClick(m_keys, Qt::LeftButton);
        QVERIFY(!m_keys->isVisible());
        QCOMPARE(m_window->focusWidget(), m_field); // the focus is back
    }

    void toggles()
    {
        m_keys->toggle();
        QVERIFY(m_keys->isVisible());
        m_keys->toggle();
        QVERIFY(!m_keys->isVisible());
    }

    void isAsLargeAsThereIsRoom()
    {
        QCOMPARE(m_keys->fontFactor(), KeyList::mostFactor);
        m_keys->setEntries(manyKeys(6, 6)); // three groups of six keys in each column
        const double large = m_keys->fontFactor();
        QVERIFY(large > 1 && large < KeyList::mostFactor);
        m_window->resize(1920, 1080);
        QVERIFY(m_keys->fontFactor() > large);
        m_window->resize(640, 360);
        QCOMPARE(m_keys->fontFactor(), KeyList::leastFactor);
    }

private:
    std::unique_ptr<QWidget> m_window {};
    QLineEdit* m_field = nullptr;
    KeyList* m_keys = nullptr;
};

QTEST_MAIN(TestKeyList)
#include "tst_key_list.moc"

#include "made_up_fork.h"
#include "tests/widgets/shots.h"
#include "widgets/fork/fork_chooser.h"
#include "widgets/fork/fork_value_edit.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

std::vector<ForkOption> usualOptions()
{
    return {{samplerOption(), "ohem"}, {roisPerStepOption(), "128"}, {useNmsOption(), "true"},
        {nmsIouOption(), "0.7"}};
}

/// A shown chooser at step 412.
struct Stage
{
    ForkChooser chooser {};
    QSignalSpy requested {&chooser, &ForkChooser::forkRequested};
    QSignalSpy cancelled {&chooser, &ForkChooser::cancelled};

    Stage()
    {
        Theme::instance().choose(Theme::Choice::Dark);
        chooser.setOptions(usualOptions(), 412);
        chooser.resize(360, 420);
        chooser.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chooser));
    }

    QPushButton* button(const QString& text) const
    {
        for (auto* button : chooser.findChildren<QPushButton*>())
            if (button->text().startsWith(text) && button->isVisible())
                return button;
        return nullptr;
    }
    /// The field of a value that is seen.
    QLineEdit* field(int value) const
    {
        return chooser.findChildren<ForkValueEdit*>()[value]->findChild<QLineEdit*>();
    }
    void choose(const char* key)
    {
        for (auto* list : chooser.findChildren<QComboBox*>())
            if (list->accessibleName() == "Setting that differs")
                list->setCurrentIndex(list->findData(key));
    }
};

} // namespace

class TestForkChooser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTheFirstPreset()
    {
        Stage s;
        QCOMPARE(s.chooser.key(), "mining.sampler");
        QCOMPARE(s.chooser.values(), (QStringList {"ohem", "heuristic"}));
        QCOMPARE(s.chooser.message(),
            "Two runs go on from step 412, equal in all but Sampler: OHEM | Heuristic 1:3.");
        QCOMPARE(s.chooser.note(), "from step 412");
    }

    void presetsPutTheValueNowFirst()
    {
        const auto presets = forkPresets(
            {{samplerOption(), "all"}, {roisPerStepOption(), "100"}, {useNmsOption(), "false"}});
        QCOMPARE(presets.size(), size_t(3));
        QCOMPARE(presets[0].values, (QStringList {"all", "ohem", "heuristic"}));
        QCOMPARE(presets[1].values, (QStringList {"false", "true"}));
        QCOMPARE(presets[2].values, (QStringList {"100", "64", "128", "256"}));
        QVERIFY(forkPresets({{nmsIouOption(), "0.7"}}).empty());
        const auto ofEmbeddings = forkPresets({{negativesOption(), "hardest"}});
        QCOMPARE(ofEmbeddings.size(), size_t(1));
        QCOMPARE(ofEmbeddings[0].values, (QStringList {"hardest", "distance-weighted", "uniform"}));
    }

    void furtherValues()
    {
        QCOMPARE(furtherValue(nmsIouOption(), {"0.7"}), std::optional<QString>("0.35"));
        QCOMPARE(furtherValue(nmsIouOption(), {"0.7", "0.35"}), std::optional<QString>("0.175"));
        QCOMPARE(furtherValue(nmsIouOption(), {"0"}), std::optional<QString>("1"));
        QCOMPARE(furtherValue(roisPerStepOption(), {"1"}), std::optional<QString>("2"));
        QCOMPARE(furtherValue(samplerOption(), {"heuristic"}), std::optional<QString>("ohem"));
        QVERIFY(!furtherValue(useNmsOption(), {"true", "false"}));
    }

    void oneClickAndEnterForks()
    {
        Stage s;
        QTest::mouseClick(s.button("B RoIs"), Qt::LeftButton);
        QCOMPARE(s.chooser.values(), (QStringList {"128", "64", "256"}));
        QCOMPARE(s.requested.size(), 0);
        QTest::keyClick(&s.chooser, Qt::Key_Return);
        QCOMPARE(s.requested.size(), 1);
        QCOMPARE(s.requested[0][0].toString(), "mining.B");
        QCOMPARE(s.requested[0][1].toStringList(), (QStringList {"128", "64", "256"}));
    }

    void numbersAreCheckedAsTheyAreWritten()
    {
        Stage s;
        s.choose("mining.nmsIou");
        QCOMPARE(s.chooser.values(), (QStringList {"0.7", "0.35"}));
        QVERIFY(!s.field(0)->isEnabled()); // one run stays as it is
        s.field(1)->setFocus();
        s.field(1)->selectAll();
        QTest::keyClicks(s.field(1), "1,5");
        QCOMPARE(s.chooser.message(), "mining.nmsIou = 1.5: must be in [0, 1]");
        QVERIFY(s.chooser.values().isEmpty());
        QVERIFY(!s.button("Fork")->isEnabled());
        QTest::keyClick(s.field(1), Qt::Key_Return);
        QCOMPARE(s.requested.size(), 0);
        s.field(1)->selectAll();
        QTest::keyClicks(s.field(1), "0,50");
        QCOMPARE(s.chooser.message(),
            "Two runs go on from step 412, equal in all but NMS IoU: 0.7 | 0.5.");
        QTest::keyClick(s.field(1), Qt::Key_Return);
        QCOMPARE(s.requested.size(), 1);
        QCOMPARE(s.requested[0][1].toStringList(), (QStringList {"0.7", "0.5"}));
    }

    void equalValuesMakeNoFork()
    {
        Stage s;
        s.choose("mining.nmsIou");
        s.field(1)->setText("0.70");
        QCOMPARE(s.chooser.message(), "Two runs have the same value: 0.7.");
        QVERIFY(!s.button("Fork")->isEnabled());
        s.field(1)->clear();
        QVERIFY(s.chooser.message().startsWith("mining.nmsIou = : must be"));
    }

    void upToFourValues()
    {
        Stage s;
        s.choose("mining.nmsIou");
        QTest::mouseClick(s.button("Add"), Qt::LeftButton);
        QTest::mouseClick(s.button("Add"), Qt::LeftButton);
        QCOMPARE(s.chooser.values(), (QStringList {"0.7", "0.35", "0.175", "0"}));
        QVERIFY(!s.button("Add"));
        QVERIFY(s.chooser.message().startsWith("Four runs"));
        for (auto* remove : s.chooser.findChildren<QAbstractButton*>())
            if (remove->accessibleName() == "Remove value 2")
                QTest::mouseClick(remove, Qt::LeftButton);
        QCOMPARE(s.chooser.values(), (QStringList {"0.7", "0.175", "0"}));
        // A switch has no third value.
        s.choose("mining.useNms");
        QCOMPARE(s.chooser.values(), (QStringList {"true", "false"}));
        QVERIFY(!s.button("Add"));
        QVERIFY(s.chooser.message().endsWith("NMS by loss: on | off."));
    }

    void cancelByKeyAndButton()
    {
        Stage s;
        QTest::keyClick(&s.chooser, Qt::Key_Escape);
        QTest::mouseClick(s.button("Cancel"), Qt::LeftButton);
        QCOMPARE(s.cancelled.size(), 2);
        QCOMPARE(s.requested.size(), 0);
    }

    void enterOnAButtonMeansThatButton()
    {
        Stage s;
        QApplication::setActiveWindow(&s.chooser);
        s.button("Cancel")->setFocus();
        QTRY_VERIFY(s.button("Cancel")->hasFocus());
        QTest::keyClick(s.button("Cancel"), Qt::Key_Return);
        QCOMPARE(s.cancelled.size(), 1);
        QCOMPARE(s.requested.size(), 0);
    }

    void everythingHasAName()
    {
        Stage s;
        for (auto* list : s.chooser.findChildren<QComboBox*>())
            QVERIFY(!list->accessibleName().isEmpty());
        s.choose("mining.nmsIou");
        QCOMPARE(s.field(0)->accessibleName(), "Value now");
        QCOMPARE(s.field(1)->accessibleName(), "Value 2");
    }

    void withoutOptions()
    {
        ForkChooser chooser;
        QVERIFY(chooser.key().isEmpty());
        QVERIFY(chooser.values().isEmpty());
        QCOMPARE(chooser.message(), "There is no setting that a fork could differ in.");
        QSignalSpy requested(&chooser, &ForkChooser::forkRequested);
        QTest::keyClick(&chooser, Qt::Key_Return);
        QCOMPARE(requested.size(), 0);
    }

    void shots()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder");
        Stage s;
        shoot(s.chooser, "fork-chooser", {360, 330});
        s.choose("mining.nmsIou");
        QTest::mouseClick(s.button("Add"), Qt::LeftButton);
        shoot(s.chooser, "fork-chooser-numbers", {360, 380});
        s.field(1)->setText("1.5");
        shoot(s.chooser, "fork-chooser-wrong", {360, 380});
    }
};

QTEST_MAIN(TestForkChooser)
#include "tst_fork_chooser.moc"

#include "made_up_notes.h"
#include "widgets/notes/notes_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace hardlens;
using namespace hardlens::test;

namespace {

RoiNote noteWith(const char* text)
{
    return {.text = text};
}

QStringList texts(const NotesModel& model)
{
    QStringList all;
    for (const RoiNote& note : model.notes())
        all << QString::fromStdString(note.text);
    return all;
}

} // namespace

class TestNotesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheRules()
    {
        NotesModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &NotesModel::changed);
        model.setNotes({noteWith("a"), noteWith("b"), noteWith("c"), noteWith("d")});
        QCOMPARE(changed.size(), 0); // nothing that is not kept already
        QCOMPARE(model.add(noteWith("e")), 4);
        model.remove({3, 0});
        QCOMPARE(texts(model), (QStringList {"b", "c", "e"}));
        QVERIFY(model.setData(model.index(1), "C"));
        QCOMPARE(changed.size(), 3);
        QVERIFY(model.setData(model.index(1), "C"));
        QCOMPARE(changed.size(), 3); // the same text is no change
        QVERIFY(!model.setData(model.index(1), "x", Qt::DisplayRole));
        QVERIFY(!model.setData(model.index(7), "x"));
        QCOMPARE(texts(model), (QStringList {"b", "C", "e"}));
        model.setNotes({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(!model.canUndo());
    }

    void undoesStepByStep()
    {
        NotesModel model;
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setNotes({noteWith("a"), noteWith("b"), noteWith("c")});
        QVERIFY(model.undo().isEmpty());
        model.remove({2, 0});
        QCOMPARE(model.lastRemoved(), 2);
        model.add(noteWith("d"));
        QCOMPARE(model.lastRemoved(), 0); // something else came after it
        model.setData(model.index(0), "B");
        model.remove({0});
        QCOMPARE(texts(model), (QStringList {"d"}));
        QCOMPARE(model.lastRemoved(), 1);
        QSignalSpy changed(&model, &NotesModel::changed);
        QCOMPARE(model.undo(), (QList<int> {0}));
        QCOMPARE(texts(model), (QStringList {"B", "d"}));
        QCOMPARE(model.undo(), (QList<int> {0}));
        QCOMPARE(texts(model), (QStringList {"b", "d"}));
        QCOMPARE(model.undo(), (QList<int> {0, 2}));
        QCOMPARE(texts(model), (QStringList {"a", "b", "c", "d"}));
        QCOMPARE(changed.size(), 3);
        QVERIFY(!model.canUndo());
        model.remove({});
        QCOMPARE(changed.size(), 3);
    }

    void saysItInWords()
    {
        NotesModel model;
        auto notes = madeUpNotes();
        notes[0].text = "<b> & %1";
        notes[1].loss = std::numeric_limits<float>::quiet_NaN();
        notes[2].label = 0;
        model.setNotes(notes);
        model.setClassNames({"background", "RBC"});
        QCOMPARE(model.data(model.index(0)).toString(), "<b> & %1");
        QCOMPARE(model.data(model.index(0), Qt::AccessibleTextRole).toString(),
            "<b> & %1\nRBC · p 0.97 · loss 3.52\nBloodImage_00032 · step 412");
        QVERIFY(model.data(model.index(0), Qt::ToolTipRole)
                    .toString()
                    .startsWith("&lt;b&gt; &amp; %1<br>RBC"));
        QVERIFY(model.data(model.index(1), Qt::AccessibleTextRole).toString().contains("loss –"));
        QCOMPARE(model.className(1), "class 2");
        QCOMPARE(model.className(2), "no class");
    }
};

QTEST_MAIN(TestNotesModel)
#include "tst_notes_model.moc"

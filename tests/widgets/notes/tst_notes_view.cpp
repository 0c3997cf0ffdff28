#include "made_up_notes.h"
#include "tests/widgets/roi/made_up_step.h"
#include "tests/widgets/shots.h"
#include "widgets/notes/note_cells.h"
#include "widgets/notes/notes_model.h"
#include "widgets/notes/notes_view.h"
#include "widgets/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace hardlens;
using namespace hardlens::test;

namespace {

QString contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList texts(const NotesView& view)
{
    QStringList all;
    for (const RoiNote& note : view.notes())
        all << QString::fromStdString(note.text);
    return all;
}

} // namespace

class TestNotesView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void init()
    {
        m_view = std::make_unique<NotesView>();
        m_view->setClassNames(bloodClasses());
        m_view->resize(300, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }

    void saysWhyItIsEmpty()
    {
        QVERIFY(m_view->emptyText().startsWith("No notes yet"));
        QCOMPARE(m_view->note(), "");
        m_view->setNotes(madeUpNotes());
        QCOMPARE(m_view->emptyText(), "");
        QVERIFY(m_view->list()->isVisible());
        QCOMPARE(m_view->note(), "3 · Enter goes there");
    }

    void newOnesAreMarked()
    {
        QSignalSpy changed(m_view.get(), &NotesView::changed);
        m_view->setNotes(madeUpNotes());
        QCOMPARE(changed.size(), 0);
        m_view->add(madeUpNotes()[0]);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_view->list()->currentIndex().row(), 3);
        QVERIFY(!m_view->findChild<QLineEdit*>());
    }

    void oneWithoutATextIsOpened()
    {
        RoiNote note = madeUpNotes()[0];
        note.text.clear();
        m_view->add(note);
        auto* editor = m_view->findChild<QLineEdit*>();
        QVERIFY(editor && editor->isVisible());
        QTest::keyClicks(editor, " half an object ");
        // Keys of the list are keys of the text meanwhile.
        QTest::keyClick(editor, Qt::Key_Home);
        QTest::keyClick(editor, Qt::Key_Delete);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(texts(*m_view), (QStringList {"half an object"}));
    }

    void editsInPlace()
    {
        auto notes = madeUpNotes();
        notes[0].text = "two\nlines";
        m_view->setNotes(notes);
        m_view->list()->setCurrentIndex(m_view->model().index(0));
        m_view->list()->setFocus();
        QTest::keyClick(m_view->list(), Qt::Key_F2);
        auto* editor = m_view->findChild<QLineEdit*>();
        QVERIFY(editor);
        const auto liesInItsRow = [&] {
            const QRect row = m_view->list()->visualRect(m_view->model().index(0));
            return row.contains(editor->geometry());
        };
        QVERIFY(liesInItsRow());
        m_view->resize(260, 400);
        QTRY_VERIFY(liesInItsRow());
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!m_view->findChild<QLineEdit*>());
        QCOMPARE(texts(*m_view)[0], "two\nlines"); // seen, not rewritten
        QTest::keyClick(m_view->list(), Qt::Key_F2);
        editor = m_view->findChild<QLineEdit*>();
        editor->selectAll();
        QTest::keyClicks(editor, "one");
        QTest::keyClick(editor, Qt::Key_Escape);
        QTRY_VERIFY(!m_view->findChild<QLineEdit*>());
        QCOMPARE(texts(*m_view)[0], "two\nlines");
        QTest::keyClick(m_view->list(), Qt::Key_F2);
        editor = m_view->findChild<QLineEdit*>();
        editor->selectAll();
        QTest::keyClicks(editor, "one");
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!m_view->findChild<QLineEdit*>());
        QCOMPARE(texts(*m_view)[0], "one");
        m_view->list()->setFocus();
        QTest::keyClick(m_view->list(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(texts(*m_view)[0], "two\nlines");
    }

    void goesWhileATextIsWritten()
    {
        RoiNote note = madeUpNotes()[0];
        note.text.clear();
        m_view->add(note);
        QTest::keyClicks(m_view->findChild<QLineEdit*>(), "half");
        m_view.reset();
    }

    void deletesAndPutsBack()
    {
        const std::unique_ptr<QWidget> header(m_view->takeHeader());
        header->setParent(nullptr);
        m_view->setNotes(madeUpNotes());
        const QStringList all = texts(*m_view);
        m_view->list()->setFocus();
        m_view->list()->selectAll();
        QTest::keyClick(m_view->list(), Qt::Key_Delete);
        QVERIFY(m_view->notes().empty());
        QVERIFY(m_view->message().startsWith("3 notes deleted."));
        QVERIFY(!m_view->list()->isVisible());
        // There is no list to have the focus any more, and a dock has taken the header.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(texts(*m_view), all);
        QCOMPARE(m_view->message(), "");
        QCOMPARE(m_view->list()->selectionModel()->selectedRows().size(), qsizetype(3));
        QTest::mouseClick(m_view->list()->viewport(), Qt::LeftButton, {},
            m_view->list()->visualRect(m_view->model().index(1)).center());
        QTest::keyClick(m_view->list(), Qt::Key_Delete);
        QCOMPARE(m_view->list()->currentIndex().row(), 1);
        QVERIFY(m_view->message().startsWith("1 note deleted."));
        for (QLabel* label : m_view->findChildren<QLabel*>())
            if (label->text() == m_view->message())
                Q_EMIT label->linkActivated("back");
        QCOMPARE(texts(*m_view), all);
        m_view.reset(); // before its header
    }

    void activatesARow()
    {
        m_view->setNotes(madeUpNotes());
        QSignalSpy activated(m_view.get(), &NotesView::activated);
        QListView& list = *m_view->list();
        const QPoint second = list.visualRect(m_view->model().index(1)).center();
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(activated.size(), 0);
        QTest::mouseDClick(list.viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].value<RoiNote>().step, int64_t {418});
        QTest::keyClick(&list, Qt::Key_Down);
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(activated.size(), 2);
        QCOMPARE(activated[1][0].value<RoiNote>().step, int64_t {1204});
        QTest::keyClick(&list, Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(activated.size(), 3);
    }

    void takesBackTheNoteOnARoi()
    {
        const auto step = madeUpStep({.pictures = 2, .rois = 50});
        RoiNote note = noteOf(*step, {1, 7}, 412, "looks unlabelled");
        m_view->setNotes({madeUpNotes()[0], note, madeUpNotes()[1]});
        m_view->takeBack(*step, {1, 7});
        QCOMPARE(m_view->notes().size(), size_t {2});
        QVERIFY(m_view->message().startsWith("1 note deleted."));
        m_view->takeBack(*step, {1, 7});
        QCOMPARE(m_view->notes().size(), size_t {2});
        m_view->putBack();
        QVERIFY(m_view->notes()[1].box == note.box);
    }

    void copiesWhatIsMarked()
    {
        m_view->setNotes(madeUpNotes());
        QCOMPARE(m_view->markedText().count('\n'), 4); // nothing is marked: all
        m_view->list()->setFocus();
        m_view->list()->setCurrentIndex(m_view->model().index(1));
        QTest::keyClick(m_view->list(), Qt::Key_C, Qt::ControlModifier);
        const QString text = QApplication::clipboard()->text();
        QCOMPARE(text.count('\n'), 2);
        QVERIFY(text.contains("BloodImage_00114"));
    }

    void savesFiles()
    {
        QTemporaryDir folder;
        QSignalSpy saved(m_view.get(), &NotesView::saved);
        QSignalSpy failed(m_view.get(), &NotesView::failed);
        auto notes = madeUpNotes();
        m_view->setNotes(notes);
        QVERIFY(m_view->saveCsv(folder.filePath("notes.csv")));
        QVERIFY(contentOf(folder.filePath("notes.csv")).contains(",Platelets,1,12.25,\n"));
        QCOMPARE(m_view->message(), "3 notes saved.");
        QVERIFY(m_view->saveCoco(folder.filePath("notes.json")));
        QCOMPARE(m_view->message(), "3 notes saved.");
        notes[1].label = 0;
        m_view->setNotes(notes);
        QCOMPARE(m_view->message(), "");
        QVERIFY(m_view->saveCoco(folder.filePath("notes.json")));
        QCOMPARE(m_view->message(),
            "2 of 3 notes saved, 1 left out: no object class, or no area inside the picture.");
        QVERIFY(!contentOf(folder.filePath("notes.json")).contains("BloodImage_00114"));
        QCOMPARE(saved.size(), 3);
        QCOMPARE(saved[2][0].toString(), folder.filePath("notes.json"));
        QVERIFY(!m_view->saveCsv(folder.filePath("no/such/folder.csv")));
        QCOMPARE(failed.size(), 1);
        m_view->setNotes({notes[1]});
        QVERIFY(!m_view->saveCoco(folder.filePath("none.json")));
        QCOMPARE(failed.size(), 2);
        QVERIFY(!QFile::exists(folder.filePath("none.json")));
    }

    void theMenuOffersWhatCanBeDone()
    {
        const auto enabled = [this] {
            auto* more = m_view->findChild<QToolButton*>();
            more->click();
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QStringList words;
            for (const QAction* action : menu ? menu->actions() : QList<QAction*>())
                if (action->isEnabled() && !action->isSeparator())
                    words << action->text();
            if (menu)
                menu->close();
            return words;
        };
        QCOMPARE(enabled(), QStringList());
        m_view->setNotes(madeUpNotes());
        QCOMPARE(enabled(), (QStringList {"Copy all notes", "Save as CSV…", "Save as COCO JSON…"}));
        m_view->list()->setCurrentIndex(m_view->model().index(0));
        QCOMPARE(enabled(),
            (QStringList {"Go to the RoI", "Edit the text", "Delete", "Copy the marked notes",
                "Save as CSV…", "Save as COCO JSON…"}));
        m_view->deleteMarked();
        QVERIFY(enabled().contains("Put back"));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1., 1.5, 2.})
            QTest::addRow("%.1f", scale) << scale;
    }

    void nothingIsClipped()
    {
        QFETCH(double, scale);
        Theme::instance().setScale(scale);
        m_view->resize(int(300 * scale), int(300 * scale));
        const auto allFit = [this] {
            QTest::qWait(20);
            for (const QLabel* label : m_view->findChildren<QLabel*>())
                if (label->isVisible() && label->hasHeightForWidth())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                        qPrintable(label->text()));
        };
        allFit();
        auto notes = madeUpNotes();
        notes[1].label = 0;
        m_view->setNotes(notes);
        QTemporaryDir folder;
        QVERIFY(m_view->saveCoco(folder.filePath("notes.json")));
        allFit();
        QCOMPARE(
            m_view->list()->visualRect(m_view->model().index(0)).height(), NoteCells::rowHeight());
        Theme::instance().setScale(1);
    }

    void takesPictures()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder for the pictures");
        MadeUpPictures pictures;
        m_view->setPictureSource(&pictures);
        for (const int width : {300, 420}) {
            m_view->setNotes({});
            shoot(*m_view, QString("notes-empty-%1").arg(width), {width, 300});
            m_view->setNotes(madeUpNotes());
            m_view->list()->setCurrentIndex(m_view->model().index(0));
            shoot(*m_view, QString("notes-%1").arg(width), {width, 300});
            auto notes = madeUpNotes();
            notes[1].label = 0;
            notes[2].picture.name.clear();
            m_view->setNotes(notes);
            QTemporaryDir folder;
            m_view->saveCoco(folder.filePath("notes.json"));
            shoot(*m_view, QString("notes-saved-%1").arg(width), {width, 300});
            m_view->list()->setCurrentIndex(m_view->model().index(0));
            m_view->deleteMarked();
            RoiNote unwritten = madeUpNotes()[2];
            shoot(*m_view, QString("notes-deleted-%1").arg(width), {width, 300});
            m_view->add(unwritten);
            shoot(*m_view, QString("notes-writing-%1").arg(width), {width, 300});
        }
        m_view->setPictureSource(nullptr);
    }

private:
    std::unique_ptr<NotesView> m_view {};
};

QTEST_MAIN(TestNotesView)
#include "tst_notes_view.moc"

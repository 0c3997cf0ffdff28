#include "widgets/help/help_pages.h"
#include "widgets/help/help_view.h"
#include "widgets/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>

#include <algorithm>
#include <cmath>

using namespace hardlens;

class TestHelpView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    void everyPageIsThere()
    {
        QStringList files = QDir(HL_SOURCE_DIR "/resources/help").entryList({"*.md"}, QDir::Files);
        QStringList ids;
        for (const HelpPage& page : helpPages()) {
            ids << page.id + ".md";
            QVERIFY2(page.markdown.startsWith("# " + page.title + "\n"), qPrintable(page.id));
            const qsizetype lines = page.markdown.count('\n');
            QVERIFY2(lines >= 15 && lines <= 45, qPrintable(page.id));
        }
        files.sort();
        ids.sort();
        QCOMPARE(ids, files);
        QCOMPARE(ids.removeDuplicates(), qsizetype(0));
    }

    void linksLeadSomewhere()
    {
        static const QRegularExpression link("(?<!!)\\[[^\\]]*\\]\\(([^)]*)\\)"); // no pictures
        int links = 0;
        for (const HelpPage& page : helpPages())
            for (auto it = link.globalMatch(page.markdown); it.hasNext(); ++links) {
                const QString target = it.next().captured(1);
                QVERIFY2(target.startsWith("help:") && helpPageOf(target.mid(5)) >= 0,
                    qPrintable(page.id + ": " + target));
                QVERIFY2(target.mid(5) != page.id, qPrintable(page.id));
            }
        QVERIFY(links > 10);
    }

    void everyPageHasItsPicture()
    {
        for (const HelpPage& page : helpPages()) {
            const QString name = "pictures/" + page.id + ".png";
            QVERIFY2(page.markdown.contains("](" + name + ")"), qPrintable(page.id));
            const QFileInfo file(":/help/" + name);
            QVERIFY2(file.size() > 0 && file.size() <= 60000, qPrintable(page.id));
            QVERIFY2(QImage(file.filePath()).width() <= 560, qPrintable(page.id));
        }
    }

    /// As large as the scale asks for, but never wider than the page.
    void picturesFollowScaleAndWidth()
    {
        const auto pictureSize = [](const HelpView& view) {
            const QTextDocument& document = *view.browser()->document();
            for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
                for (auto it = block.begin(); !it.atEnd(); ++it)
                    if (it.fragment().charFormat().isImageFormat()) {
                        const auto format = it.fragment().charFormat().toImageFormat();
                        return QSizeF(format.width(), format.height());
                    }
            return QSizeF();
        };
        const QSizeF own = QImage(":/help/pictures/rois.png").size();
        HelpView view;
        view.resize(1400, 600);
        view.show();
        QCOMPARE(pictureSize(view), own);
        Theme::instance().setScale(1.5);
        QCOMPARE(pictureSize(view).width(), 1.5 * own.width());
        Theme::instance().setScale(1);
        view.resize(600, 600);
        QTRY_VERIFY(pictureSize(view).width() < own.width());
        QVERIFY(pictureSize(view).width() <= view.browser()->lineWrapColumnOrWidth());
        QVERIFY(std::abs(pictureSize(view).height() / pictureSize(view).width()
                    - own.height() / own.width())
            < 0.01);
    }

    void narrowDocksLeaveThePageItsWidth()
    {
        HelpView view;
        view.resize(330, 400);
        view.show();
        QVERIFY(view.browser()->lineWrapColumnOrWidth() > 250);
        QTRY_VERIFY(view.browser()->width() > 280);
        view.resize(900, 400);
        QTRY_VERIFY(view.browser()->x() > 150); // beside the contents
    }

    void findsPages()
    {
        const auto titles = [](const QString& query) {
            QStringList all;
            for (const int i : findHelp(query, Bench::Detection))
                all << helpPages()[size_t(i)].title;
            return all;
        };
        const auto ofOthers
            = std::ranges::count(helpPages(), std::optional(Bench::Embedding), &HelpPage::bench);
        QVERIFY(ofOthers > 5);
        QCOMPARE(titles("").size(), qsizetype(helpPages().size()) - ofOthers);
        QCOMPARE(titles("MEAN loss").first(), "Mean loss"); // in the title first
        QVERIFY(titles("mean loss").size() > 1);
        QCOMPARE(titles("logarithmic heap"), (QStringList {"Loss histogram"}));
        QVERIFY(titles("nosuchword").isEmpty());
        QCOMPARE(helpPageOf("nosuchpage"), -1);
    }

    void showsPages()
    {
        HelpView view;
        view.resize(900, 600);
        view.show();
        QCOMPARE(view.page(), "rois");
        view.showPage("loss-histogram");
        QVERIFY(view.browser()->toPlainText().startsWith("Loss histogram"));
        QCOMPARE(view.findChild<QListWidget*>()->currentItem()->text(), "Loss histogram");
        Q_EMIT view.browser()->anchorClicked(QUrl("help:why-this-roi"));
        QCOMPARE(view.page(), "why-this-roi");
        view.back();
        QCOMPARE(view.page(), "loss-histogram");
        view.back();
        view.back();
        QCOMPARE(view.page(), "rois");
        view.showPage("nosuchpage");
        QCOMPARE(view.page(), "rois");
    }

    void tablesAndHeadingsAreOurs()
    {
        HelpView view;
        view.showPage("roi-table");
        const QTextDocument& document = *view.browser()->document();
        int tables = 0;
        for (QTextFrame* frame : document.rootFrame()->childFrames())
            if (const auto* table = qobject_cast<QTextTable*>(frame)) {
                ++tables;
                QCOMPARE(table->columns(), 2);
                QCOMPARE(table->format().borderBrush().color(), darkPalette().line);
            }
        QCOMPARE(tables, 1);
        QVERIFY(
            document.begin().charFormat().fontPointSize() == 0); // of the fragment, not the block
        QVERIFY(document.begin().begin().fragment().charFormat().fontPointSize()
            > Theme::instance().font().pointSizeF() * 1.5);
    }

    void theSearchNarrowsTheContents()
    {
        HelpView view;
        view.resize(900, 600);
        view.show();
        auto* search = view.findChild<QLineEdit*>();
        QTest::keyClicks(search, "duplicates");
        const qsizetype all = qsizetype(findHelp({}, Bench::Detection).size());
        QVERIFY(view.listed().size() > 1 && view.listed().size() < all);
        QVERIFY(!view.browser()->extraSelections().isEmpty());
        QTest::keyClick(search, Qt::Key_Down);
        QCOMPARE(view.findChild<QListWidget*>()->currentRow(), 1);
        QCOMPARE(helpPages()[size_t(helpPageOf(view.page()))].title, view.listed()[1]);
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(view.listed().size(), all);
        QVERIFY(view.browser()->extraSelections().isEmpty());
        QTest::keyClicks(search, "nosuchword");
        QVERIFY(view.listed().isEmpty());
        QVERIFY(!view.browser()->toPlainText().isEmpty());
    }

    void anotherThemeKeepsThePage()
    {
        HelpView view;
        view.showPage("controls");
        Theme::instance().choose(Theme::Choice::Light);
        QCOMPARE(view.page(), "controls");
        view.back();
        QCOMPARE(view.page(), "rois");
        Theme::instance().choose(Theme::Choice::Dark);
    }
};

QTEST_MAIN(TestHelpView)
#include "tst_help_view.moc"

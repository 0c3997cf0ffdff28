#include "tests/widgets/made_up_run.h"
#include "widgets/export/export_menu.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/plots/time_plot.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

QStringList textsOf(const QMenu& menu)
{
    QStringList texts;
    for (const QAction* action : menu.actions()) {
        if (!action->isSeparator())
            texts << action->text();
        if (action->menu())
            texts << textsOf(*action->menu());
    }
    return texts;
}

QAction* actionOf(const QMenu& menu, const QString& begin)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(begin))
            return action;
    return nullptr;
}

QStringList rowsOf(const QString& csv)
{
    return csv.split("\r\n", Qt::SkipEmptyParts);
}

} // namespace

class TestExportMenu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Theme::instance().choose(Theme::Choice::Dark);
        QVERIFY(m_folder.isValid());
    }

    void offersPicturesAndData()
    {
        PlotArea plot("Loss against IoU");
        plot.resize(300, 200);
        const QStringList pictures {"Copy picture", "Save as PNG", "1× · 300 × 200…",
            "2× · 600 × 400…", "3× · 900 × 600…", "4× · 1200 × 800…", "Save as SVG…",
            "Save as PDF…"};
        QCOMPARE(textsOf(*plot.exports()->menu()), pictures);
        plot.exports()->setTable("CSV of the points", [] { return QString("x\r\n1\r\n"); });
        QCOMPARE(textsOf(*plot.exports()->menu()),
            pictures + QStringList({"Copy data", "CSV of the points…"}));
        actionOf(*plot.exports()->menu(), "Copy data")->trigger();
        QCOMPARE(QApplication::clipboard()->text(), "x\r\n1\r\n");
        actionOf(*plot.exports()->menu(), "Copy picture")->trigger();
        QCOMPARE(QApplication::clipboard()->image().size(), QSize(300, 200));
    }

    void opensOnARightClick()
    {
        LossHistogramView view;
        view.resize(420, 240);
        view.show();
        QContextMenuEvent event(
            QContextMenuEvent::Mouse, {50, 50}, view.mapToGlobal(QPoint(50, 50)));
        QApplication::sendEvent(view.plot(), &event);
        QPointer<QWidget> menu = QApplication::activePopupWidget();
        QVERIFY(qobject_cast<QMenu*>(menu));
        menu->close();
        QTRY_VERIFY(!menu);
    }

    void asksForAFileWithoutStoppingTheRun()
    {
        LossHistogramView view;
        view.resize(420, 240);
        view.show();
        view.setStep(madeUpStep());
        actionOf(*view.plot()->exports()->menu(), "CSV")->trigger();
        QPointer<QFileDialog> dialog = view.findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible()); // and we are here, not inside it
        QVERIFY(dialog->selectedFiles().value(0).endsWith("/loss-histogram-step-412.csv"));
        QSignalSpy saved(view.plot()->exports(), &ExportMenu::saved);
        Q_EMIT dialog->fileSelected(m_folder.filePath("bins.csv"));
        QCOMPARE(saved.size(), 1);
        QVERIFY(QFile::exists(m_folder.filePath("bins.csv")));
        dialog->close();
        QTRY_VERIFY(!dialog);
    }

    void namesSayWhatAndWhen()
    {
        LossHistogramView histogram;
        QCOMPARE(histogram.plot()->exports()->suggestedName("png"), "loss-histogram.png");
        const auto step = madeUpStep();
        histogram.setStep(step);
        QCOMPARE(histogram.plot()->exports()->suggestedName("png"), "loss-histogram-step-412.png");
        histogram.setDetection({step, &step->detection()}, "pinned after step 400");
        QCOMPARE(histogram.plot()->exports()->suggestedName("svg"),
            "loss-histogram-pinned-after-step-400.svg");
        PlotArea plot("../Loss against IoU!");
        QCOMPARE(plot.exports()->suggestedName("pdf"), "loss-against-iou.pdf");
        KeptView kept;
        kept.show();
        kept.setHistory(madeUpHistory(30));
        QCOMPARE(kept.plot()->exports()->suggestedName("csv"), "what-was-kept-step-30.csv");
    }

    void headingIsThePanels()
    {
        LossHistogramView view;
        view.show();
        view.setStep(madeUpStep());
        const PictureHeading heading = view.plot()->exports()->subject().heading;
        QCOMPARE(heading.title, "Loss of all 2 000 RoIs");
        QCOMPARE(heading.note, "58 of the raw top 128 were duplicates");
        view.plot()->exports()->setHeading([] { return PictureHeading {"Other", {}}; });
        QCOMPARE(view.plot()->exports()->subject().heading.title, "Other");
        PlotArea alone("alone");
        QVERIFY(alone.exports()->subject().heading.isEmpty());
    }

    void savesFiles()
    {
        LossHistogramView view;
        view.resize(420, 240);
        view.show();
        ExportMenu& exports = *view.plot()->exports();
        QSignalSpy saved(&exports, &ExportMenu::saved), failed(&exports, &ExportMenu::failed);
        const QString csv = m_folder.filePath("empty.csv");
        QVERIFY(!exports.saveTable(csv));
        QCOMPARE(failed.takeFirst()[0].toString(), "Not saved: there are no data yet.");
        QVERIFY(!QFile::exists(csv));
        view.setStep(madeUpStep());
        for (const ExportFormat format :
            {ExportFormat::Png, ExportFormat::Svg, ExportFormat::Pdf}) {
            const QString file = m_folder.filePath("häßlich." + endingOf(format));
            QVERIFY(exports.savePicture(file, format, 2));
            QVERIFY(QFile(file).size() > 1000);
            QCOMPARE(saved.takeFirst()[0].toString(), file);
        }
        QVERIFY(exports.saveTable(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), view.visibleCsv().toUtf8());
        QVERIFY(failed.isEmpty());
    }

    void aFailedWriteIsOneMessage()
    {
        LossHistogramView view;
        view.show();
        view.setStep(madeUpStep());
        ExportMenu& exports = *view.plot()->exports();
        QSignalSpy failed(&exports, &ExportMenu::failed);
        QVERIFY(!exports.saveTable(m_folder.filePath("no/such/folder/a.csv")));
        QVERIFY(!exports.savePicture(m_folder.path(), ExportFormat::Png));
        QCOMPARE(failed.size(), 2);
        const QString first = failed[0][0].toString(), second = failed[1][0].toString();
        QVERIFY2(first.contains("a.csv") && first.contains("No such file"), qPrintable(first));
        QVERIFY2(second.contains("not a regular file"), qPrintable(second));
        QVERIFY(!QApplication::activeModalWidget());
    }

    void histogramTable()
    {
        LossHistogramView view;
        view.show();
        QCOMPARE(view.visibleCsv(), QString());
        view.setStep(madeUpStep(false));
        QCOMPARE(view.visibleCsv(), QString()); // no losses, no bins
        view.setStep(madeUpStep());
        const QStringList rows = rowsOf(view.visibleCsv());
        QCOMPARE(rows[0], "loss_from,loss_to,selected,suppressed,other");
        QCOMPARE(size_t(rows.size()), view.histogram().bins.size() + 1);
        QVERIFY(rows.last().split(',')[1] == "inf");
        int64_t rois = 0;
        for (const QString& row : rows.mid(1))
            for (const QString& count : row.split(',').mid(2))
                rois += count.toInt();
        QCOMPARE(rois, int64_t(2000));
        // Bins follow each other: 40 equal ones, then the rest.
        QCOMPARE(rows[5].split(',')[1], rows[6].split(',')[0]);
        QCOMPARE(rows[41].split(',')[0].toDouble(), view.histogram().upper);
    }

    void curvesTableIsWhatIsSeen()
    {
        LossCurvesView view;
        view.resize(420, 240);
        view.show();
        QCOMPARE(view.visibleCsv(), QString());
        const History history = madeUpHistory(400);
        view.setHistory(history);
        QCOMPARE(rowsOf(view.visibleCsv()).size(), 401);
        view.plot()->zoomTo({99.5, 110.5}, {0, 1});
        const QStringList rows = rowsOf(view.visibleCsv());
        QCOMPARE(rows.size(), 1 + 11); // steps 100 … 110
        const QStringList first = rows[1].split(',');
        QCOMPARE(first[0], "100");
        QCOMPARE(first[1].toDouble(), history.steps[99].trainSeconds);
        QCOMPARE(first[2].toFloat(), history.steps[99].meanLossAll);
        QCOMPARE(first[3].toFloat(), history.steps[99].meanLossSelected);
        view.setAxis(LossCurvesView::Axis::Time);
        view.plot()->zoomTo({15, 16}, {0, 1}); // 0.15 s a step: 100 … 106
        QCOMPARE(rowsOf(view.visibleCsv()).size(), 1 + 7);
        view.clear();
        QCOMPARE(view.visibleCsv(), QString());
    }

    void precisionTableIsWhatIsSeen()
    {
        PrecisionView view;
        view.resize(420, 240);
        view.show();
        QCOMPARE(view.visibleCsv(), QString());
        view.setHistory(madeUpHistory(450));
        QStringList rows = rowsOf(view.visibleCsv());
        QCOMPARE(rows[0],
            "step,train_seconds,pictures,iou,map,ap_RBC,ap_WBC,ap_Platelets,"
            "ap_very long class name,ap_absent");
        QCOMPARE(rows.size(), 1 + 4);
        QVERIFY(rows[1].startsWith("100,15,100,0.5,"));
        QVERIFY(rows[1].endsWith(",")); // a class without objects has no AP
        view.plot()->zoomTo({150, 350}, {0, 1});
        QCOMPARE(rowsOf(view.visibleCsv()).size(), 1 + 2);
    }

    void keptTable()
    {
        KeptView view;
        view.show();
        QCOMPARE(view.visibleCsv(), QString());
        const History history = madeUpHistory(30);
        view.setHistory(history);
        const QStringList rows = rowsOf(view.visibleCsv());
        QCOMPARE(rows[0],
            "first_step,last_step,box_only,wrong_class,missed_object,near_threshold,"
            "far_background");
        QCOMPARE(rows.size(), 1 + 30);
        const auto& kept = history.steps[4].keptByCause;
        QCOMPARE(rows[5],
            QString("5,5,%1,%2,%3,%4,%5")
                .arg(kept[size_t(KeptCause::BoxOnly)])
                .arg(kept[size_t(KeptCause::WrongClass)])
                .arg(kept[size_t(KeptCause::MissedObject)])
                .arg(kept[size_t(KeptCause::NearThreshold)])
                .arg(kept[size_t(KeptCause::FarBackground)]));
    }

private:
    QTemporaryDir m_folder {};
};

QTEST_MAIN(TestExportMenu)
#include "tst_export_menu.moc"

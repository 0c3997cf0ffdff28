#include "made_up_detections.h"
#include "widgets/detections/class_list_model.h"
#include "widgets/detections/picture_list_model.h"
#include "widgets/detections/verdict_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

constexpr auto fatal = QAbstractItemModelTester::FailureReportingMode::QtTest;

QStringList names(const PictureListModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, PictureListModel::Name).data().toString();
    return names;
}

QStringList row(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int c = 0; c < model.columnCount(); ++c)
        cells << model.index(row, c).data().toString();
    return cells;
}

} // namespace

class TestDetectionLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_made = evaluated(threePictures());
        m_judged = judgeDetections(m_made.detections, {});
    }

    void picturesWithTheirCounts()
    {
        PictureListModel model;
        QAbstractItemModelTester tester(&model, fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setPictures(m_made.detections, counts(.5f));
        // The worst first: of 3 missed, 2 false and none.
        QCOMPARE(names(model), (QStringList {"blind", "busy", "good"}));
        QCOMPARE(row(model, 0), (QStringList {"blind", "0", "3", "0", "3"}));
        QCOMPARE(row(model, 1), (QStringList {"busy", "0", "0", "2", "2"}));
        QCOMPARE(row(model, 2), (QStringList {"good", "1", "0", "0", "0"}));
        model.setPictures(nullptr, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void sortsByEveryColumn()
    {
        PictureListModel model;
        QAbstractItemModelTester tester(&model, fatal);
        model.setPictures(m_made.detections, counts(.5f));
        model.sort(PictureListModel::Name, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList {"blind", "busy", "good"}));
        model.sort(PictureListModel::Name, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList {"good", "busy", "blind"}));
        model.sort(PictureListModel::Found, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList {"good", "blind", "busy"})); // a tie: more errors first
        model.sort(PictureListModel::Missed, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList {"blind", "busy", "good"}));
        model.sort(PictureListModel::False, Qt::DescendingOrder);
        QCOMPARE(names(model), (QStringList {"busy", "blind", "good"}));
        model.sort(PictureListModel::Errors, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList {"good", "busy", "blind"}));
        QCOMPARE(model.pictureAt(0), int64_t {0});
        QCOMPARE(model.rowOf(1), 2);
        QCOMPARE(model.pictureAt(3), int64_t {-1});
        QCOMPARE(model.rowOf(7), -1);
    }

    void rowsMoveWithTheCounts()
    {
        PictureListModel model;
        QAbstractItemModelTester tester(&model, fatal);
        model.setPictures(m_made.detections, counts(.5f));
        model.sort(PictureListModel::False, Qt::DescendingOrder);
        const QPersistentModelIndex busy = model.index(0, PictureListModel::False);
        QSignalSpy moved(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCounts(counts(.7f)); // one of its false ones goes
        QCOMPARE(busy.data().toInt(), 1);
        QCOMPARE(moved.count(), 0);
        QCOMPARE(changed.count(), 1);
        model.setCounts(counts(.95f)); // nothing is detected: most missed first
        QCOMPARE(names(model), (QStringList {"blind", "good", "busy"}));
        QCOMPARE(busy.row(), 2);
        QCOMPARE(moved.count(), 1);
    }

    void classesAtAThreshold()
    {
        ClassListModel model;
        QAbstractItemModelTester tester(&model, fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setEvaluation(m_made.evaluation);
        model.setSummary(summariseDetections(m_judged, .5f, 0));
        // AP of RBC: recall 1/3 at precision 1 (.9), then 2/3 at 2/3 (.4): (1 + 2/3) / 3.
        QCOMPARE(row(model, 1), (QStringList {"RBC", "0.556", "0.50", "0.33"}));
        QCOMPARE(row(model, 2), (QStringList {"WBC", "0.000", "0.00", "0.00"}));
        QCOMPARE(row(model, 3), (QStringList {"Platelets", "–", "–", "–"}));
        // All together: 1 of 3 detections right, 1 of 4 objects found.
        QCOMPARE(row(model, 0), (QStringList {"all classes", "0.278", "0.33", "0.25"}));
        model.setSummary(summariseDetections(m_judged, .4f, 0));
        QCOMPARE(row(model, 1), (QStringList {"RBC", "0.556", "0.67", "0.67"}));
        model.setEvaluation(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void saysTheCauses()
    {
        using enum DetectionVerdict;
        DetectionCounts c {.objects = 9};
        c.verdicts[size_t(TruePositive)] = 7;
        QCOMPARE(countsText(c), "7 of 9 objects found; 0 false");
        c.verdicts[size_t(Background)] = 3;
        c.verdicts[size_t(Duplicate)] = 1;
        c.verdicts[size_t(Ignored)] = 2;
        QCOMPARE(
            countsText(c), "7 of 9 objects found; 4 false: 3 background, 1 duplicate; 2 ignored");
    }

private:
    std::vector<DetectionCounts> counts(float score) const
    {
        return summariseDetections(m_judged, score, 0).pictures;
    }

    MadeUpEvaluation m_made {};
    JudgedDetections m_judged {};
};

QTEST_GUILESS_MAIN(TestDetectionLists)
#include "tst_detection_lists.moc"

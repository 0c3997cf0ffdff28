#include "made_up_hardness.h"
#include "tests/widgets/roi/made_up_step.h"
#include "tests/widgets/shots.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/plots/axis_switch.h"

#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <limits>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const QSize side {520, 420};
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

HardnessRow picture(const char* name, uint64_t id, int64_t selected, float meanLoss,
    std::vector<float> curve = {}, bool staysHard = false)
{
    return {.of = HardnessOf::Picture,
        .name = name,
        .picture = {.contentId = id},
        .visits = 2,
        .rois = 10,
        .selected = selected,
        .meanLoss = meanLoss,
        .latestLoss = meanLoss,
        .curve = std::move(curve),
        .staysHard = staysHard};
}

HardestModel::Rows threePictures()
{
    return std::make_shared<const std::vector<HardnessRow>>(std::vector {
        picture("cells-1", 1, 4, 0.5F, {2, nan, 0.5F}),
        picture("cells-2", 2, 9, nan),
        picture("Yeast", 3, 4, 1.5F, {1, 1, 1.75F}, true),
    });
}

QStringList names(const HardestModel& model)
{
    QStringList all;
    for (int i = 0; i < model.rowCount(); ++i)
        all << QString::fromStdString(model.row(i).name);
    return all;
}

QStringList sorted(HardestModel& model, HardestModel::Column column, Qt::SortOrder order)
{
    model.sort(column, order);
    return names(model);
}

QPoint placeOf(const HardestView& view, int row, int column = 0)
{
    return view.table()->visualRect(view.model().index(row, column)).center();
}

void clickHeader(HardestView& view, int column)
{
    QHeaderView& header = *view.table()->horizontalHeader();
    const int x = header.sectionViewportPosition(column) + header.sectionSize(column) / 2;
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, {x, header.height() / 2});
}

QString markedName(const HardestView& view)
{
    const QModelIndex index = view.table()->currentIndex();
    return index.isValid() ? QString::fromStdString(view.model().row(index.row()).name) : QString();
}

} // namespace

class tst_hardest_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void sortsByEveryColumn();
    void filtersByNameAndFlag();
    void showsFiguresAsTheyAre();
    void saysWhyThereIsNothing();
    void switchesBetweenKinds();
    void aClickOnAHeaderSorts();
    void newFiguresKeepWhatIsMarked();
    void enterAndDoubleClickGoThere();
    void ctrlFSearches();
    void narrowPanelsFoldColumns();
    void csvIsWhatIsSeen();
    void fiftyThousandObjects();
    void shots();
};

void tst_hardest_view::sortsByEveryColumn()
{
    using Names = QStringList;
    HardestModel model;
    model.setRows(threePictures());
    QCOMPARE(names(model), (Names {"cells-2", "cells-1", "Yeast"})); // most often selected first
    QCOMPARE(sorted(model, HardestModel::Name, Qt::AscendingOrder),
        (Names {"Yeast", "cells-1", "cells-2"}));
    QCOMPARE(sorted(model, HardestModel::Name, Qt::DescendingOrder),
        (Names {"cells-2", "cells-1", "Yeast"}));
    // What has no loss comes last in either order.
    QCOMPARE(sorted(model, HardestModel::MeanLoss, Qt::DescendingOrder),
        (Names {"Yeast", "cells-1", "cells-2"}));
    QCOMPARE(sorted(model, HardestModel::MeanLoss, Qt::AscendingOrder),
        (Names {"cells-1", "Yeast", "cells-2"}));
    // Risen by 0.75, fallen by 1.5, without a curve.
    QCOMPARE(sorted(model, HardestModel::Curve, Qt::DescendingOrder),
        (Names {"Yeast", "cells-1", "cells-2"}));
    // Equal values keep the order in which they came.
    QCOMPARE(sorted(model, HardestModel::Selected, Qt::AscendingOrder),
        (Names {"cells-1", "Yeast", "cells-2"}));
    QCOMPARE(model.curveTop(), 2.F);
    QCOMPARE(model.stayingHard(), 1);
}

void tst_hardest_view::filtersByNameAndFlag()
{
    HardestModel model;
    model.setRows(threePictures());
    model.setFilter({"CELL"}, false);
    QCOMPARE(names(model), (QStringList {"cells-2", "cells-1"}));
    model.setFilter({"cell", "1"}, false);
    QCOMPARE(names(model), (QStringList {"cells-1"}));
    QCOMPARE(model.rowsInAll(), size_t(3));
    model.setFilter({}, true);
    QCOMPARE(names(model), (QStringList {"Yeast"}));
    model.setFilter({"cell"}, true);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.rowOf({HardnessOf::Picture, 1, 0}), -1);
    model.setFilter({}, false);
    QCOMPARE(model.rowOf({HardnessOf::Picture, 1, 0}), 1);
    QCOMPARE(model.rowOf({HardnessOf::Object, 1, 0}), -1);
}

void tst_hardest_view::showsFiguresAsTheyAre()
{
    HardestModel model;
    model.setRows(threePictures());
    const auto text
        = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(0, HardestModel::Name), "cells-2");
    QCOMPARE(text(0, HardestModel::Selected), "9");
    QCOMPARE(text(0, HardestModel::Share), "90.0 %"); // 9 of 10
    QCOMPARE(text(0, HardestModel::MeanLoss), "–");
    QCOMPARE(text(2, HardestModel::MeanLoss), "1.500");
    QVERIFY(model.index(2, 0)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(quantityText(Quantity::StaysHard)));
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), "cells-2");
    model.setRows(std::make_shared<const std::vector<HardnessRow>>(1));
    QCOMPARE(text(0, HardestModel::Share), "–"); // it has no RoIs
}

void tst_hardest_view::saysWhyThereIsNothing()
{
    HardestView view;
    view.resize(side);
    view.show();
    QVERIFY(view.emptyText().contains("press Space to train"));
    view.setRows(std::make_shared<const HardestRows>());
    QCOMPARE(view.emptyText(), "None of these was in a recorded step.");
    view.setRows(madeUpHardness(5, 1));
    QCOMPARE(view.emptyText(), QString());
    QCOMPARE(view.note(), "5 of 5 · Enter goes there");
    QTest::keyClicks(view.findChild<QLineEdit*>(), "nosuchword");
    QCOMPARE(view.emptyText(), "No row has these words or flags.");
    QCOMPARE(view.note(), "0 of 5 · Enter goes there");
    view.setRows(nullptr);
    QVERIFY(view.emptyText().contains("press Space to train"));
}

void tst_hardest_view::switchesBetweenKinds()
{
    HardestView view;
    view.resize(side);
    view.show();
    view.setRows(madeUpHardness(6, 3));
    QCOMPARE(view.model().rowCount(), 6);
    view.findChild<AxisSwitch*>()->setCurrent(1);
    QCOMPARE(view.kind(), HardnessOf::Object);
    QCOMPARE(view.model().rowCount(), 18);
    view.setKind(HardnessOf::Class);
    QCOMPARE(view.findChild<AxisSwitch*>()->current(), 2);
    QCOMPARE(view.model().rowCount(), 4);
}

void tst_hardest_view::aClickOnAHeaderSorts()
{
    HardestView view;
    view.resize(900, 420);
    view.show();
    view.setRows(madeUpHardness(20, 1));
    clickHeader(view, HardestModel::LatestLoss);
    QCOMPARE(view.model().sortColumn(), HardestModel::LatestLoss);
    QCOMPARE(view.model().sortOrder(), Qt::DescendingOrder); // the hardest first
    clickHeader(view, HardestModel::LatestLoss);
    QCOMPARE(view.model().sortOrder(), Qt::AscendingOrder);
    view.setRows(madeUpHardness(25, 1)); // newer figures
    QCOMPARE(view.model().sortColumn(), HardestModel::LatestLoss);
    QVERIFY(view.model().row(0).latestLoss <= view.model().row(24).latestLoss);
}

void tst_hardest_view::newFiguresKeepWhatIsMarked()
{
    HardestView view;
    view.resize(side);
    view.show();
    view.setRows(madeUpHardness(200, 1));
    QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, {}, placeOf(view, 2));
    const QString name = markedName(view);
    QVERIFY(!name.isEmpty());
    QTest::keyClick(view.table(), Qt::Key_Down);
    const QString next = markedName(view);
    QVERIFY(next != name);
    view.table()->verticalScrollBar()->setValue(300);
    auto rows = std::make_shared<HardestRows>(*madeUpHardness(200, 1));
    for (HardnessRow& row : rows->pictures)
        row.selected = 1'000'000 - row.selected; // the order turns round
    view.setRows(rows);
    QCOMPARE(markedName(view), next);
    QVERIFY(view.table()->currentIndex().row() > 100);
    QCOMPARE(view.table()->verticalScrollBar()->value(), 300);
    // Filtered out and back again, it is still the one.
    QTest::keyClicks(view.findChild<QLineEdit*>(), "nosuchword");
    QCOMPARE(markedName(view), QString());
    view.findChild<QLineEdit*>()->clear();
    QCOMPARE(markedName(view), next);
    view.setKind(HardnessOf::Object);
    QCOMPARE(markedName(view), QString()); // each kind has its own
    view.setKind(HardnessOf::Picture);
    QCOMPARE(markedName(view), next);
    view.setRows(nullptr);
    view.setRows(madeUpHardness(200, 1)); // another run
    QCOMPARE(markedName(view), QString());
}

void tst_hardest_view::enterAndDoubleClickGoThere()
{
    HardestView view;
    view.resize(side);
    view.show();
    view.setRows(madeUpHardness(20, 1));
    QSignalSpy activated(&view, &HardestView::activated);
    QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, {}, placeOf(view, 1));
    QCOMPARE(activated.size(), 0);
    QTest::mouseDClick(view.table()->viewport(), Qt::LeftButton, {}, placeOf(view, 1));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<HardnessRow>().name, view.model().row(1).name);
    QTest::keyClick(view.table(), Qt::Key_Down);
    QTest::keyClick(view.table(), Qt::Key_Return);
    QCOMPARE(activated.size(), 2);
    QCOMPARE(activated[1][0].value<HardnessRow>().name, view.model().row(2).name);
}

void tst_hardest_view::ctrlFSearches()
{
    HardestView view;
    view.resize(side);
    view.show();
    QApplication::setActiveWindow(&view);
    view.setRows(madeUpHardness(100, 1));
    view.setKind(HardnessOf::Object);
    view.table()->setFocus();
    QTest::keyClick(view.table(), Qt::Key_F, Qt::ControlModifier);
    auto* search = view.findChild<QLineEdit*>();
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, "00042");
    QCOMPARE(view.model().rowCount(), 1);
    search->clear();
    auto* flagged = view.findChild<QToolButton*>("Flagged");
    QCOMPARE(flagged->text(), "▲ 3"); // objects 3, 43, 83
    QTest::mouseClick(flagged, Qt::LeftButton);
    QCOMPARE(view.model().rowCount(), 3);
    view.setKind(HardnessOf::Class); // no class stays hard: the way back is still there
    QVERIFY(flagged->isVisible());
    QTest::mouseClick(flagged, Qt::LeftButton);
    QVERIFY(!flagged->isVisible());
}

void tst_hardest_view::narrowPanelsFoldColumns()
{
    HardestView view;
    view.setRows(madeUpHardness(5, 1));
    view.resize(900, 300);
    view.show();
    const auto seen = [&] {
        int columns = 0, width = 0;
        for (int c = 0; c < HardestModel::columns; ++c)
            if (!view.table()->isColumnHidden(c)) {
                ++columns;
                width += view.table()->columnWidth(c);
            }
        return width <= view.table()->viewport()->width() ? columns : -1;
    };
    QCOMPARE(seen(), int(HardestModel::columns));
    view.resize(300, 300);
    QTRY_VERIFY(seen() >= 2 && seen() < int(HardestModel::columns));
    QVERIFY(!view.table()->isColumnHidden(HardestModel::Selected));
}

void tst_hardest_view::csvIsWhatIsSeen()
{
    HardestView view;
    view.resize(side);
    view.show();
    QCOMPARE(view.visibleCsv(), QString());
    auto rows = std::make_shared<HardestRows>();
    rows->pictures = *threePictures();
    view.setRows(rows);
    QTest::keyClicks(view.findChild<QLineEdit*>(), "1");
    QCOMPARE(view.visibleCsv(),
        "name,times_selected,rois,visits,mean_loss,latest_loss,stays_hard,loss_1,loss_2,loss_3\r\n"
        "cells-1,4,10,2,0.5,0.5,0,2,,0.5\r\n");
}

void tst_hardest_view::fiftyThousandObjects()
{
    HardestView view;
    view.resize(side);
    view.show();
    view.setKind(HardnessOf::Object);
    const auto first = madeUpHardness(5000, 10), second = madeUpHardness(5000, 10);
    const auto timed = [&](const char* what, const std::function<void()>& work) {
        QElapsedTimer timer;
        timer.start();
        work();
        const double ms = double(timer.nsecsElapsed()) * 1e-6;
        qInfo("50000 objects, ms: %s %.1f", what, ms);
        QVERIFY2(ms < 300, what); // a shared machine gets room
    };
    timed("set", [&] { view.setRows(first); });
    QCOMPARE(view.model().rowCount(), 50000);
    view.table()->setCurrentIndex(view.model().index(30000, 0));
    timed("update with a marked row", [&] { view.setRows(second); });
    timed("sort", [&] { view.table()->sortByColumn(HardestModel::MeanLoss, Qt::DescendingOrder); });
    timed("find", [&] { view.findChild<QLineEdit*>()->setText("rbc 042"); });
    timed("paint", [&] { view.table()->viewport()->grab(); });
}

void tst_hardest_view::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    MadeUpPictures pictures;
    HardestView view;
    shoot(view, "hardest-empty", side);
    view.setPictureSource(&pictures);
    view.setRows(madeUpHardness(60, 4));
    view.show();
    view.table()->setCurrentIndex(view.model().index(2, 0));
    QTest::qWait(1500); // pictures are decoded a few at a time
    shoot(view, "hardest-pictures", {640, 420});
    view.setKind(HardnessOf::Object);
    QTest::qWait(1500);
    shoot(view, "hardest-objects", {640, 420});
    shoot(view, "hardest-narrow", {330, 420});
    view.setKind(HardnessOf::Class);
    shoot(view, "hardest-classes", {640, 300});
}

QTEST_MAIN(tst_hardest_view)
#include "tst_hardest_view.moc"

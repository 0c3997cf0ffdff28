#include "tests/widgets/roi/made_up_step.h"
#include "widgets/controls/status_line.h"
#include "widgets/help/quantity_texts.h"
#include "widgets/roi/belief_bars.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/figure_cells.h"
#include "widgets/roi/why_card.h"

#include <QHelpEvent>
#include <QLabel>
#include <QSet>
#include <QTest>
#include <QToolTip>

using namespace hardlens;
using namespace hardlens::test;

class TestQuantityTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyQuantityHasItsOwnSentence()
    {
        QSet<QString> all;
        for (size_t i = 0; i < quantityCount; ++i) {
            const QString text = quantityText(Quantity(i));
            QVERIFY2(text.size() > 15 && text.size() < 260, qPrintable(text));
            all << text;
        }
        QCOMPARE(size_t(all.size()), quantityCount);
    }

    void theCardExplainsItsFigures()
    {
        WhyCard card;
        const auto step = madeUpStep(MadeUpOptions {.pictures = 1, .rois = 200});
        card.setRoi(step, 0, 5);
        const auto* cells = card.findChild<FigureCells*>();
        QCOMPARE(cells->figures().size(), size_t(6));
        for (const Figure& figure : cells->figures())
            QVERIFY2(!figure.toolTip.isEmpty(), qPrintable(figure.name));
        QCOMPARE(cells->figures()[3].toolTip, quantityText(Quantity::Rank));
        QVERIFY(!card.findChild<BeliefBars*>()->toolTip().isEmpty());
    }

    void aCellShowsItsOwnText()
    {
        FigureCells cells;
        cells.setFigures({{"one", "1", false, "first"}, {"two", "2", false, "second"},
            {"three", "3", false, {}}});
        cells.resize(cells.sizeHint());
        cells.show();
        const auto hover = [&](int cell) {
            const QPoint place(cells.width() * (2 * cell + 1) / 6, cells.height() / 2);
            QHelpEvent event(QEvent::ToolTip, place, cells.mapToGlobal(place));
            QApplication::sendEvent(&cells, &event);
            return QToolTip::text();
        };
        QCOMPARE(hover(0), "first");
        QCOMPARE(hover(1), "second");
        hover(2);
        QTRY_VERIFY(!QToolTip::isVisible());
    }

    void theLegendExplainsItsRows()
    {
        FateLegend legend;
        const auto tip = [&](OverlayKind kind) { return legend.row(kind).toolTip(); };
        QVERIFY(tip(OverlayKind::Selected).startsWith(quantityText(Quantity::Selected)));
        QVERIFY(tip(OverlayKind::GroundTruth).endsWith("Click or press 4 to show and hide."));
        QVERIFY(tip(OverlayKind::BelowCut).startsWith(quantityText(Quantity::BelowCut)));
        legend.setStep(madeUpStep(
            MadeUpOptions {.pictures = 1, .rois = 200, .sampler = SamplerKind::Heuristic}));
        QVERIFY(tip(OverlayKind::BelowCut).startsWith(quantityText(Quantity::NotDrawn)));
    }

    void theStatusLineExplainsItsFigures()
    {
        StatusLine status;
        int explained = 0;
        for (const QLabel* label : status.findChildren<QLabel*>())
            explained += !label->toolTip().isEmpty();
        QVERIFY(explained >= 5); // speed, frame, watching, phases, machine
    }
};

QTEST_MAIN(TestQuantityTexts)
#include "tst_quantity_texts.moc"

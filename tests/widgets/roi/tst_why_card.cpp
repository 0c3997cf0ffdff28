#include "made_up_step.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/figure_cells.h"
#include "widgets/roi/why_card.h"
#include "widgets/roi/why_text.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace hardlens;
using namespace hardlens::test;

namespace {

WhyRoi selectedBackground()
{
    WhyRoi why;
    why.fate = Fate::Selected;
    why.rank = 3;
    why.label = 0;
    why.matched = 0;
    why.matchedLabel = 1;
    why.iou = .33F;
    why.lossesComputed = true;
    why.rankingLoss = 3.14F;
    why.cut = 1.41F;
    why.aboveCut = 1.73F;
    why.quota = Quota {.quota = 64, .survivors = 412, .kept = 64, .cut = 1.41F};
    why.suppresses = 7;
    why.decisive = 3;
    return why;
}

int roiWithFate(const DetectionStep& step, Fate fate, int skip = 0)
{
    const auto& rois = step.pictures[0].rois;
    for (int i = 0; i < int(rois.size()); ++i)
        if (rois[size_t(i)].decision.fate == fate && skip-- == 0)
            return i;
    return -1;
}

} // namespace

class TestWhyCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheSelectedOneIs()
    {
        const WhyRoi why = selectedBackground();
        QCOMPARE(whyHeadline(why), "Selected · rank 3");
        QCOMPARE(whyObject(why, bloodClasses()), "label background · best IoU 0.33 with RBC");
        QCOMPARE(whyCut(why), "Cut of its picture at 1.41: 1.73 above it.");
        QCOMPARE(whySentences(why, {}, "#123456"),
            QStringList {"Suppresses 7, of which 3 would have been taken."});
    }

    void saysWhyThereIsNoCut()
    {
        WhyRoi why = selectedBackground();
        why.cut.reset();
        why.aboveCut.reset();
        why.quota = Quota {.quota = 64, .survivors = 51, .kept = 51};
        QCOMPARE(whyCut(why), "No cut of its picture: NMS left 51 of 64.");
        why.sampler = SamplerKind::All;
        QCOMPARE(whyCut(why), "No cut: every RoI is learned from.");
        why.quota.reset();
        QCOMPARE(whyCut(why), "No cut recorded.");
    }

    void linksToTheSuppressor()
    {
        WhyRoi why = selectedBackground();
        why.fate = Fate::Suppressed;
        why.suppresses = 0;
        why.suppressor = Suppressor {.roi = 40, .rank = 2, .loss = 3.5F, .iou = .83F};
        why.wouldHaveBeenTaken = true;
        const QString text = whySentences(why, {}, "#123456").join(' ');
        QVERIFY(text.contains("href=\"40\""));
        QVERIFY(text.contains("RoI 41</a>"));
        QVERIFY(text.contains("at IoU 0.83 &gt; 0.70"));
        QVERIFY(text.contains("Without NMS it would have been taken."));
    }

    void numbersDoNotContradictTheWords()
    {
        WhyRoi why = selectedBackground();
        why.aboveCut = -.003F;
        QCOMPARE(whyCut(why), "Cut of its picture at 1.41: just below it.");
        why.aboveCut = 0.F;
        QCOMPARE(whyCut(why), "Cut of its picture at 1.41, which is this RoI's loss.");
        why.suppressor = Suppressor {.roi = 0, .iou = .704F};
        QVERIFY(whySentences(why, {}, "#123456").join(' ').contains("0.704 &gt; 0.70"));
    }

    void saysThatLossesAreMissing()
    {
        WhyRoi why;
        const QString text = whySentences(why, {}, "#123456").join(' ');
        QVERIFY(text.contains("were not computed"));
    }

    void emptyUntilARoiIsPicked()
    {
        WhyCard card;
        QCOMPARE(card.headline(), "");
        const auto step = madeUpStep({.pictures = 1, .rois = 100, .roisPerStep = 16});
        card.setRoi(step, 0, roiWithFate(*step, Fate::Selected));
        QVERIFY(card.headline().startsWith("Selected"));
        QVERIFY(card.note().endsWith("of 100"));
        card.setRoi(step, 0, 100);
        QCOMPARE(card.headline(), "");
        QCOMPARE(card.note(), "");
        card.setRoi(nullptr, 0, 0);
        card.setRoi(nullptr, -1, -1);
        QCOMPARE(card.headline(), "");
    }

    void followsTheLink()
    {
        const auto step = madeUpStep({.pictures = 1, .rois = 300, .roisPerStep = 16});
        const int roi = roiWithFate(*step, Fate::Suppressed);
        WhyCard card;
        card.setRoi(step, 0, roi);
        QSignalSpy picked(&card, &WhyCard::picked);
        for (QLabel* label : card.findChildren<QLabel*>())
            if (label->text().contains("href"))
                Q_EMIT label->linkActivated(
                    QString::number(step->pictures[0].rois[size_t(roi)].decision.suppressedBy));
        QCOMPARE(picked.count(), 1);
        QCOMPARE(picked[0][1].toInt(), step->pictures[0].rois[size_t(roi)].decision.suppressedBy);
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("width");
        for (const double scale : {1., 1.5, 2.})
            for (const int width : {300, 380})
                QTest::addRow("%.1f-%d", scale, width) << scale << int(width * scale);
    }

    void nothingIsClipped()
    {
        QFETCH(double, scale);
        QFETCH(int, width);
        const auto step = madeUpStep({.pictures = 1});
        Theme::instance().choose(Theme::Choice::Dark);
        Theme::instance().setScale(scale);
        WhyCard card;
        card.setClassNames(bloodClasses());
        card.resize(width, 300);
        card.show();
        for (const Fate fate : {Fate::Selected, Fate::Suppressed, Fate::BelowCut}) {
            card.setRoi(step, 0, roiWithFate(*step, fate, 4));
            QVERIFY(QTest::qWaitForWindowExposed(&card));
            QTest::qWait(20);
            const auto* scroll = card.findChild<QScrollArea*>();
            QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
            for (const QLabel* label : scroll->widget()->findChildren<QLabel*>()) {
                const int needed = label->hasHeightForWidth()
                    ? label->heightForWidth(label->width())
                    : label->sizeHint().height();
                QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            }
            const auto* cells = card.findChild<FigureCells*>();
            QVERIFY(cells->height() >= cells->heightForWidth(cells->width()));
        }
        Theme::instance().setScale(1);
    }

    void numbersDoNotMoveTheLayout()
    {
        const auto step = madeUpStep({.pictures = 1});
        WhyCard card;
        card.setClassNames(bloodClasses());
        card.resize(340, 500);
        card.show();
        QVERIFY(QTest::qWaitForWindowExposed(&card));
        std::optional<QRect> before;
        for (int i = 0; i < 40; ++i) {
            card.setRoi(step, 0, roiWithFate(*step, i % 2 ? Fate::Suppressed : Fate::Selected, i));
            QCoreApplication::processEvents();
            const auto* cells = card.findChild<FigureCells*>();
            if (before)
                QCOMPARE(cells->geometry(), *before);
            before = cells->geometry();
        }
    }

    void takesPictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<double>("scale");
        for (const bool dark : {true, false})
            for (const double scale : {1., 1.5, 2.})
                QTest::addRow("%s-%.1f", dark ? "dark" : "light", scale) << dark << scale;
    }

    void takesPictures()
    {
        const QString folder = qEnvironmentVariable("HL_SHOTS");
        if (folder.isEmpty())
            QSKIP("HL_SHOTS names no folder for the pictures");
        QFETCH(bool, dark);
        QFETCH(double, scale);
        Theme::instance().setScale(scale);
        Theme::instance().choose(dark ? Theme::Choice::Dark : Theme::Choice::Light);
        const auto step = madeUpStep({.pictures = 1});
        MadeUpPictures pictures;
        QWidget column;
        auto* layout = new QHBoxLayout(&column);
        QPalette window = column.palette();
        window.setColor(QPalette::Window, Theme::instance().palette().window);
        column.setPalette(window);
        for (const Fate fate : {Fate::Selected, Fate::Suppressed, Fate::BelowCut, Fate::Ignored}) {
            auto* card = new WhyCard;
            card->setFixedSize(int(310 * scale), int(460 * scale));
            card->setPictureSource(&pictures);
            card->setClassNames(bloodClasses());
            if (fate != Fate::Ignored)
                card->setRoi(step, 0, roiWithFate(*step, fate, 2));
            layout->addWidget(card);
        }
        auto* legend = new FateLegend;
        legend->setStep(step);
        legend->setShown(OverlayKind::Suppressed, false);
        legend->setFixedWidth(int(220 * scale));
        layout->addWidget(legend, 0, Qt::AlignTop);
        column.show();
        QVERIFY(QTest::qWaitForWindowExposed(&column));
        QVERIFY(column.grab().save(QString("%1/card-%2.png").arg(folder, QTest::currentDataTag())));
        Theme::instance().setScale(1);
    }
};

QTEST_MAIN(TestWhyCard)
#include "tst_why_card.moc"

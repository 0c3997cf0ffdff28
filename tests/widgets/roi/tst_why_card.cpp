#include "made_up_step.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/figure_cells.h"
#include "widgets/roi/note_actions.h"
#include "widgets/roi/why_card.h"
#include "widgets/roi/why_text.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QPushButton>
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

/// What is said of a RoI that is not suppressed.
QStringList sentencesOf(const WhyRoi& why, const MiningConfig& mining = {})
{
    return whySentences(std::vector {ChainLink {0, why}}, mining, bloodClasses(), "#123456");
}

/// What is said of a RoI that RoI 41 suppresses.
QString suppressedSentence(const WhyRoi& suppressor, WhyRoi why)
{
    why.fate = Fate::Suppressed;
    why.suppresses = 0;
    if (!why.suppressor)
        why.suppressor = Suppressor {.roi = 40, .rank = 2, .loss = 3.5F, .iou = .83F};
    return whySentences(
        std::vector {ChainLink {0, why}, ChainLink {40, suppressor}}, {}, bloodClasses(), "#123456")
        .join(' ');
}

/// A step with a background RoI, its last one, that is sure of a RBC far from every object.
std::shared_ptr<const DetectionStep> stepWithUnlabelled()
{
    auto step = std::make_shared<DetectionStep>(*madeUpStep({.pictures = 1, .rois = 60}));
    PictureRecord& picture = step->pictures[0];
    std::erase_if(picture.groundTruth, [](const GroundTruth& o) { return o.box.x1 < 80; });
    RoiRecord& roi = picture.rois.back();
    roi.box = roi.decoded = {2, 2, 40, 40};
    roi.label = 0;
    roi.iou = .03F;
    roi.top = {ClassBelief {1, .97F}, ClassBelief {0, .02F}, ClassBelief {2, .01F}};
    return step;
}

int roiWithFate(const DetectionStep& step, Fate fate, int skip = 0)
{
    const auto& rois = step.pictures[0].rois;
    for (int i = 0; i < int(rois.size()); ++i)
        if (rois[size_t(i)].decision.fate == fate && skip-- == 0)
            return i;
    return -1;
}

struct CardToShow
{
    std::shared_ptr<const DetectionStep> step {};
    int roi = -1;
};

/// RoIs of which there is something else to say each.
std::vector<CardToShow> cardsToShow()
{
    const auto step = madeUpStep({.pictures = 1});
    std::vector<CardToShow> cards;
    for (const Fate fate : {Fate::Selected, Fate::Suppressed, Fate::BelowCut, Fate::Ignored})
        cards.push_back({step, roiWithFate(*step, fate, fate == Fate::Ignored ? 0 : 4)});
    cards.push_back({stepWithUnlabelled(), 59});
    return cards;
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
        QCOMPARE(whyCut(why), "Its loss is 1.73 above the cut of its picture, 1.41.");
        QCOMPARE(sentencesOf(why), QStringList {"Suppresses 7, of which 3 would have been taken."});
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
        why.wouldHaveBeenTaken = true;
        QCOMPARE(suppressedSentence(selectedBackground(), why),
            "Suppressed by <a href=\"40\" style=\"color:#123456\">RoI 41</a> (loss 3.50) at IoU "
            "0.83 &gt; 0.70, which was itself taken. Without NMS it would have been taken.");
        why.wouldHaveBeenTaken = false;
        QVERIFY(suppressedSentence(selectedBackground(), why)
                    .endsWith("Without NMS it would not have been taken either."));
        why.aboveCut.reset();
        QVERIFY(suppressedSentence(selectedBackground(), why).endsWith("taken."));
        QVERIFY(!suppressedSentence(selectedBackground(), why).contains("Without NMS"));
    }

    void saysWhatBecameOfTheSuppressor_data()
    {
        QTest::addColumn<Fate>("fate");
        QTest::addColumn<float>("aboveCut"); // NaN: there is no cut
        QTest::addColumn<QString>("words");
        QTest::newRow("taken") << Fate::Selected << .3F << ", which was itself taken.";
        QTest::newRow("below") << Fate::BelowCut << -.12F
                               << ", which is itself 0.12 below the cut.";
        QTest::newRow("just below")
            << Fate::BelowCut << -.004F << ", which is itself just below the cut.";
        QTest::newRow("a tie") << Fate::BelowCut << 0.F
                               << ", which has the loss of the cut and came after it.";
        QTest::newRow("no cut") << Fate::BelowCut << std::nanf("")
                                << ", which was itself not taken.";
        QTest::newRow("from elsewhere")
            << Fate::Ignored << std::nanf("") << ", which is itself ignored.";
    }

    void saysWhatBecameOfTheSuppressor()
    {
        QFETCH(Fate, fate);
        QFETCH(float, aboveCut);
        QFETCH(QString, words);
        WhyRoi by = selectedBackground();
        by.fate = fate;
        by.aboveCut = std::isnan(aboveCut) ? std::nullopt : std::optional(aboveCut);
        QVERIFY2(suppressedSentence(by, selectedBackground()).contains(words),
            qPrintable(suppressedSentence(by, selectedBackground())));
    }

    void everyLinkOfAChainCanBeWalked()
    {
        WhyRoi first = selectedBackground(), second = first, third = first;
        first.fate = second.fate = Fate::Suppressed;
        first.suppressor = Suppressor {.roi = 4, .loss = 3.5F, .iou = .83F};
        second.suppressor = Suppressor {.roi = 7, .loss = 4.5F, .iou = .75F};
        const QString text = whySentences(
            std::vector {ChainLink {0, first}, ChainLink {4, second}, ChainLink {7, third}}, {},
            bloodClasses(), "#123456")
                                 .first();
        QVERIFY(text.contains("href=\"4\"") && text.contains("href=\"7\""));
        QVERIFY(text.contains("&gt; 0.70, which was itself suppressed by <a"));
        QVERIFY(
            text.contains("RoI 8</a> (loss 4.50) at IoU 0.75 &gt; 0.70, which was itself taken."));
    }

    void saysHowFarBelowTheQuota()
    {
        WhyRoi why = selectedBackground();
        why.fate = Fate::BelowCut;
        why.suppresses = 0;
        why.survivorRank = 71;
        why.aboveCut = -.12F;
        QCOMPARE(whyCut(why), "Its loss is 0.12 below the cut of its picture, 1.41.");
        QCOMPARE(sentencesOf(why),
            QStringList {"It is number 71 of the 412 that NMS left; the first 64 were taken."});
        QCOMPARE(sentencesOf(why, {.useNms = false}),
            QStringList {
                "It is number 71 of the 412 that could be taken; the first 64 were taken."});
        why.sampler = SamplerKind::HardEasyMix;
        QCOMPARE(sentencesOf(why),
            QStringList {
                "It could have been drawn from those below the cut; the lot fell on others."});
        why.sampler = SamplerKind::Ohem;
        why.quota.reset();
        QCOMPARE(sentencesOf(why), QStringList());
    }

    void saysWhatItIsIgnoredFor()
    {
        WhyRoi why;
        why.fate = Fate::Ignored;
        why.lossesComputed = true;
        why.label = ignoredLabel;
        why.ignoredReason = IgnoredReason::OnIgnoredObject;
        why.ignoredObject = IgnoredObject {.object = 2, .label = 1, .iou = .74F};
        QCOMPARE(sentencesOf(why),
            QStringList {"It lies on an object that is difficult or a crowd (RBC, IoU 0.74), and "
                         "is never learned from."});
        why.ignoredObject.reset();
        QCOMPARE(sentencesOf(why),
            QStringList {"It lies on an object that is difficult or a crowd, and is never learned "
                         "from."});
        why.ignoredReason = IgnoredReason::LossNotFinite;
        QCOMPARE(
            sentencesOf(why), QStringList {"Its loss is not finite, so it is never learned from."});
    }

    void numbersDoNotContradictTheWords()
    {
        WhyRoi why = selectedBackground();
        why.aboveCut = -.003F;
        QCOMPARE(whyCut(why), "Its loss is just below the cut of its picture, 1.41.");
        why.aboveCut = 0.F;
        QCOMPARE(whyCut(why), "Its loss is the cut of its picture, 1.41.");
        why.suppressor = Suppressor {.roi = 0, .iou = .704F};
        QVERIFY(suppressedSentence(selectedBackground(), why).contains("0.704 &gt; 0.70"));
    }

    void saysThatLossesAreMissing()
    {
        WhyRoi why;
        QVERIFY(sentencesOf(why).join(' ').contains("were not computed"));
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

    void asksForNotes()
    {
        const auto step = stepWithUnlabelled();
        WhyCard card;
        QSignalSpy requested(&card, &WhyCard::noteRequested);
        QSignalSpy takenBack(&card, &WhyCard::noteTakenBack);
        const auto* actions = card.findChild<NoteActions*>();
        card.toggleUnlabelled(); // no RoI
        QCOMPARE(requested.size(), 0);
        card.setRoi(step, 0, 59);
        card.toggleUnlabelled();
        actions->other()->click();
        actions->unlabelled()->click();
        QCOMPARE(requested.size(), 3);
        QCOMPARE(requested[0][0].value<StepRoi>(), (StepRoi {0, 59}));
        QCOMPARE(requested[0][1].toString(), "looks unlabelled");
        QCOMPARE(requested[1][1].toString(), "");
        QCOMPARE(requested[2][1].toString(), "looks unlabelled");
        QVERIFY(!actions->unlabelled()->isChecked()); // until there is a note
        card.setNotes({noteOf(*step, {0, 59}, 412, "looks <b>unlabelled")});
        QVERIFY(actions->unlabelled()->isChecked());
        QVERIFY(actions->unlabelled()->toolTip().contains("step 412: “looks &lt;b"));
        actions->unlabelled()->click();
        QVERIFY(actions->unlabelled()->isChecked());
        QCOMPARE(requested.size(), 3);
        QCOMPARE(takenBack.size(), 1);
        QCOMPARE(takenBack[0][0].value<StepRoi>(), (StepRoi {0, 59}));
        card.setRoi(step, 0, 0);
        QVERIFY(!actions->unlabelled()->isChecked());
        card.setRoi(step, 0, 59);
        QVERIFY(actions->unlabelled()->isChecked());
        card.setNotes({});
        QVERIFY(!actions->unlabelled()->isChecked());
    }

    void emphasisesWhatLooksUnlabelled()
    {
        const auto step = stepWithUnlabelled();
        WhyCard card;
        card.setRoi(step, 0, 59);
        const QString sentence = "Background, yet the network is sure (p 0.97) of an object that "
                                 "nobody annotated: a label may be missing.";
        QVERIFY(card.text().contains(sentence));
        const auto* button = card.findChild<NoteActions*>()->unlabelled();
        QVERIFY(!button->styleSheet().isEmpty());
        QVERIFY(button->toolTip().contains("(U)"));
        card.setRoi(step, 0, 0);
        QVERIFY(!card.text().contains("a label may be missing"));
        QVERIFY(button->styleSheet().isEmpty());
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("width");
        for (const double scale : {1., 1.5, 2.})
            for (const int width : {300, 420})
                QTest::addRow("%.1f-%d", scale, width) << scale << int(width * scale);
    }

    void nothingIsClipped()
    {
        QFETCH(double, scale);
        QFETCH(int, width);
        Theme::instance().choose(Theme::Choice::Dark);
        Theme::instance().setScale(scale);
        WhyCard card;
        card.setClassNames(bloodClasses());
        card.resize(width, 300);
        card.show();
        for (const auto& [step, roi] : cardsToShow()) {
            card.setRoi(step, 0, roi);
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
            const auto* actions = card.findChild<NoteActions*>();
            for (const QPushButton* button : {actions->unlabelled(), actions->other()}) {
                QVERIFY(button->width() >= button->sizeHint().width());
                QVERIFY(actions->rect().contains(button->geometry()));
            }
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
        MadeUpPictures pictures;
        for (const int width : {300, 420}) {
            QWidget column;
            auto* layout = new QHBoxLayout(&column);
            QPalette window = column.palette();
            window.setColor(QPalette::Window, Theme::instance().palette().window);
            column.setPalette(window);
            const auto add = [&](const CardToShow& shown) {
                auto* card = new WhyCard;
                card->setFixedSize(int(width * scale), int(500 * scale));
                card->setPictureSource(&pictures);
                card->setClassNames(bloodClasses());
                card->setRoi(shown.step, 0, shown.roi);
                layout->addWidget(card);
                return card;
            };
            for (const CardToShow& shown : cardsToShow())
                add(shown);
            const CardToShow noted = cardsToShow().back();
            add(noted)->setNotes({noteOf(*noted.step, {0, noted.roi}, 412, "looks unlabelled")});
            add({});
            auto* legend = new FateLegend;
            legend->setStep(noted.step);
            legend->setShown(OverlayKind::Suppressed, false);
            legend->setFixedWidth(int(220 * scale));
            layout->addWidget(legend, 0, Qt::AlignTop);
            column.show();
            QVERIFY(QTest::qWaitForWindowExposed(&column));
            QVERIFY(column.grab().save(
                QString("%1/card-%2-%3.png").arg(folder, QTest::currentDataTag()).arg(width)));
        }
        Theme::instance().setScale(1);
    }
};

QTEST_MAIN(TestWhyCard)
#include "tst_why_card.moc"

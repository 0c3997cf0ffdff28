#include "widgets/data/data_card.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace hardlens;

namespace {

RunHeader madeUp()
{
    RunHeader run;
    run.dataName = "zoo <b>";
    run.data = {.layout = "PASCAL VOC: Annotations/*.xml",
        .trainPictures = 1160,
        .testPictures = 40,
        .picturesLeftOut = 2,
        .objects = 217,
        .dropped = 3,
        .clipped = 36,
        .classes = {{"raccoon", 210}, {"otter", 7}},
        .problems = 2,
        .proposalSeconds = 380,
        .forecast = "From scratch on so few pictures expect little."};
    run.remarks = {"a.xml:17: xmax is 900: beyond the picture", "b.jpg: cut short"};
    return run;
}

} // namespace

class TestDataCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheDataAre()
    {
        DataCard card;
        QVERIFY(card.text().contains("being opened"));
        card.setRun(std::make_shared<const RunHeader>(madeUp()));
        const QString text = card.text();
        for (const char* part :
            {"zoo <b>", "Annotations/*.xml", "160 to train, 40 to test; 2 left out",
                "217; 3 cannot be used; 36 boxes cut", "about 6 min", "expect little", "raccoon",
                "210", "2 remarks", "a.xml:17: xmax is 900"})
            QVERIFY2(text.contains(part), part);
    }

    void soundDataAreSaidToBe()
    {
        RunHeader run = madeUp();
        run.remarks.clear();
        run.data.proposalSeconds = 2; // not worth saying
        DataCard card;
        card.setRun(std::make_shared<const RunHeader>(run));
        QVERIFY(card.text().contains("Nothing was found to be wrong"));
        QVERIFY(!card.text().contains("proposals"));
    }

    void manyRemarksAreCut()
    {
        RunHeader run = madeUp();
        run.remarks.assign(5000, "x.xml:1: bad");
        DataCard card;
        card.setRun(std::make_shared<const RunHeader>(run));
        QVERIFY(card.text().contains("and 4700 more"));
    }

    void offersWeights()
    {
        DataCard card;
        card.setRun(std::make_shared<const RunHeader>(madeUp()));
        QSignalSpy asked(&card, &DataCard::weightsRequested);
        Q_EMIT card.findChild<QTextBrowser*>()->anchorClicked(QUrl("weights"));
        QCOMPARE(asked.count(), 1);
    }
};

QTEST_MAIN(TestDataCard)
#include "tst_data_card.moc"

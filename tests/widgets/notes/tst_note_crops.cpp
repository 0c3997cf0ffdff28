#include "made_up_notes.h"
#include "tests/widgets/roi/made_up_step.h"
#include "widgets/notes/note_crops.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// Pictures that take as long as large ones do.
class SlowPictures : public PictureSource
{
public:
    std::shared_ptr<const Pixels> pixels(const PictureReference&) override
    {
        ++asked;
        QTest::qSleep(10);
        return std::make_shared<const Pixels>(
            Pixels {.width = 2, .height = 2, .rgb = std::vector<uint8_t>(12, 99)});
    }

    int asked = 0;
};

} // namespace

class TestNoteCrops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsEachOnce()
    {
        MadeUpPictures pictures;
        NoteCrops crops;
        const RoiNote note = madeUpNotes()[0];
        QVERIFY(crops.crop(note, 46).isNull()); // no source
        crops.setSource(&pictures);
        QCOMPARE(crops.crop(note, 46).size(), QSize(46, 46));
        crops.crop(note, 46);
        QCOMPARE(pictures.asked, 1);
        QTRY_COMPARE(crops.crop(note, 92).width(), 92); // another size
        RoiNote other = note;
        other.box.x1 += 1;
        QTRY_VERIFY(!crops.crop(other, 46).isNull());
        QVERIFY(crops.crop(other, 46).cacheKey() != crops.crop(note, 46).cacheKey());
        crops.setSource(nullptr);
        QVERIFY(crops.crop(note, 46).isNull());
    }

    void aRepaintHasItsTime()
    {
        SlowPictures pictures;
        NoteCrops crops;
        crops.setSource(&pictures);
        const auto notes = madeUpNotes();
        QSignalSpy ready(&crops, &NoteCrops::ready);
        const auto repaint = [&] {
            int seen = 0;
            for (const RoiNote& note : notes)
                seen += !crops.crop(note, 46).isNull();
            return seen;
        };
        QCOMPARE(repaint(), 1);
        QCOMPARE(pictures.asked, 1);
        for (const int seen : {2, 3}) {
            QVERIFY(ready.wait());
            QCOMPARE(repaint(), seen);
        }
        QVERIFY(!ready.wait(300)); // all are there
    }

    void asksAgainForWhatIsMissing()
    {
        MadeUpPictures pictures;
        pictures.silent = true;
        NoteCrops crops;
        crops.setSource(&pictures);
        QSignalSpy ready(&crops, &NoteCrops::ready);
        const RoiNote note = madeUpNotes()[0];
        QVERIFY(crops.crop(note, 46).isNull());
        QVERIFY(ready.wait());
        QVERIFY(crops.crop(note, 46).isNull());
        pictures.silent = false;
        QVERIFY(ready.wait());
        QVERIFY(!crops.crop(note, 46).isNull());
    }

    void noNumberIsNoCrop()
    {
        MadeUpPictures pictures;
        NoteCrops crops;
        crops.setSource(&pictures);
        RoiNote note = madeUpNotes()[0];
        note.box.x2 = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(crops.crop(note, 46).isNull());
    }
};

QTEST_MAIN(TestNoteCrops)
#include "tst_note_crops.moc"

#include "core/analysis/note_file.h"
#include "core/basics/checked_file.h"
#include "core/basics/error.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

RoiNote fullNote()
{
    return {.picture = {.contentId = 0xfedcba9876543210u,
                .name = "b \"ü\".jpg",
                .width = 640,
                .height = 480,
                .index = 12,
                .isTest = true,
                .flipped = true,
                .scale = 1.6f},
        .box = {.1f, -2.5f, 1e30f, 16777216.f},
        .label = 3,
        .probability = .97f,
        .loss = 4.125f,
        .step = int64_t {1} << 60,
        .text = "two lines\nof \"text\""};
}

/// A whole file around the fields of one note; `was` in it replaced by `is`.
std::string fileWith(const std::string& was = {}, const std::string& is = {})
{
    std::string text = R"({"format": "hardlens notes", "version": 1, "notes": [{
        "picture": {"content_id": "00000000000000ab", "name": "a.jpg", "set": "train", "index": -1,
            "width": 100, "height": 80, "flipped": false, "scale": 1},
        "box": [1, 2.5, 30.1, 40], "label": 1, "probability": 0.95, "loss": null, "step": 120,
        "text": "looks unlabelled"}]})";
    if (!was.empty())
        text.replace(text.find(was), was.size(), is);
    return text;
}

} // namespace

class TestNoteFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void whatIsWrittenReadsBackEqual()
    {
        RoiNote unlike = fullNote();
        unlike.picture = {.name = "a.jpg"};
        unlike.loss = std::numeric_limits<float>::quiet_NaN();
        unlike.box.x2 = std::numeric_limits<float>::infinity();
        unlike.text.clear();
        writeNotes(path(), std::vector {fullNote(), unlike});
        const auto notes = readNotes(path());
        QCOMPARE(notes.size(), size_t {2});
        const RoiNote wanted = fullNote();
        QCOMPARE(notes[0].picture.contentId, wanted.picture.contentId);
        QCOMPARE(notes[0].picture.name, wanted.picture.name);
        QCOMPARE(notes[0].picture.width, 640);
        QCOMPARE(notes[0].picture.height, 480);
        QCOMPARE(notes[0].picture.index, int64_t {12});
        QVERIFY(notes[0].picture.isTest && notes[0].picture.flipped);
        QVERIFY(notes[0].picture.scale == 1.6f);
        QVERIFY(notes[0].box == wanted.box);
        QCOMPARE(notes[0].label, 3);
        QVERIFY(notes[0].probability == .97f && notes[0].loss == 4.125f);
        QCOMPARE(notes[0].step, wanted.step);
        QCOMPARE(notes[0].text, wanted.text);
        QCOMPARE(notes[1].picture.index, int64_t {-1});
        QVERIFY(!notes[1].picture.isTest && !notes[1].picture.flipped);
        QVERIFY(std::isnan(notes[1].loss) && std::isnan(notes[1].box.x2));
        QCOMPARE(notes[1].text, std::string());
    }

    void noNotesAndNoFile()
    {
        QVERIFY(readNotes(path()).empty());
        writeNotes(path(), {});
        QVERIFY(readNotes(path()).empty());
        QVERIFY_THROWS_EXCEPTION(Error, readNotes(m_folder.path().toStdString()));
    }

    void brokenTextIsReplaced()
    {
        RoiNote note = fullNote();
        note.text = "caf\xe9";
        writeNotes(path(), std::vector {note});
        QCOMPARE(readNotes(path())[0].text, std::string("caf\xef\xbf\xbd"));
    }

    void theFileByHand()
    {
        writeFileAtomically(path(), fileWith());
        const auto notes = readNotes(path());
        QCOMPARE(notes.size(), size_t {1});
        QCOMPARE(notes[0].picture.contentId, uint64_t {0xab});
        QVERIFY(notes[0].box == (Box {1, 2.5f, 30.1f, 40}));
        QVERIFY(std::isnan(notes[0].loss));
        QCOMPARE(notes[0].text, std::string("looks unlabelled"));
    }

    void unknownFieldsAreLeftOut()
    {
        const std::string deep(100000, '[');
        writeFileAtomically(path(),
            fileWith("\"label\"",
                "\"mood\": {\"of\": [" + deep + std::string(deep.size(), ']') + "]}, \"label\""));
        QCOMPARE(readNotes(path())[0].label, 1);
        writeFileAtomically(path(), fileWith("\"notes\"", "\"more\": 1e3, \"notes\""));
        QCOMPARE(readNotes(path()).size(), size_t {1});
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<QString>("was");
        QTest::addColumn<QString>("is");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* was, const char* is, const char* message) {
            QTest::addRow("%s", message) << was << is << message;
        };
        row("\"hardlens notes\"", "\"tune\"", ": format: \"tune\": must be \"hardlens notes\"");
        row("\"version\": 1", "\"version\": 2",
            ": version: 2: must be 1; a newer program wrote it");
        row("\"version\": 1", "\"version\": \"1\"", ": version: \"1\": must be 1");
        row("\"version\": 1, ", "", ": version: is missing");
        row("[{\n", "{\n", ":5: is not JSON");
        row("\"picture\": {", "\"picture\": 5, \"x\": {",
            ": notes[0].picture: 5: must be an object");
        row("00000000000000ab", "ab",
            ": notes[0].picture.content_id: \"ab\": must be sixteen hexadecimal digits");
        row("00000000000000ab", "00000000000000ag", "must be sixteen hexadecimal digits");
        row("\"train\"", "\"val\"",
            ": notes[0].picture.set: \"val\": must be \"train\" or \"test\"");
        row("\"index\": -1", "\"index\": -2",
            ": notes[0].picture.index: -2: must be a whole number from -1");
        row("100", "2147483648",
            ": notes[0].picture.width: 2147483648: must be a whole number from 0");
        row("80", "80.5", ": notes[0].picture.height: 80.5: must be a whole number from 0");
        row("false", "0", ": notes[0].picture.flipped: 0: must be true or false");
        row(", 40]", "]", ": notes[0].box: [1,2.5,30.1]: must be four numbers");
        row("2.5", "\"wide\"",
            ": notes[0].box[1]: \"wide\": must be a number that a float holds, or null");
        row("2.5", "[2]", ": notes[0].box[1]: []: must be a number that a float holds, or null");
        row("0.95", "1e39", ": notes[0].probability: 1e+39: must be a number that a float holds");
        row("0.95", "1e999", ": holds a number that is too large");
        row("\"label\": 1", "\"label\": -1", ": notes[0].label: -1: must be a class, from 0");
        row("\"step\": 120,", "", ": notes[0].step: is missing");
        row("120", "18446744073709551615",
            ": notes[0].step: 18446744073709551615: must be a whole number from 0");
        row("\"looks unlabelled\"", "null", ": notes[0].text: null: must be text");
        row("looks", "caf\u00e9", ":5: is not JSON");
    }

    void badFilesAreRefused()
    {
        QFETCH(QString, was);
        QFETCH(QString, is);
        QFETCH(QString, message);
        // In Latin-1, which is UTF-8 in all rows but one.
        writeFileAtomically(path(), fileWith(was.toStdString(), is.toLatin1().toStdString()));
        try {
            readNotes(path());
            QFAIL("was read");
        } catch (const DataError& error) {
            const QString text = QString::fromUtf8(error.what());
            QVERIFY2(text.startsWith(QString::fromStdString(path())), qPrintable(text));
            QVERIFY2(text.contains(message), qPrintable(text));
        }
    }

    void whatIsNoNotesFileIsRefused()
    {
        for (const char* text : {"", "[]", "7", "{", "{\"format\": \"hardlens notes\"}"}) {
            writeFileAtomically(path(), text);
            QVERIFY_THROWS_EXCEPTION(DataError, readNotes(path()));
        }
        writeFileAtomically(path(), fileWith("\"notes\": [", "\"notes\": 3, \"x\": ["));
        QVERIFY_THROWS_EXCEPTION(DataError, readNotes(path()));
    }

    void aFailureKeepsTheOldNotes()
    {
        QVERIFY_THROWS_EXCEPTION(Error, writeNotes(path() + "/no/such/folder.json", {}));
        writeNotes(path(), std::vector {fullNote()});
        writeNotes(path(), std::vector {fullNote(), fullNote()});
        QCOMPARE(readNotes(path()).size(), size_t {2});
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), qsizetype(1));
    }

    void cleanup() { QFile::remove(QString::fromStdString(path())); }

private:
    std::string path() const { return m_folder.filePath("notes.json").toStdString(); }

    QTemporaryDir m_folder {};
};

QTEST_GUILESS_MAIN(TestNoteFile)
#include "tst_note_file.moc"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_choices.h"
#include "tests/core/runs/made_up_recording.h"
#include "tests/support/rounds.h"

#include <QTest>

#include <fstream>
#include <map>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

using Bytes = std::vector<std::byte>;

/// All that a run gives its readers, in an order of its own; what is damaged is missing.
struct Content
{
    std::map<std::string, Bytes> records {};
    bool saysDamage = false;
};

template <typename Read, typename Name> void takeNamed(Content& content, Read read, Name nameOf)
{
    try {
        if (const auto record = read())
            content.records[nameOf(*record)] = encoded(*record);
    } catch (const DataError&) {
        content.saysDamage = true;
    }
}

template <typename Read> void take(Content& content, const std::string& name, Read read)
{
    takeNamed(content, read, [&](const auto&) { return name; });
}

Content contentOf(const fs::path& folder)
{
    Content content;
    const RunReader run(folder);
    const History& history = run.history();
    for (size_t i = 0; i < history.steps.size(); ++i)
        content.records[concat("row ", history.steps[i].step)] = encoded(history.steps[i]);
    for (size_t i = 0; i < history.choices.size(); ++i) {
        const std::string text = test::textOf(*history.choices[i]);
        const auto bytes = std::as_bytes(std::span(text));
        content.records[concat("choices ", history.choices[i]->step)].assign(
            bytes.begin(), bytes.end());
    }
    for (size_t i = 0; i < history.events.size(); ++i)
        content.records["event " + history.events[i]->text] = encoded(*history.events[i]);
    for (size_t i = 0; i < history.evaluations.size(); ++i) {
        const int64_t step = history.evaluations[i]->step;
        content.records[concat("evaluation ", step)] = encoded(*history.evaluations[i]);
        take(content, concat("detections ", step), [&] { return run.detections(step); });
    }
    // Where the list of bodies is damaged, what is asked for may not be there, and the one before
    // comes.
    for (const int64_t step : run.bodySteps())
        takeNamed(
            content, [&] { return run.bodyAtOrBefore(step); },
            [](const Step& found) { return concat("body ", found.header.step); });
    for (const int64_t step : run.pinnedSteps())
        takeNamed(
            content, [&] { return run.pinnedAtOrBefore(step); },
            [](const PinnedScore& found) { return concat("pinned ", found.step); });
    for (const int64_t step : run.probeSteps())
        takeNamed(
            content, [&] { return run.probeAtOrBefore(step); },
            [](const EmbeddedPictures& found) { return concat("probe ", found.step); });
    take(content, "header", [&] { return run.header(); });
    for (const uint64_t id : run.thumbnails()) {
        try {
            if (const auto thumbnail = run.thumbnail(id))
                content.records[concat("thumbnail ", id)] = thumbnail->file;
        } catch (const DataError&) {
            content.saysDamage = true;
        }
    }
    if (const uint64_t seed = run.description().seed) // 0: could not be read
        content.records["seed"] = Bytes(size_t(seed % 1000));
    content.saysDamage |= !run.damage().empty();
    return content;
}

/// No run has steps of both kinds; the tables of a file do not care.
void recordBoth(RunWriter& writer)
{
    test::recordSteps(writer, 1, 40);
    writer.flush(); // more bodies than may wait would be left out
    test::recordEmbeddingSteps(writer, 41, 80);
}

} // namespace

/// Files that were damaged: never a wrong value, never a crash, never a loss that is not said.
/// HARDLENS_FLIPS and HARDLENS_TRUNCATIONS: how many.
class TestRunDamage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        {
            RunWriter writer(m_folder.run(), test::madeUpDescription());
            writer.record(std::make_shared<const RunHeader>(test::madeUpHeader()));
            writer.record(test::madeUpThumbnail(5));
            recordBoth(writer);
        }
        m_good = contentOf(m_folder.run());
        m_bytes = readWholeFile(runFile(m_folder.run()));
        QVERIFY(!m_good.saysDamage);
        QCOMPARE(m_good.records.size(), size_t {40 * 4 + 4 * 3 + 40 * 3 + 4 * 2 + 3});
    }

    void flippedBits()
    {
        RandomStream random({.seed = 2, .purpose = Purpose::Scene});
        int64_t refused = 0, partly = 0, harmless = 0;
        for (int64_t round = 0; round < test::rounds("HARDLENS_FLIPS", 1000); ++round) {
            Bytes bad = m_bytes;
            const uint32_t bit = random.below(uint32_t(bad.size() * 8));
            bad[bit / 8] ^= std::byte(1 << (bit % 8));
            check(bad, concat("bit ", bit), refused, partly, harmless);
        }
        qInfo("refused %lld, read in part %lld, harmless %lld", (long long)refused,
            (long long)partly, (long long)harmless);
        QVERIFY(partly > harmless && harmless > 0);
    }

    void truncations()
    {
        RandomStream random({.seed = 3, .purpose = Purpose::Scene});
        int64_t refused = 0, partly = 0, harmless = 0;
        for (int64_t round = 0; round < test::rounds("HARDLENS_TRUNCATIONS", 100); ++round) {
            Bytes bad = m_bytes;
            bad.resize(random.below(uint32_t(bad.size())));
            check(bad, concat("length ", bad.size()), refused, partly, harmless);
        }
        QCOMPARE(harmless, int64_t {0});
    }

    // What a killed writer left in its log: it may lose its newest records, but no value may be
    // wrong.
    void damagedLog()
    {
        const test::TestFolder folder;
        fs::create_directory(folder.path() / "killed");
        {
            RunWriter writer(folder.run(), test::madeUpDescription());
            recordBoth(writer);
            QVERIFY(writer.flush());
            for (const char* name : {"run.hlrun", "run.hlrun-wal"})
                fs::copy(folder.run() / name, folder.path() / "killed" / name);
        }
        const Bytes log = readWholeFile(folder.path() / "killed" / "run.hlrun-wal");
        QVERIFY(log.size() > 100000);
        RandomStream random({.seed = 4, .purpose = Purpose::Scene});
        int64_t cut = 0;
        for (int round = 0; round < 100; ++round) {
            const test::TestFolder copy;
            fs::create_directory(copy.run());
            fs::copy(folder.path() / "killed" / "run.hlrun", runFile(copy.run()));
            Bytes bad = log;
            const uint32_t bit = random.below(uint32_t(bad.size() * 8));
            if (round % 2)
                bad[bit / 8] ^= std::byte(1 << (bit % 8));
            else
                bad.resize(bit / 8);
            write(copy.run() / "run.hlrun-wal", bad);
            try {
                const Content content = contentOf(copy.run());
                compare(content, concat("log, bit ", bit));
                cut += content.records.size()
                    < m_good.records.size() - 2; // no header, no thumbnail
            } catch (const DataError&) {
                ++cut; // not even the tables are in the file yet
            }
        }
        QVERIFY(cut > 50);
    }

    void saysWhatIsMissing()
    {
        const test::TestFolder folder;
        fs::copy(m_folder.run(), folder.run());
        {
            SQLite::Database file(runFile(folder.run()), SQLite::OPEN_READWRITE);
            file.exec("DELETE FROM steps WHERE step IN (3, 10, 11, 12)");
            file.exec("UPDATE steps SET rois = 7 WHERE step = 20");
            file.exec("UPDATE bodies SET data = x'00' WHERE step = 5");
            file.exec("UPDATE bodies SET step = 100 WHERE kind = 'step' AND step = 6");
            file.exec("DROP TABLE thumbnails");
        }
        const RunReader run(folder.run());
        QCOMPARE(run.damage(),
            (std::vector<std::string> {"step 3 is missing", "steps 10 to 12 are missing",
                "steps, row 20: damaged: another checksum than was written", "step 20 is missing",
                "the descriptions of the tables are damaged: what is missing may not be noticed"}));
        QCOMPARE(run.history().steps.size(), size_t {75});
        QVERIFY_THROWS_EXCEPTION(DataError, run.bodyAtOrBefore(5));
        QVERIFY_THROWS_EXCEPTION(DataError, run.bodyAtOrBefore(100));
        QCOMPARE(run.bodyAtOrBefore(4)->header.step, int64_t {4});
        QVERIFY(!verifyRun(folder.run()).isSound());
    }

private:
    static void write(const fs::path& path, const Bytes& bytes)
    {
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    }

    /// What is read must be what was written.
    void compare(const Content& content, const std::string& what) const
    {
        for (const auto& [name, bytes] : content.records) {
            const auto good = m_good.records.find(name);
            QVERIFY2(
                good != m_good.records.end(), (what + ": " + name + " out of nothing").c_str());
            QVERIFY2(good->second == bytes, (what + ": " + name + " is wrong").c_str());
        }
    }

    /// What is read of damaged bytes must be what was written, and what is missing must be said.
    void check(const Bytes& bad, const std::string& what, int64_t& refused, int64_t& partly,
        int64_t& harmless)
    {
        const test::TestFolder folder;
        fs::create_directory(folder.run());
        write(runFile(folder.run()), bad);
        Content content;
        try {
            content = contentOf(folder.run());
        } catch (const DataError&) {
            ++refused;
            return;
        }
        compare(content, what);
        const bool missing = content.records.size() < m_good.records.size();
        QVERIFY2(!missing || content.saysDamage || !verifyRun(folder.run()).isSound(),
            (what + ": a loss that is not said").c_str());
        ++(missing || content.saysDamage ? partly : harmless);
    }

    const test::TestFolder m_folder {};
    Content m_good {};
    Bytes m_bytes {};
};

QTEST_GUILESS_MAIN(TestRunDamage)
#include "tst_run_damage.moc"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/checkpoints/checkpoint_writer.h"
#include "tests/core/checkpoints/made_up_checkpoint.h"
#include "tests/support/rounds.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace hardlens;
using test::checkpointOfStep;
namespace fs = std::filesystem;

namespace {

std::vector<int64_t> steps(const fs::path& folder)
{
    std::vector<int64_t> all;
    for (const CheckpointPlace& place : listCheckpoints(folder))
        all.push_back(place.step);
    return all;
}

void overwrite(const fs::path& file, const std::vector<std::byte>& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
}

bool isTheSame(const Checkpoint& a, const Checkpoint& b)
{
    return a.state == b.state && a.experiment == b.experiment
        && a.weights.tensors.size() == b.weights.tensors.size();
}

Checkpoint poisoned(int64_t step)
{
    Checkpoint checkpoint = checkpointOfStep(step);
    checkpoint.weights.tensors[0].second[3].fill_(std::numeric_limits<float>::quiet_NaN());
    return checkpoint;
}

} // namespace

class TestCheckpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void comesBackAsItWas()
    {
        const Checkpoint written = checkpointOfStep(412);
        const fs::path place = writeCheckpoint(folder(), written);
        QCOMPARE(place.filename().string(), std::string("step-000412"));
        QCOMPARE(damageOf(place), std::string());
        const Checkpoint read = readCheckpoint(place);
        QVERIFY(read.state == written.state);
        QCOMPARE(read.experiment, written.experiment);
        QCOMPARE(read.weights.about.at("classes"), std::string("background,cat"));
        for (const auto& [name, tensor] : written.solver.tensors) {
            const auto at = std::find_if(read.solver.tensors.begin(), read.solver.tensors.end(),
                [&name = name](const auto& item) { return item.first == name; });
            QVERIFY(at != read.solver.tensors.end() && at->second.equal(tensor));
        }
        // A second one of the same step leaves the first as it is.
        const auto time = fs::last_write_time(place / "state.json");
        writeCheckpoint(folder(), checkpointOfStep(412));
        QVERIFY(fs::last_write_time(place / "state.json") == time);
    }

    /// Every flipped bit and every cut is found, and the message names the file. HARDLENS_FLIPS,
    /// HARDLENS_TRUNCATIONS: how many, a third in each file.
    void damageIsFound()
    {
        const fs::path place = writeCheckpoint(folder(), checkpointOfStep(1));
        const Checkpoint written = readCheckpoint(place);
        RandomStream random(RandomKey {.seed = 5});
        for (const char* name : {"weights.safetensors", "solver.safetensors", "state.json"}) {
            const fs::path file = place / name;
            const auto sound = readWholeFile(file);
            const auto isFound = [&](const std::vector<std::byte>& bytes) {
                overwrite(file, bytes);
                return damageOf(place).find(name) != std::string::npos;
            };
            for (int64_t i = 0; i < test::rounds("HARDLENS_FLIPS", 1000) / 3 + 1; ++i) {
                auto bytes = sound;
                const uint32_t bit = random.below(uint32_t(bytes.size() * 8));
                bytes[bit / 8] ^= std::byte(1U << (bit % 8));
                const bool found = isFound(bytes);
                QVERIFY2(found || isTheSame(readCheckpoint(place), written),
                    qPrintable(QString("bit %1 of %2").arg(bit).arg(name)));
                QVERIFY2(
                    found || file.extension() == ".json", name); // there a blank may become another
            }
            for (int64_t i = 0; i < test::rounds("HARDLENS_TRUNCATIONS", 100) / 3 + 1; ++i) {
                auto bytes = sound;
                bytes.resize(random.below(uint32_t(bytes.size())));
                QVERIFY2(isFound(bytes),
                    qPrintable(QString("%1 bytes of %2").arg(bytes.size()).arg(name)));
            }
            overwrite(file, sound);
            QCOMPARE(damageOf(place), std::string());
        }
        fs::remove(place / "state.json");
        QVERIFY(damageOf(place).find("state.json") != std::string::npos);
        // A new one of that step takes its place, and the damaged one is still there.
        writeCheckpoint(folder(), checkpointOfStep(1));
        QCOMPARE(damageOf(place), std::string());
        QCOMPARE(std::distance(fs::directory_iterator(folder()), fs::directory_iterator()),
            std::ptrdiff_t(2));
    }

    void newerFormatIsRefused()
    {
        const fs::path place = writeCheckpoint(folder(), checkpointOfStep(1));
        std::string text = readTextFile(place / "state.json");
        text.replace(text.find("\"format\": 2"), 11, "\"format\": 9");
        std::ofstream(place / "state.json") << text;
        QVERIFY(damageOf(place).find("newer program") != std::string::npos);
    }

    /// Written before the state had a checksum of its own.
    void format1IsRead()
    {
        const fs::path place = writeCheckpoint(folder(), checkpointOfStep(7));
        std::string text = readTextFile(place / "state.json");
        text.replace(text.find("\"format\": 2"), 11, "\"format\": 1");
        const size_t crc
            = text.find("  \"crc32c\": "); // its own comes first: the keys are in order
        text.erase(crc, text.find('\n', crc) + 1 - crc);
        std::ofstream(place / "state.json", std::ios::trunc) << text;
        QCOMPARE(damageOf(place), std::string());
        QCOMPARE(readCheckpoint(place).state.picturesSeen, int64_t(14));
    }

    void newestSoundIsFound()
    {
        QVERIFY(!newestSound(folder() / "not there"));
        for (const int64_t step : {10, 20, 30, 40})
            writeCheckpoint(folder(), checkpointOfStep(step));
        const fs::path place = writeCheckpoint(folder(), poisoned(50));
        QVERIFY(damageOf(place).empty() && !isFinite(place));
        fs::resize_file(folder() / "step-000040" / "weights.safetensors", 100);
        QCOMPARE(newestSound(folder())->step, int64_t(30));
        QCOMPARE(newestSound(folder(), 29)->step, int64_t(20));
        QVERIFY(!newestSound(folder(), 9));
    }

    /// The newest three that are sound and finite stay, and the best one: poisoned weights push
    /// nobody out.
    void pruningKeepsWhatIsGood()
    {
        for (int64_t step = 1; step <= 6; ++step)
            writeCheckpoint(folder(), checkpointOfStep(step));
        fs::create_directory(folder() / ".tmp-step-7-999");
        pruneCheckpoints(folder(), 3, 2);
        QCOMPARE(steps(folder()), (std::vector<int64_t> {2, 4, 5, 6}));
        QVERIFY(!fs::exists(folder() / ".tmp-step-7-999"));
        for (int64_t step = 7; step <= 9; ++step)
            writeCheckpoint(folder(), poisoned(step));
        pruneCheckpoints(folder(), 3, 2);
        QCOMPARE(steps(folder()), (std::vector<int64_t> {2, 4, 5, 6}));
    }

    void writerWritesBehindTheTrainer()
    {
        std::mutex mutex;
        std::vector<CheckpointWriter::Result> results;
        CheckpointWriter writer(
            {.folder = folder(), .keep = 2}, [&](const CheckpointWriter::Result& result) {
                const std::lock_guard lock(mutex);
                results.push_back(result);
            });
        for (int64_t step = 1; step <= 5; ++step)
            writer.write(checkpointOfStep(step), step == 2);
        writer.finish();
        QCOMPARE(results.size(), size_t(5));
        for (const auto& result : results)
            QVERIFY2(result.error.empty(), result.error.c_str());
        QCOMPARE(steps(folder()), (std::vector<int64_t> {2, 4, 5}));
    }

    void whatCannotBeWrittenIsSaid()
    {
        const fs::path file = folder() / "a file";
        std::ofstream(file) << "x";
        try {
            writeCheckpoint(file, checkpointOfStep(1));
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("a file") != std::string::npos);
        }
    }

private:
    fs::path folder() const { return m_folder->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> m_folder {};
};

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"

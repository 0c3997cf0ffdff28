#include "core/basics/fault_point.h"
#include "core/basics/random.h"
#include "core/training/training_session.h"
#include "tests/core/training/watched_session.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <map>
#include <set>

using namespace hardlens;

namespace {

constexpr std::array places {"loader", "proposals", "step", "record", "pinned", "evaluate"};

/// Throws at one in so many visits of any place, each time with a number in its text.
struct Faults
{
    std::mutex mutex {};
    RandomStream stream {RandomKey {.seed = 11, .purpose = Purpose::Sampling}};
    uint64_t oneIn = 0; // 0: never
    int thrown = 0;
    std::map<std::string, int> byPlace {};

    void visit(const char* place)
    {
        int number = 0;
        {
            const std::lock_guard lock(mutex);
            if (oneIn == 0 || stream.next() % oneIn != 0)
                return;
            number = ++thrown;
            ++byPlace[place];
        }
        throw std::runtime_error("fault " + std::to_string(number) + " of " + place);
    }

    bool wasEverywhere()
    {
        const std::lock_guard lock(mutex);
        return std::ranges::all_of(
            places, [this](const char* place) { return byPlace.contains(place); });
    }
};

/// The faults that were shown, as they were thrown.
std::vector<std::string> errorsOf(const Published& published)
{
    std::vector<std::string> texts;
    for (size_t i = 0; i < published.history.events.size(); ++i) {
        const Event& event = *published.history.events[i];
        if (event.kind == EventKind::Error)
            texts.push_back(
                event.text.substr(std::min(event.text.find("fault "), event.text.size())));
    }
    return texts;
}

Faults* faults = nullptr; // the hook is a plain function

} // namespace

/// Whatever is thrown in whatever thread is shown once, and the session can be used afterwards.
class TestSessionFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("HARDLENS_CACHE", m_cache.path().toUtf8()); }
    void cleanup() { faultHook = nullptr; }

    void everyPlaceMayFail()
    {
        Faults made;
        made.oneIn = 9;
        faults = &made;
        faultHook = [](const char* place) { faults->visit(place); };
        TrainingConfig config = test::smallScenes(0);
        config.training.evaluateEverySteps = 7;
        test::Watched watched;
        TrainingSession session(config, watched.publish());
        QVERIFY(watched.waitFor([](const Published& p) { return p.run != nullptr; }));
        session.send(PinPictures {{0, 1}, 2});
        constexpr size_t enough = 120;
        size_t errors = 0;
        for (bool far = false; !far;) {
            QVERIFY(watched.waitFor([&](const Published& p) {
                far = p.history.steps.size() >= enough
                    && made.wasEverywhere(); // chance may spare a place for long
                return far || (p.state == SessionState::Failed && errorsOf(p).size() > errors);
            }));
            const std::lock_guard lock(watched.mutex);
            errors = errorsOf(watched.newest).size();
            session.send(Resume {});
        }
        faultHook = nullptr;
        session.send(Pause {});
        QVERIFY(
            watched.waitFor([](const Published& p) { return p.state != SessionState::Running; }));
        QVERIFY(!session.ended());

        const std::lock_guard lock(watched.mutex);
        const auto texts = errorsOf(watched.newest);
        const std::set<std::string> shown(texts.begin(), texts.end());
        QCOMPARE(shown.size(), texts.size()); // each once
        // A picture's proposals are asked for ahead: what failed there is tried again by whoever
        // needs them. And what the loader met last may still wait for somebody who asks.
        QVERIFY(int(shown.size()) <= made.thrown);
        QVERIFY(int(shown.size()) >= made.thrown - made.byPlace["proposals"] - 1);
    }

private:
    QTemporaryDir m_cache {};
};

QTEST_GUILESS_MAIN(TestSessionFaults)
#include "tst_session_faults.moc"

#pragma once

#include "app/recording/live_run.h"
#include "app/recording/resume_point.h"

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace hardlens {

/// One side of a fork: what it is called, and what is different in it.
struct Variant
{
    std::string name {};                // "NMS off"
    std::vector<SetOption> settings {}; // none: it goes on as the run was
};

/// A fork: runs that go on from one state with the same weights, pictures and random keys, each
/// with settings of its own. They take turns, step by step, so that all of them are at the same
/// step between two rounds. Any thread.
class LockStep
{
public:
    static constexpr size_t fewest = 2, most = 4;

    /// From the thread of the variant that has something new. Must not block.
    using Publish = std::function<void(size_t variant, Published)>;

    /// Starts all variants; they wait at the fork. runs: where each is kept, as a branch of
    /// `parent`; empty: they are not. Throws ConfigError for settings that cannot be,
    /// std::invalid_argument for too few or too many variants, Error where a folder cannot be
    /// written.
    LockStep(const ResumePoint& from, const std::filesystem::path& parent,
        const std::vector<Variant>& variants, const std::filesystem::path& runs, Publish publish);
    ~LockStep(); // stops and joins
    LockStep(const LockStep&) = delete;
    LockStep& operator=(const LockStep&) = delete;

    size_t size() const { return m_sides.size(); }
    OpenRun& run(size_t variant) { return *m_sides[variant].run; }
    /// Of the state that they started from.
    int64_t forkStep() const { return m_forkStep; }

    void play();
    void pause(); // after the round that has begun
    void doRounds(int64_t count);
    bool isPlaying() const;
    /// The newest step that all variants have done; the fork's where none has.
    int64_t commonStep() const;

private:
    struct Side
    {
        std::unique_ptr<OpenRun> run {};
        SessionState state = SessionState::Preparing;
        int64_t step = 0;
        bool isAsked = false; // for a step that it has not done yet
    };

    void take(size_t variant, const Published& published);
    void giveTurn(); // under the mutex

    const Publish m_publish;
    const int64_t m_forkStep;
    mutable std::mutex m_mutex {};
    int64_t m_rounds = 0; // still to do; negative: until paused
    bool m_isInRound = false;
    size_t m_turn = 0;
    std::vector<Side> m_sides {}; // last: their threads use the others
};

} // namespace hardlens

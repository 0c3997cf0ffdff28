#include "app/forking/lock_step.h"

#include "app/recording/run_folders.h"
#include "core/basics/heap.h"
#include "core/training/options.h"

#include <algorithm>
#include <stdexcept>

namespace hardlens {

namespace {

TrainingConfig configOf(const ResumePoint& from, const Variant& variant)
{
    TrainingConfig config = from.config;
    // Both sides tell all losses, so that they can be compared; under samplers that do not need
    // them that is timed apart.
    config.training.lossesEverySteps = 1;
    config.training.steps = 0; // the fork ends when its user has seen enough
    config.training.minutes = 0;
    for (const SetOption& setting : variant.settings)
        setOption(config, setting.key, setting.value);
    config.validate();
    return config;
}

SessionOptions optionsOf(const ResumePoint& from)
{
    SessionOptions options = from.options;
    options.startPaused = true;
    options.history = forked(from.options.history); // each side writes its own
    options.replay.clear(); // what was changed later in the run before is not part of a branch
    return options;
}

} // namespace

LockStep::LockStep(const ResumePoint& from, const std::filesystem::path& parent,
    const std::vector<Variant>& variants, const std::filesystem::path& runs, Publish publish)
    : m_publish(std::move(publish))
    , m_forkStep(from.step)
{
    if (variants.size() < fewest || variants.size() > most)
        throw std::invalid_argument("a fork has two to four variants");
    std::vector<TrainingConfig> configs;
    for (const Variant& variant : variants)
        configs.push_back(configOf(from, variant));
    std::filesystem::path folder;
    if (!runs.empty())
        folder = newRunFolder(runs, from.config);
    m_sides.resize(variants.size());
    for (Side& side : m_sides)
        side.step = m_forkStep;
    for (size_t i = 0; i < variants.size(); ++i) {
        KeepingOptions keeping {
            .parent = RunParent {std::filesystem::absolute(parent).string(), from.step}};
        if (!folder.empty())
            keeping.folder = folder.string() + "_fork-" + std::to_string(i + 1);
        auto run = std::make_unique<LiveRun>(
            configs[i],
            [this, i](Published published) {
                take(i, published);
                m_publish(i, std::move(published));
            },
            optionsOf(from), keeping);
        const std::lock_guard lock(m_mutex);
        m_sides[i].run = std::move(run);
    }
    const std::lock_guard lock(m_mutex);
    giveTurn();
}

LockStep::~LockStep()
{
    std::vector<std::unique_ptr<OpenRun>>
        runs; // taken out first: their threads look at all sides until they end
    {
        const std::lock_guard lock(m_mutex);
        for (Side& side : m_sides)
            runs.push_back(std::move(side.run));
    }
    for (const auto& run : runs)
        if (run)
            run->requestStop();
    runs.clear();
    returnFreeMemory();
}

void LockStep::play()
{
    const std::lock_guard lock(m_mutex);
    m_rounds = -1;
    giveTurn();
}

void LockStep::pause()
{
    const std::lock_guard lock(m_mutex);
    m_rounds = 0;
}

void LockStep::doRounds(int64_t count)
{
    const std::lock_guard lock(m_mutex);
    m_rounds = count;
    giveTurn();
}

bool LockStep::isPlaying() const
{
    const std::lock_guard lock(m_mutex);
    return m_rounds != 0 || m_isInRound;
}

int64_t LockStep::commonStep() const
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::min_element(m_sides, {}, &Side::step)->step;
}

/// What a variant published, in its thread.
void LockStep::take(size_t variant, const Published& published)
{
    const std::lock_guard lock(m_mutex);
    Side& side = m_sides[variant];
    if (published.step && published.step->header.step > side.step) {
        side.step = published.step->header.step;
        side.isAsked = false;
    }
    // What a side publishes before it has read the command tells of the time before.
    const bool isOfBefore = side.isAsked && published.state != SessionState::Failed;
    if (!isOfBefore)
        side.state = published.state;
    if (published.state == SessionState::Failed)
        m_rounds = 0; // what the others do has nothing to be compared with
    giveTurn();
}

/// Has the variant step whose turn it is, once all of them rest.
void LockStep::giveTurn()
{
    const bool allRest = std::ranges::all_of(m_sides, [](const Side& side) {
        return side.run
            && (side.state == SessionState::Paused || side.state == SessionState::Finished);
    });
    if (!allRest)
        return;
    if (m_isInRound) {
        const int64_t goal = std::ranges::max_element(m_sides, {}, &Side::step)->step;
        const auto behind
            = std::ranges::find_if(m_sides, [goal](const Side& side) { return side.step < goal; });
        m_isInRound = behind != m_sides.end();
        if (m_isInRound)
            m_turn = size_t(behind - m_sides.begin());
        else if (m_rounds > 0)
            --m_rounds;
    }
    if (!m_isInRound) {
        if (m_rounds == 0)
            return;
        m_isInRound = true;
        m_turn = 0;
    }
    Side& side = m_sides[m_turn];
    side.state = SessionState::Running;
    side.isAsked = true;
    side.run->send(RunSteps {1});
}

} // namespace hardlens

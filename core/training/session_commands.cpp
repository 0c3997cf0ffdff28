#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/nets/weights_file.h"
#include "core/training/options.h"
#include "core/training/session_worker.h"
#include "core/training/superseded_settings.h"

namespace hardlens {

namespace {

constexpr size_t mostPinned = 4;

/// A value as people read it: the label of a choice, the number itself.
std::string shown(const OptionSpec& spec, const std::string& value)
{
    for (size_t i = 0; i < spec.choices.size(); ++i)
        if (spec.choices[i] == value)
            return spec.choiceLabels[i];
    return value == "true" ? "on" : value == "false" ? "off" : value;
}

} // namespace

void SessionWorker::obey()
{
    const auto commands = withoutSuperseded(m_commands.takeAll(), m_config);
    for (const Command& command : commands)
        survive([&] { std::visit([this](const auto& c) { obey(c); }, command); });
    if (!commands.empty())
        publish();
}

void SessionWorker::obey(const SetOption& command)
{
    try {
        const TrainingOption& option = trainingOption(command.key);
        if (!option.spec.live)
            throw ConfigError(concat(command.key, ": can only be set before a run starts"));
        const std::string from = option.get(m_config);
        const double backgroundLow = m_config.mining.backgroundLow;
        TrainingConfig changed = m_config;
        setOption(changed, command.key, command.value);
        if (m_job)
            m_job->check(changed);
        m_config = std::move(changed);
        const std::string to = option.get(m_config);
        if (from != to)
            tellControl(command.key, from, to);
        // The sampler takes bg_lo along; that is a change of its own on the time axis.
        if (command.key != "mining.bgLo" && backgroundLow != m_config.mining.backgroundLow)
            tellControl("mining.bgLo", shortNumber(backgroundLow),
                shortNumber(m_config.mining.backgroundLow));
        if (m_published.state == SessionState::Paused)
            scoreWatched();
    } catch (const ConfigError& error) {
        tell(EventKind::Refused, error.what(), command.key);
    }
}

void SessionWorker::tellControl(
    const std::string& key, const std::string& from, const std::string& to)
{
    const OptionSpec& spec = trainingOption(key).spec;
    auto event = std::make_shared<Event>();
    event->kind = EventKind::Control;
    event->step = m_step;
    event->wallSeconds = wallSeconds();
    event->trainSeconds = m_trainSeconds;
    event->key = key;
    event->from = shown(spec, from);
    event->to = shown(spec, to);
    event->value = to;
    event->text = concat(spec.label, " ", event->from, " → ", event->to);
    m_published.history.events.append(std::move(event));
}

void SessionWorker::obey(const Pause&)
{
    if (m_published.state == SessionState::Running)
        m_published.state = SessionState::Paused;
    m_stepsToRun = -1;
}

void SessionWorker::obey(const Resume&)
{
    // After the steps that were asked for, "play" means: go on.
    if (m_published.state == SessionState::Finished)
        m_limitsLifted = true;
    m_stepsToRun = -1;
    m_published.state = SessionState::Running;
}

void SessionWorker::obey(const RunSteps& command)
{
    if (command.count < 1)
        return tell(
            EventKind::Refused, concat("run ", command.count, " steps: must be at least 1"));
    if (m_published.state == SessionState::Finished)
        m_limitsLifted = true;
    m_stepsToRun = command.count;
    m_published.state = SessionState::Running;
}

void SessionWorker::obey(const LimitSpeed& command)
{
    m_speedLimit = std::max(0.0, command.stepsPerSecond);
}

void SessionWorker::obey(const PinPictures& command)
{
    if (m_config.bench != Bench::Detection)
        return tell(EventKind::Refused, "Pictures are pinned on the detection bench alone.");
    std::vector<int64_t> known;
    for (const int64_t i : command.testIndices)
        if (i >= 0 && i < m_published.run->testPictures && known.size() < mostPinned)
            known.push_back(i);
    if (known.size() < command.testIndices.size())
        tell(EventKind::Refused,
            concat("pin: only ", counted((long long)mostPinned, "test picture"), " of 0 … ",
                m_published.run->testPictures - 1, " can be pinned"));
    m_config.training.pinnedEverySteps = std::max<int64_t>(1, command.everySteps);
    m_job->watch(std::move(known));
    m_published.pinned.reset();
    scoreWatched();
}

void SessionWorker::obey(const EvaluateNow&)
{
    m_evaluateNow = true;
}

void SessionWorker::obey(const Finish&)
{
    m_finishNow = true;
}

void SessionWorker::obey(const LookAt& command)
{
    try {
        LoosePicture picture = readLoosePicture(command.path);
        m_activityStart = Clock::now();
        publishActivity(concat("looking at ", picture.reference.name), 0, 0);
        EvaluatedDetections found = m_job->lookAt(picture);
        found.step = m_step;
        m_pictures->add(std::move(picture));
        m_published.looked = std::make_shared<const EvaluatedDetections>(std::move(found));
    } catch (const Error& error) {
        tell(EventKind::Refused, error.what());
    }
    m_published.activity = {};
}

void SessionWorker::obey(const SaveWeights& command)
{
    try {
        writeWeights(command.path, m_job->weights());
        tell(EventKind::Note, concat("Weights after step ", m_step, " written to ", command.path));
    } catch (const Error& error) {
        tell(EventKind::Refused, error.what());
    }
}

void SessionWorker::obey(const SaveCheckpoint&)
{
    if (!m_checkpoints)
        return tell(EventKind::Refused, "This run keeps no checkpoints.");
    saveCheckpoint(false);
}

void SessionWorker::obey(const Report& command)
{
    tell(command.kind, command.text);
}

} // namespace hardlens

#include "app/window/bench_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "app/window/undo_commands.h"
#include "core/basics/error.h"
#include "core/training/options.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/state_badge.h"
#include "widgets/controls/top_bar.h"

#include <QUndoStack>

namespace hardlens {

TrainingConfig BenchWindow::settingsShown() const
{
    return m_desk->active() ? m_desk->settings().tried() : shownConfig();
}

void BenchWindow::turn(const QString& key, const QString& value)
{
    const TrainingOption& option = trainingOption(key.toStdString());
    const QString from = QString::fromStdString(option.get(settingsShown()));
    m_undo->push(new ParameterCommand(QString::fromStdString(option.spec.label), key, from, value,
        [this](const QString& k, const QString& v) { apply(k, v); }));
}

/// Whether what is shown stands still, so that settings can be tried on it.
bool BenchWindow::isFrozen() const
{
    const bool stands = showsRecorded() || !m_controller->trains()
        || m_controller->published().state == SessionState::Paused;
    return stands && showsStep();
}

void BenchWindow::showSettings()
{
    const TrainingConfig config = settingsShown();
    for (const std::string& key : m_keys)
        m_controls->setValue(
            QString::fromStdString(key), QString::fromStdString(trainingOption(key).get(config)));
    fitControls();
}

void BenchWindow::apply(const QString& key, const QString& value)
{
    const bool canTry = isFrozen() && m_desk->takes(key.toStdString());
    if (!canTry && !m_controller->trains()) {
        m_controls->refused(
            key, tr("This is a record. Train it on, and the setting can be turned."));
        return;
    }
    if (!canTry) {
        m_controller->send(SetOption {key.toStdString(), value.toStdString()});
        return;
    }
    try {
        if (!m_desk->active())
            tryOnFrozenStep();
        m_desk->turn(key.toStdString(), value.toStdString());
        m_controls->setValue(key, value);
    } catch (const ConfigError& error) {
        m_controls->refused(key, QString::fromUtf8(error.what()));
    }
    showTried();
    m_top->badge()->setWhatIf(m_desk->active());
    fitControls();
}

void BenchWindow::tryOnFrozenStep()
{
    setDeskBase(shownConfig());
    if (m_desk->active())
        showTried();
}

void BenchWindow::keepWhatIf()
{
    const auto changes = m_desk->settings().changes();
    m_desk->clear();
    if (const auto sampler = changes.find("mining.sampler"); sampler != changes.end())
        m_controller->send(
            SetOption {sampler->first, sampler->second}); // it moves others, which then move on
    for (const auto& [key, value] : changes)
        if (key != "mining.sampler")
            m_controller->send(SetOption {key, value});
    m_top->badge()->setWhatIf(false);
    showTried();
}

void BenchWindow::discardWhatIf()
{
    m_desk->clear();
    m_top->badge()->setWhatIf(false);
    showTried();
    showSettings();
}

/// Whatever makes the trainer go on takes what is being tried along.
void BenchWindow::send(const Command& command)
{
    const bool goesOn
        = std::holds_alternative<Resume>(command) || std::holds_alternative<RunSteps>(command);
    if (goesOn && m_desk->active())
        keepWhatIf();
    if (goesOn)
        m_time->travel()->follow(); // whoever asks for steps wants to see them
    m_controller->send(command);
}

/// Space plays what there is to play: the training, or a record of one.
void BenchWindow::togglePlay()
{
    if (!m_controller->trains())
        m_time->travel()->play(!m_time->travel()->isPlaying());
    else if (m_controller->published().state == SessionState::Running)
        send(Pause {});
    else
        send(Resume {});
}

void BenchWindow::resetSameSeed()
{
    startRun(m_controller->config());
}

void BenchWindow::resetNewSeed()
{
    TrainingConfig config = m_controller->config();
    ++config.seed;
    startRun(config);
}

} // namespace hardlens

#include "app/window/main_window.h"
#include "app/window/option_groups.h"
#include "app/window/roi_time_desk.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/time_travel.h"
#include "app/window/undo_commands.h"
#include "core/basics/error.h"
#include "core/training/options.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/state_badge.h"
#include "widgets/controls/top_bar.h"

#include <QUndoStack>

namespace hardlens {

void MainWindow::turn(const QString& key, const QString& value)
{
    const TrainingOption& option = trainingOption(key.toStdString());
    const QString from = QString::fromStdString(
        m_desk.active() ? m_desk.valueOf(option.spec.key) : option.get(shownConfig()));
    m_undo->push(new ParameterCommand(QString::fromStdString(option.spec.label), key, from, value,
        [this](const QString& k, const QString& v) { apply(k, v); }));
}

/// Whether what is shown stands still, so that settings can be tried on it.
bool MainWindow::isFrozen() const
{
    const bool stands = m_views->moment() || !m_controller->trains()
        || m_controller->published().state == SessionState::Paused;
    return stands && m_views->recorded();
}

/// The settings in force, or those that a recorded step was made with.
TrainingConfig MainWindow::shownConfig() const
{
    TrainingConfig config = m_controller->config();
    if (const auto& moment = m_views->moment(); moment && moment->body)
        config.mining = moment->body->detection().mining;
    return config;
}

void MainWindow::showSettings()
{
    const TrainingConfig config = m_desk.active() ? m_desk.tried() : shownConfig();
    for (const std::string& key : controlKeys())
        m_views->controls()->setValue(QString::fromStdString(key), QString::fromStdString(trainingOption(key).get(config)));
    fitControlsToSampler();
}

void MainWindow::apply(const QString& key, const QString& value)
{
    const bool canTry = isFrozen() && WhatIfDesk::takes(key.toStdString());
    if (!canTry && !m_controller->trains()) {
        m_views->controls()->refused(key, tr("This is a record. Train it on, and the setting can be turned."));
        return;
    }
    if (!canTry) {
        m_controller->send(SetOption {key.toStdString(), value.toStdString()});
        return;
    }
    try {
        if (!m_desk.active())
            tryOnFrozenStep();
        m_desk.turn(key.toStdString(), value.toStdString());
        m_views->controls()->setValue(key, value);
    } catch (const ConfigError& error) {
        m_views->controls()->refused(key, QString::fromUtf8(error.what()));
    }
    m_views->setWhatIf(m_desk.answer());
    m_top->badge()->setWhatIf(m_desk.active());
    fitControlsToSampler();
}

/// The frozen step, or the settings in force, are others.
void MainWindow::tryOnFrozenStep()
{
    m_desk.setBase(m_views->recorded(), shownConfig(), m_views->followsPinned());
    if (m_desk.active())
        m_views->setWhatIf(m_desk.answer());
}

void MainWindow::keepWhatIf()
{
    const auto changes = m_desk.changes();
    m_desk.clear();
    if (const auto sampler = changes.find("mining.sampler"); sampler != changes.end())
        m_controller->send(SetOption {sampler->first, sampler->second}); // it moves others, which then move on
    for (const auto& [key, value] : changes)
        if (key != "mining.sampler")
            m_controller->send(SetOption {key, value});
    m_top->badge()->setWhatIf(false);
    m_views->setWhatIf(nullptr);
}

void MainWindow::discardWhatIf()
{
    const auto changes = m_desk.changes();
    m_desk.clear();
    for (const auto& change : changes)
        m_views->controls()->setValue(QString::fromStdString(change.first),
            QString::fromStdString(trainingOption(change.first).get(shownConfig())));
    m_top->badge()->setWhatIf(false);
    m_views->setWhatIf(nullptr);
    fitControlsToSampler();
}

/// Whatever makes the trainer go on takes what is being tried along.
void MainWindow::send(const Command& command)
{
    const bool goesOn = std::holds_alternative<Resume>(command) || std::holds_alternative<RunSteps>(command);
    if (goesOn && m_desk.active())
        keepWhatIf();
    if (goesOn)
        m_time->travel()->follow(); // whoever asks for steps wants to see them
    m_controller->send(command);
}

} // namespace hardlens

#include "app/recording/resume_point.h"
#include "app/window/bench_window.h"
#include "app/window/fork_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "core/training/options.h"
#include "widgets/controls/status_line.h"
#include "widgets/fork/fork_chooser.h"
#include "widgets/fork/fork_words.h"

#include <utility>

namespace hardlens {

void BenchWindow::makeForkChooser()
{
    m_forkChooser = new ForkChooser(this);
    m_forkChooser->setWindowFlags(Qt::Popup);
    connect(m_forkChooser, &ForkChooser::forkRequested, this, &BenchWindow::fork);
    connect(m_forkChooser, &ForkChooser::cancelled, m_forkChooser, &QWidget::hide);
}

bool BenchWindow::showsNewest() const
{
    return m_controller->trains() && m_time->travel()->follows();
}

void BenchWindow::chooseFork()
{
    if (m_controller->folder().empty()) {
        m_status->showNote(tr("This run is not kept: there is no state of it to fork from."));
        return;
    }
    attempt([this] {
        const int64_t shown = m_time->travel()->shown();
        if (showsNewest()) {
            offerForks(m_controller->config(), shown);
        } else {
            const ResumePoint from
                = resumePoint(m_controller->folder(), shown, &m_controller->published().history);
            offerForks(from.config, from.step); // settings may have been turned since
        }
    });
}

void BenchWindow::offerForks(const TrainingConfig& config, int64_t step)
{
    std::vector<ForkOption> options;
    for (const std::string& key : m_keys)
        if (controlIsOfUse(key, config))
            options.push_back({trainingOption(key).spec,
                QString::fromStdString(trainingOption(key).get(config))});
    m_forkChooser->setOptions(std::move(options), step);
    m_forkChooser->adjustSize();
    const QRect middle = centralWidget()->geometry();
    m_forkChooser->move(mapToGlobal(middle.center()) - m_forkChooser->rect().center());
    m_forkChooser->show();
}

/// From the checkpoint up to the step that is shown; of the newest step one is written first.
void BenchWindow::fork(const QString& key, const QStringList& values)
{
    const TrainingOption& option = trainingOption(key.toStdString());
    const QStringList names = variantNames(option.spec, values);
    m_forkVariants.clear();
    for (qsizetype i = 0; i < values.size(); ++i)
        m_forkVariants.push_back(
            {names[i].toStdString(), {{key.toStdString(), values[i].toStdString()}}});
    m_forkChooser->hide();
    if (!showsNewest())
        return openFork(m_time->travel()->shown());
    m_controller->send(Pause {});
    m_controller->send(SaveCheckpoint {}); // goes on in takeCheckpoint
    m_status->showNote(tr("The fork begins as soon as the state of this step is written."));
}

void BenchWindow::takeCheckpoint(const Event& written)
{
    if (!m_forkVariants.empty())
        openFork(written.step);
}

void BenchWindow::openFork(int64_t atMost)
{
    const auto variants = std::exchange(m_forkVariants, {});
    attempt([&] {
        send(Pause {}); // the fork has the machine
        const History& known = m_controller->published().history;
        const auto folder = m_controller->folder();
        auto* window
            = new ForkWindow(resumePoint(folder, atMost, &known), folder, variants, m_runs);
        delete m_forkWindow;
        m_forkWindow = window;
        window->show();
    });
}

ForkWindow* BenchWindow::forkWindow() const
{
    return qobject_cast<ForkWindow*>(m_forkWindow.data());
}

} // namespace hardlens

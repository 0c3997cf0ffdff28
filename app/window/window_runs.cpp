#include "app/recording/resume_point.h"
#include "app/recording/run_folders.h"
#include "app/window/main_window.h"
#include "app/window/recent_folders.h"
#include "app/window/roi_time_desk.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/time_travel.h"
#include "core/basics/error.h"
#include "widgets/controls/status_line.h"
#include "widgets/roi/roi_view.h"

#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

namespace hardlens {

void MainWindow::openRun(const QString& folder)
{
    m_wantedPlace.reset();
    m_controller->openRecord(QFileInfo(folder).absoluteFilePath().toStdString());
}

void MainWindow::openRun(const QString& folder, const WindowPlace& place)
{
    openRun(folder);
    m_wantedPlace = place;
}

void MainWindow::chooseRun()
{
    const QString start = QString::fromStdString((m_runs.empty() ? runsFolder() : m_runs).string());
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a run that was kept"), start);
    if (!folder.isEmpty())
        openRun(folder);
}

/// What fails is said once, where every message stands; the run that is shown stays.
void MainWindow::attempt(const std::function<void()>& open)
{
    try {
        open();
    } catch (const Error& error) {
        m_status->showMessage(QString::fromUtf8(error.what()));
    }
}

void MainWindow::trainOn()
{
    const auto& published = m_controller->published();
    if (m_controller->trains())
        return;
    if (published.state == SessionState::Followed) {
        m_status->showNote(tr("Another process is training this run; what it records is shown here."));
        return;
    }
    attempt([this] { m_controller->resume(m_controller->folder(), false); });
}

void MainWindow::branchHere()
{
    const auto folder = m_controller->folder();
    if (folder.empty()) {
        m_status->showNote(tr("This run is not kept, and has no checkpoints to branch from."));
        return;
    }
    std::vector<SetOption> settings;
    for (const auto& [key, value] : m_desk.changes())
        settings.push_back({key, value});
    const int64_t shown = m_time->travel()->shown();
    attempt([&] {
        m_controller->branch(folder, shown, settings, m_runs);
        m_status->showNote(tr("A new run goes on from step %1, the newest checkpoint up to step %2.")
                               .arg(checkpointUpTo(folder, shown))
                               .arg(shown));
    });
}

void MainWindow::stopRun()
{
    m_controller->stop();
}

void MainWindow::copyPlace()
{
    const auto folder = m_controller->folder();
    if (folder.empty()) {
        m_status->showNote(tr("This run is not kept: there is nothing that a line could open."));
        return;
    }
    const TimeTravel* travel = m_time->travel();
    WindowPlace place {.step = travel->shown(), .view = m_views->middle()};
    if (const RoiPick pick = m_views->roiView()->pick(); !pick.isNone())
        place.selected = StepRoi {pick.picture, pick.roi};
    const QString line = lineOf(folder, place);
    QGuiApplication::clipboard()->setText(line);
    m_status->showNote(tr("Copied: %1").arg(line));
}

/// Once the steps of a run are known.
void MainWindow::goToWantedPlace()
{
    const auto place = std::exchange(m_wantedPlace, std::nullopt);
    if (!place)
        return;
    m_views->setMiddle(place->view);
    m_time->goTo(place->step, place->selected);
}

void MainWindow::fillRecentRuns()
{
    m_recentRuns->clear();
    for (const QString& folder : RecentFolders(RecentFolders::Kind::Runs).all())
        m_recentRuns->addAction(QFileInfo(folder).fileName(), this, [this, folder] { openRun(folder); })
            ->setToolTip(folder);
    m_recentRuns->setEnabled(!m_recentRuns->isEmpty());
}

} // namespace hardlens

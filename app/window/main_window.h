#pragma once

#include "core/training/training_config.h"

#include <QMainWindow>

#include <vector>

class QActionGroup;
class QMenu;

namespace hardlens {

class PinChooser;
class RunViews;
class SessionController;
class StatusLine;
class TopBar;
class TransportBar;

/// The workbench: one run at a time, its views, and what one can do with it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`.
    explicit MainWindow(const TrainingConfig& config, bool paused = false);
    ~MainWindow() override;

    SessionController* controller() const { return m_controller; }
    RunViews* views() const { return m_views; }
    /// Seconds from the start of the process to the first step on the screen; negative: none yet.
    double firstOverlaySeconds() const { return m_firstOverlaySeconds; }

public Q_SLOTS:
    void openFolder(const QString& folder);
    void openScenes();
    void chooseFolder();
    void togglePlay();
    void resetSameSeed();
    void resetNewSeed();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void makeActions(); // window_actions.cpp, with the menus
    void makeFileMenu();
    void makeRunMenu();
    void makeViewMenu();
    void fillRecent();
    void connectControls();
    void startRun(const TrainingConfig& config);
    void showRunText();
    void showPublished();
    void readEvents();
    void fitControlsToSampler();
    void pin(const std::vector<int64_t>& testIndices);
    void rescale(double factor);
    void restoreLook();

    SessionController* m_controller = nullptr;
    RunViews* m_views = nullptr;
    TopBar* m_top = nullptr;
    TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    PinChooser* m_pins = nullptr;
    QMenu* m_recent = nullptr;
    std::vector<int64_t> m_pinned {};
    bool m_startPaused = false;
    size_t m_eventsRead = 0;
    bool m_runKnown = false;
    double m_firstOverlaySeconds = -1;
};

} // namespace hardlens

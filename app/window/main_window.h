#pragma once

#include "app/forking/lock_step.h"
#include "app/window/frame_pace.h"
#include "app/window/what_if_desk.h"
#include "app/window/window_place.h"
#include "core/training/commands.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

class QActionGroup;
class QMenu;
class QUndoStack;

namespace hardlens {

class DockLayout;
class ForkChooser;
class ForkWindow;
class PinChooser;
class RoiTimeDesk;
class RunViews;
class SessionController;
class StatusLine;
class TopBar;
class TransportBar;
class WindowHelp;
struct RoiNote;

/// The workbench: one run at a time, its views, and what one can do with it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`. runs: where runs are kept; empty: they are not.
    explicit MainWindow(
        const TrainingConfig& config, bool paused = false, std::filesystem::path runs = {});
    /// Shows the record of a run.
    MainWindow(const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs);
    ~MainWindow() override;

    SessionController* controller() const { return m_controller; }
    RunViews* views() const { return m_views; }
    DockLayout* layoutOfDocks() const { return m_layout; }
    QUndoStack* undoStack() const { return m_undo; }
    ForkWindow* forkWindow() const; // null: none is open
    WindowHelp* help() const { return m_help; }
    /// Seconds from the start of the process to the first step on the screen; negative: none yet.
    double firstOverlaySeconds() const { return m_firstOverlaySeconds; }

public Q_SLOTS:
    void openFolder(const QString& folder);
    void openScenes();
    void chooseFolder();
    /// The record of a run, finished or growing.
    void openRun(const QString& folder);
    void openRun(const QString& folder, const WindowPlace& place);
    void chooseRun();
    /// A recorded run goes on here, where it ended.
    void trainOn();
    /// A new run from the newest checkpoint up to the step that is shown, with what is being tried.
    void branchHere();
    /// Asks which setting is to be different, and forks the run at the step that is shown.
    void chooseFork();
    void fork(const QString& key, const QStringList& values);
    /// Ends the training without another word; its record stays.
    void stopRun();
    /// The line that opens what is shown, into the clipboard.
    void copyPlace();
    void choosePicture();
    /// What was dropped on the window.
    void takeFile(const QString& path);
    void saveWeights();
    void chooseWeights();
    void startFromWeights(const QString& file);
    void togglePlay();
    void resetSameSeed();
    void resetNewSeed();
    /// Asks for an option's new value; can be undone. While a step is frozen, what concerns the choice is tried on it first.
    void turn(const QString& key, const QString& value);
    /// Tells the trainer what is being tried, or forgets it.
    void keepWhatIf();
    void discardWhatIf();
    /// Rests while another bench is shown, and goes on afterwards.
    void rest();
    void goOn();

Q_SIGNALS:
    void benchChosen(Bench bench);

protected:
    bool event(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    QMenu* createPopupMenu() override;

private:
    explicit MainWindow(std::filesystem::path runs);
    void build();
    void makeActions(); // window_actions.cpp, with the menus
    void makeFileMenu();
    void makeEditMenu();
    void makeRunMenu();
    void makeViewMenu();
    void makeColourMenu(QMenu* menu);
    void makeHelpMenu();
    void makePanelMenus(QMenu* menu);
    void fillRecent();
    void fillRecentRuns();
    void attempt(const std::function<void()>& open);
    void goToWantedPlace();
    void takeCheckpoint(const Event& written);
    void openFork(int64_t atMost);
    bool isFrozen() const;
    TrainingConfig shownConfig() const;
    void showSettings();
    void fillLayouts();
    void saveLayoutAs();
    void connectControls();
    void connectMessages();
    void goToNote(const RoiNote& note);
    void fitLengths();
    void send(const Command& command);
    void apply(const QString& key, const QString& value);
    void tryOnFrozenStep();
    void startRun(const TrainingConfig& config);
    void beginRun();
    void remember();
    void showRunText();
    void showPublished();
    void readEvents();
    void fitControlsToSampler();
    void pin(const std::vector<int64_t>& testIndices);
    void restoreLook();

    SessionController* m_controller = nullptr;
    RunViews* m_views = nullptr;
    TopBar* m_top = nullptr;
    TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    PinChooser* m_pins = nullptr;
    DockLayout* m_layout = nullptr;
    QUndoStack* m_undo = nullptr;
    WindowHelp* m_help = nullptr;
    WhatIfDesk m_desk {};
    RoiTimeDesk* m_time = nullptr;
    std::optional<WindowPlace> m_wantedPlace {};
    ForkChooser* m_forkChooser = nullptr;
    QPointer<QObject> m_forkWindow {}; // closes by itself
    std::vector<Variant> m_forkVariants {}; // of a fork that waits for its checkpoint
    QMenu* m_recent = nullptr;
    QMenu* m_recentRuns = nullptr;
    QMenu* m_layouts = nullptr;
    std::vector<int64_t> m_pinned {};
    bool m_startPaused = false;
    bool m_goesOn = false; // when this bench is shown again
    std::filesystem::path m_runs;
    size_t m_eventsRead = 0;
    bool m_runKnown = false;
    double m_firstOverlaySeconds = -1;
    FramePace m_pace;
};

} // namespace hardlens

#pragma once

#include "app/forking/lock_step.h"
#include "app/window/frame_pace.h"
#include "app/window/try_desk.h"
#include "app/window/window_place.h"
#include "core/records/published.h"
#include "core/training/commands.h"

#include <QMainWindow>
#include <QPointer>

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

class QMenu;
class QUndoStack;

namespace hardlens {

class DockLayout;
class ExperimentPanel;
class ForkChooser;
class ForkWindow;
class LogView;
class SessionController;
class StatusLine;
class TimeDesk;
class TopBar;
class TransportBar;
class WindowHelp;

/// What the windows of all benches share: one run at a time, the bars around its views, settings
/// that are turned, tried and undone, records that are opened and trained on. What is shown of a
/// step, the derived window knows.
class BenchWindow : public QMainWindow
{
    Q_OBJECT

public:
    ~BenchWindow() override;

    SessionController* controller() const { return m_controller; }
    DockLayout* layoutOfDocks() const { return m_layout; }
    QUndoStack* undoStack() const { return m_undo; }
    TimeDesk* timeDesk() const { return m_time; }
    WindowHelp* help() const { return m_help; }
    ForkWindow* forkWindow() const; // null: none is open
    Bench bench() const { return m_bench; }

public Q_SLOTS:
    void openFolder(const QString& folder);
    void chooseFolder();
    void openBuiltIn();
    /// The record of a run, finished or growing, at a place in it.
    void openRun(const QString& folder, const WindowPlace& place = {});
    void chooseRun();
    /// A recorded run goes on here, where it ended.
    void trainOn();
    /// A new run from the newest checkpoint up to the step that is shown, with what is being tried.
    void branchHere();
    /// Asks which setting is to be different, and forks the run at the step that is shown.
    void chooseFork(); // bench_forks.cpp, with what belongs to it
    void fork(const QString& key, const QStringList& values);
    /// Ends the training without another word; its record stays.
    void stopRun();
    /// The line that opens what is shown, into the clipboard.
    void copyPlace();
    void saveWeights();
    void chooseWeights();
    void startFromWeights(const QString& file);
    /// What was dropped on the window.
    void takeFile(const QString& path);
    void togglePlay();
    void resetSameSeed();
    void resetNewSeed();
    /// Asks for an option's new value; can be undone. While a step is frozen, what can be tried on
    /// it is tried first.
    void turn(const QString& key, const QString& value);
    /// Tells the trainer what is being tried, or forgets it.
    void keepWhatIf();
    void discardWhatIf();
    /// Rests while another bench is shown, and goes on afterwards.
    void rest();
    void goOn();

Q_SIGNALS:
    void benchChosen(Bench bench);
    void recordOfOtherBench(const QString& folder, Bench of); // somebody wanted to open it here

protected:
    /// layouts: where arrangements lie in the user's settings. runs: where runs are kept; empty:
    /// they are not.
    BenchWindow(Bench bench, const QString& layouts, std::filesystem::path runs);

    /// Puts the views of the derived window between the bars. All outlive the window or are its
    /// own.
    struct Parts
    {
        QWidget* middle = nullptr;
        QWidget* hinted = nullptr; // what the lines of the first start lie over
        ExperimentPanel* controls = nullptr;
        LogView* log = nullptr;
        TimeDesk* time = nullptr;
        TryDesk* desk = nullptr;
        std::function<void()> arrange {}; // the docks
    };
    /// One group of controls: a heading and the keys of its options.
    struct Controls
    {
        QString heading {};
        std::span<const char* const> keys {};
    };
    void build(const Parts& parts, const std::vector<Controls>& controls);

    void saySaved(const QString& file);
    void startRun(const TrainingConfig& config);
    /// The next run waits at step 0.
    void startNextPaused() { m_startPaused = true; }
    void send(const Command& command);
    void attempt(const std::function<void()>& open);
    bool isFrozen() const;
    void showSettings();
    void showRunText();
    /// What is shown, or the settings in force, are others: what is tried is tried on it.
    void tryOnFrozenStep();
    /// What stands where evaluations will be: how one comes about, or why there is none.
    QString noEvaluationText() const;
    /// The settings that controls show: tried ones, else those in force.
    TrainingConfig settingsShown() const;

    // Of the bench.
    virtual QString folderQuestion() const = 0; // of a dialog that asks for data
    virtual QString builtInName() const = 0;
    /// What is done with the data: the sampler, the loss.
    virtual QString methodOf(const TrainingConfig& config) const = 0;
    virtual bool controlIsOfUse(const std::string& key, const TrainingConfig& config) const = 0;
    /// Forgets the run before; null: the next one's pictures are not known yet.
    virtual void startViews(PictureSource* pictures) = 0;
    virtual void showViews(const Published& published) = 0;
    virtual bool showsRecorded() const = 0; // a moment that somebody went back to
    virtual bool showsStep() const = 0;
    /// The settings in force, or those that a recorded step was made with.
    virtual TrainingConfig shownConfig() const = 0;
    virtual void setDeskBase(const TrainingConfig& inForce) = 0;
    virtual void showTried() = 0;
    virtual void takeSettings(const TrainingConfig&) { } // that the controls show
    virtual void lookAt(const QString& picture) = 0;
    virtual WindowPlace place() const = 0; // that is shown
    virtual void goTo(const WindowPlace& place) = 0;
    virtual void addDataActions(QMenu&) { }
    virtual void addViewActions(QMenu&) { }

    bool event(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    QMenu* createPopupMenu() override;

    SessionController* m_controller = nullptr;
    TopBar* m_top = nullptr;
    TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    DockLayout* m_layout = nullptr;
    QUndoStack* m_undo = nullptr;
    TimeDesk* m_time = nullptr;
    std::vector<std::string> m_keys {}; // of the controls
    const std::filesystem::path m_runs;

private:
    void setControls(const std::vector<Controls>& controls);
    void connectRun();
    void connectMessages();
    void makeMenus(); // bench_menus.cpp, with what follows
    void makeDataMenu();
    void makeEditMenu();
    void makeRunMenu();
    void makeViewMenu();
    void makePanelMenus(QMenu& menu);
    void fillLayouts();
    void saveLayoutAs();
    void addRecent(QMenu& menu, const QString& title, bool runs);
    void goToWantedPlace();
    void beginRun();
    void beginViews();
    void remember();
    void showPublished();
    void readEvents();
    void fitControls();
    void restoreLook();
    void apply(const QString& key, const QString& value);
    void makeForkChooser();
    bool showsNewest() const; // of a training, whose state is to be written then
    void offerForks(const TrainingConfig& config, int64_t step);
    void takeCheckpoint(const Event& written);
    void openFork(int64_t atMost);

    const Bench m_bench;
    ExperimentPanel* m_controls = nullptr;
    LogView* m_log = nullptr;
    TryDesk* m_desk = nullptr;
    WindowHelp* m_help = nullptr;
    QMenu* m_layouts = nullptr;
    ForkChooser* m_forkChooser = nullptr;
    QPointer<QObject> m_forkWindow {};      // closes by itself
    std::vector<Variant> m_forkVariants {}; // of a fork that waits for its checkpoint
    std::optional<WindowPlace> m_wantedPlace {};
    size_t m_eventsRead = 0;
    bool m_runKnown = false;
    bool m_startPaused = false;
    bool m_goesOn = false; // when this bench is shown again
    FramePace m_pace {};
};

} // namespace hardlens

#pragma once

#include "app/window/embedding_desk.h"
#include "app/window/frame_pace.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <QMainWindow>

#include <filesystem>

class QUndoStack;

namespace hardlens {

class DockLayout;
class EmbeddingViews;
class SessionController;
class StatusLine;
class TimeDesk;
class TopBar;
class TransportBar;

/// The embedding bench: one run at a time, its views, and what one can do with it.
class EmbeddingWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`. runs: where runs are kept; empty: they are not.
    EmbeddingWindow(const TrainingConfig& config, bool paused, std::filesystem::path runs);
    /// Shows the record of a run.
    EmbeddingWindow(const std::filesystem::path& record, std::filesystem::path runs);
    ~EmbeddingWindow() override;

    SessionController* controller() const { return m_controller; }
    EmbeddingViews* views() const { return m_views; }
    TimeDesk* timeDesk() const { return m_time; }

public Q_SLOTS:
    void openFolder(const QString& folder);
    void openGlyphs();
    void openRun(const QString& folder);
    void togglePlay();
    void resetSameSeed();
    void resetNewSeed();
    /// Asks for an option's new value; can be undone. While a step is frozen, what concerns the draws is tried on it first.
    void turn(const QString& key, const QString& value);
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

private:
    explicit EmbeddingWindow(std::filesystem::path runs);
    void build();
    void makeMenus();
    void connectControls();
    void chooseFolder();
    void chooseRun();
    void beginRun();
    void showPublished();
    void readEvents();
    void showRunText();
    void showSettings();
    void fitControls();
    void tryOnFrozenStep();
    bool isFrozen() const;
    TrainingConfig shownConfig() const;
    void apply(const QString& key, const QString& value);
    void send(const Command& command);

    SessionController* m_controller = nullptr;
    EmbeddingViews* m_views = nullptr;
    TopBar* m_top = nullptr;
    TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    DockLayout* m_layout = nullptr;
    TimeDesk* m_time = nullptr;
    QUndoStack* m_undo = nullptr;
    EmbeddingDesk m_desk {};
    std::filesystem::path m_runs;
    size_t m_eventsRead = 0;
    bool m_runKnown = false;
    bool m_startPaused = false;
    bool m_goesOn = false; // when this bench is shown again
    FramePace m_pace;
};

} // namespace hardlens

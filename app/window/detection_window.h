#pragma once

#include "app/forking/lock_step.h"
#include "app/window/bench_window.h"
#include "app/window/what_if_desk.h"

#include <QPointer>

#include <vector>

namespace hardlens {

class ForkChooser;
class ForkWindow;
class PinChooser;
class RoiTimeDesk;
class RunViews;
struct RoiNote;

/// The detection bench: the RoIs of a step on their pictures, and why they were chosen.
class DetectionWindow : public BenchWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`. runs: where runs are kept; empty: they are not.
    explicit DetectionWindow(const TrainingConfig& config, bool paused = false, std::filesystem::path runs = {});
    /// Shows the record of a run.
    DetectionWindow(const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs);
    ~DetectionWindow() override;

    RunViews* views() const { return m_views; }
    ForkWindow* forkWindow() const; // null: none is open
    /// Seconds from the start of the process to the first step on the screen; negative: none yet.
    double firstOverlaySeconds() const { return m_firstOverlaySeconds; }

public Q_SLOTS:
    /// Asks which setting is to be different, and forks the run at the step that is shown.
    void chooseFork();
    void fork(const QString& key, const QStringList& values);
    void choosePicture();

protected:
    QString folderQuestion() const override;
    QString builtInName() const override;
    QString methodOf(const TrainingConfig& config) const override;
    bool controlIsOfUse(const std::string& key, const TrainingConfig& config) const override;
    void startViews(PictureSource* pictures) override;
    void showViews(const Published& published) override;
    void takeCheckpoint(const Event& written) override; // detection_forks.cpp
    bool showsRecorded() const override;
    bool showsStep() const override;
    TrainingConfig shownConfig() const override;
    void setDeskBase(const TrainingConfig& inForce) override;
    void showTried() override;
    void lookAt(const QString& picture) override;
    WindowPlace place() const override;
    void goTo(const WindowPlace& place) override;
    void addDataActions(QMenu& menu) override; // detection_actions.cpp, with what follows
    void addRunActions(QMenu& menu) override;
    void addViewActions(QMenu& menu) override;

private:
    explicit DetectionWindow(std::filesystem::path runs);
    void connectViews();
    void addColourMenu(QMenu& menu);
    void openFork(int64_t atMost);
    void goToNote(const RoiNote& note);
    void choosePins();
    void pin(const std::vector<int64_t>& testIndices);

    WhatIfDesk m_desk {};
    RunViews* m_views = nullptr;
    RoiTimeDesk* m_roiTime = nullptr;
    PinChooser* m_pins = nullptr;
    ForkChooser* m_forkChooser = nullptr;
    QPointer<QObject> m_forkWindow {}; // closes by itself
    std::vector<Variant> m_forkVariants {}; // of a fork that waits for its checkpoint
    std::vector<int64_t> m_pinned {};
    double m_firstOverlaySeconds = -1;
};

} // namespace hardlens

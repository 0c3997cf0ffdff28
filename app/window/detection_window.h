#pragma once

#include "app/window/bench_window.h"
#include "app/window/what_if_desk.h"

#include <vector>

namespace hardlens {

class PinChooser;
class RoiTimeDesk;
class RunViews;
struct RoiNote;

/// The detection bench: the RoIs of a step on their pictures, and why they were chosen.
class DetectionWindow : public BenchWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`. runs: where runs are kept;
    /// empty: they are not.
    explicit DetectionWindow(
        const TrainingConfig& config, bool paused = false, std::filesystem::path runs = {});
    /// Shows the record of a run.
    DetectionWindow(
        const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs);
    ~DetectionWindow() override;

    RunViews* views() const { return m_views; }
    /// Seconds from the start of the process to the first step on the screen; negative: none yet.
    double firstOverlaySeconds() const { return m_firstOverlaySeconds; }

public Q_SLOTS:
    void choosePicture();

protected:
    QString folderQuestion() const override;
    QString builtInName() const override;
    QString methodOf(const TrainingConfig& config) const override;
    bool controlIsOfUse(const std::string& key, const TrainingConfig& config) const override;
    void startViews(PictureSource* pictures) override;
    void showViews(const Published& published) override;
    bool showsRecorded() const override;
    bool showsStep() const override;
    TrainingConfig shownConfig() const override;
    void setDeskBase(const TrainingConfig& inForce) override;
    void showTried() override;
    void lookAt(const QString& picture) override;
    WindowPlace place() const override;
    void goTo(const WindowPlace& place) override;
    void addDataActions(QMenu& menu) override; // detection_actions.cpp, with what follows
    void addViewActions(QMenu& menu) override;

private:
    explicit DetectionWindow(std::filesystem::path runs);
    void connectViews();
    void addColourMenu(QMenu& menu);
    void goToNote(const RoiNote& note);
    void choosePins();
    void pin(const std::vector<int64_t>& testIndices);

    WhatIfDesk m_desk {};
    RunViews* m_views = nullptr;
    RoiTimeDesk* m_roiTime = nullptr;
    PinChooser* m_pins = nullptr;
    std::vector<int64_t> m_pinned {};
    double m_firstOverlaySeconds = -1;
};

} // namespace hardlens

#pragma once

#include "app/forking/lock_step.h"
#include "app/window/time_travel.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

namespace hardlens {

class ForkCurvesView;
class ForkFiguresView;
class RoiView;
class RoiViewLink;
class StatusLine;
class TransportBar;

/// A fork to watch: the pictures of each side beside each other, with one zoom and one picked RoI; their curves in one plot;
/// the difference in numbers. All of it shows the same step of all sides.
class ForkWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// As LockStep. The sides wait at the fork until somebody plays.
    ForkWindow(const ResumePoint& from, const std::filesystem::path& parent, const std::vector<Variant>& variants,
        const std::filesystem::path& runs, QWidget* window = nullptr);
    ~ForkWindow() override; // waits for the step that is being done

    LockStep& lockStep() { return *m_fork; }
    TimeTravel* travel() { return &m_travel; }
    RoiView* roiView(size_t variant) { return m_sides[variant].view; }
    ForkFiguresView* figures() { return m_figures; }
    void togglePlay();

protected:
    bool event(QEvent* event) override;

private:
    /// One slot for each side: the newest value wins.
    struct Mailbox
    {
        std::mutex mutex {};
        std::array<std::optional<Published>, LockStep::most> values {};
    };
    struct Side
    {
        RoiView* view = nullptr;
        Published published {};
        bool isKnown = false; // its class names and pictures
    };

    void build(const std::vector<Variant>& variants);
    void connectControls();
    void makeKeys();
    void wake();
    void deliver();
    void take(Side& side, size_t variant, Published published);
    void showStep();
    void showCurves();
    void showState();

    std::vector<Side> m_sides {};
    RoiViewLink* m_link = nullptr;
    ForkCurvesView* m_curves = nullptr;
    ForkFiguresView* m_figures = nullptr;
    TransportBar* m_transport = nullptr;
    StatusLine* m_status = nullptr;
    TimeTravel m_travel {};
    int64_t m_shown = -1;
    QTimer m_frame {};
    QTimer m_curvePause {};
    QElapsedTimer m_sinceDelivery {};
    std::shared_ptr<Mailbox> m_mailbox = std::make_shared<Mailbox>();
    std::unique_ptr<LockStep> m_fork {}; // last: its threads write into the mailbox
};

} // namespace hardlens

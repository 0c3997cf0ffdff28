#pragma once

#include "app/forking/lock_step.h"
#include "app/window/fork_sides.h"
#include "app/window/time_travel.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

namespace hardlens {

class ForkCurvesView;
class ForkFiguresView;
class StatusLine;
class TransportBar;

/// A fork to watch: the steps of all sides beside each other, as their bench shows them; their
/// curves in one plot; the difference in numbers. All of it shows the same step of all sides.
class ForkWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// As LockStep. The sides wait at the fork until somebody plays.
    ForkWindow(const ResumePoint& from, const std::filesystem::path& parent,
        const std::vector<Variant>& variants, const std::filesystem::path& runs,
        QWidget* window = nullptr);
    ~ForkWindow() override; // waits for the step that is being done

    LockStep& lockStep() { return *m_fork; }
    TimeTravel* travel() { return &m_travel; }
    const ForkSides& sides() const { return *m_views; }
    ForkCurvesView* curves() { return m_curves; }
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
        Published published {};
        bool isKnown = false; // its class names and pictures
    };

    void build(const QStringList& names);
    QWidget* makeSides(const QStringList& names);
    void connectControls();
    void makeKeys();
    void wake();
    void deliver();
    void take(size_t variant, Published published);
    void showStep();
    void showCurves();
    void showState();

    std::vector<Side> m_sides {};
    std::unique_ptr<ForkSides> m_views {};
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

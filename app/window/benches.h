#pragma once

#include "app/window/window_place.h"
#include "core/training/training_config.h"

#include <QObject>

#include <array>
#include <filesystem>
#include <memory>

namespace hardlens {

class BenchWindow;
class DetectionWindow;
class EmbeddingWindow;

/// The windows of the benches, one of which is seen at a time. The other rests, hidden, in the
/// state it was left in; it is made when it is asked for first.
class Benches : public QObject
{
    Q_OBJECT

public:
    /// runs: where runs are kept; empty: they are not.
    explicit Benches(std::filesystem::path runs);
    ~Benches() override;

    /// Opens the bench that the config is of, on its data.
    void start(const TrainingConfig& config, bool paused);
    /// Opens a run that was kept, on its bench. Throws Error where it cannot be read.
    void openRecord(const std::filesystem::path& folder, const WindowPlace& place);

    BenchWindow* window() const { return windowOf(m_shown); } // that is seen
    DetectionWindow* detection() const;                       // null: not made yet
    EmbeddingWindow* embedding() const;

public Q_SLOTS:
    void show(Bench bench);
    /// Shows the bench with the record of a run.
    void openRecordOn(const QString& folder, Bench bench);

private:
    BenchWindow* windowOf(Bench bench) const { return m_windows[size_t(bench)].get(); }
    void take(std::unique_ptr<BenchWindow> window);
    void swapFor(Bench bench);

    const std::filesystem::path m_runs;
    Bench m_shown = Bench::Detection;
    std::array<std::unique_ptr<BenchWindow>, 2> m_windows {};
};

} // namespace hardlens

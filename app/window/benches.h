#pragma once

#include "app/window/window_place.h"
#include "core/training/training_config.h"

#include <QObject>
#include <QPointer>

#include <filesystem>
#include <memory>
#include <optional>

class QMainWindow;

namespace hardlens {

class EmbeddingWindow;
class MainWindow;

/// The windows of the benches, one of which is seen at a time. The other rests, hidden, in the state it was left in; it is made
/// when it is asked for first.
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

    /// The window that is seen.
    QMainWindow* window() const;
    MainWindow* detection() const { return m_detection.get(); } // null: not made yet
    EmbeddingWindow* embedding() const { return m_embedding.get(); }

public Q_SLOTS:
    void show(Bench bench);

private:
    void take(std::unique_ptr<MainWindow> window);
    void take(std::unique_ptr<EmbeddingWindow> window);

    const std::filesystem::path m_runs;
    Bench m_shown = Bench::Detection;
    std::unique_ptr<MainWindow> m_detection {};
    std::unique_ptr<EmbeddingWindow> m_embedding {};
};

} // namespace hardlens

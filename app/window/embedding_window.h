#pragma once

#include "app/window/bench_window.h"
#include "app/window/embedding_desk.h"

namespace hardlens {

class EmbeddingViews;

/// The embedding bench: the negatives that a sampler drew, and what became of the embedding.
class EmbeddingWindow : public BenchWindow
{
    Q_OBJECT

public:
    /// The session starts at once, or waits at step 0 where `paused`. runs: where runs are kept;
    /// empty: they are not.
    explicit EmbeddingWindow(
        const TrainingConfig& config, bool paused = false, std::filesystem::path runs = {});
    /// Shows the record of a run.
    EmbeddingWindow(
        const std::filesystem::path& record, const WindowPlace& place, std::filesystem::path runs);

    EmbeddingViews* views() const { return m_views; }

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
    void takeSettings(const TrainingConfig& config) override;
    void lookAt(const QString& picture) override;
    WindowPlace place() const override;
    void goTo(const WindowPlace& place) override;

private:
    explicit EmbeddingWindow(std::filesystem::path runs);
    void connectViews();
    /// A line of a plot that was dragged: what it says of an option.
    void turnTo(const char* key, double value);
    void moveUpperCutoff(double cutoff);
    void moveMargin(double margin);

    EmbeddingDesk m_desk {};
    EmbeddingViews* m_views = nullptr;
};

} // namespace hardlens

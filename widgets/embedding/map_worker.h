#pragma once

#include "core/analysis/probe_map.h"
#include "core/analysis/tsne.h"
#include "core/records/embedding_step.h"

#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hardlens {

/// What a live map is made from: the probe, or where there is none the batch of a step.
struct MapGround
{
    std::shared_ptr<const EmbeddedPictures> probe {};
    std::shared_ptr<const EmbeddingStep> step {}; // read without a probe

    EmbeddingTable table() const;
    const std::vector<PictureReference>& pictures() const;
    bool isEmpty() const { return !probe && !step; }
};

struct TsneRequest
{
    std::vector<float> embeddings {}; // finite
    int64_t dimension = 1;
    TsneOptions options {};
    std::vector<PlanePoint> start {}; // where the items are now: the first frame lies on it
};

/// A moment of a t-SNE, aligned to the one before.
struct TsneFrame
{
    std::vector<PlanePoint> points {};
    int64_t iteration = 0;
    int64_t of = 0; // where it will stop
};

/// Makes maps in a niced thread, so that neither the window nor the trainer waits. Of live maps the
/// newest request wins; frames of a t-SNE that was stopped are dropped.
class MapWorker : public QObject
{
    Q_OBJECT

public:
    static constexpr int64_t tsneIterations = 1000; // of a start
    static constexpr int64_t moreIterations = 500;  // of going on after the end

    explicit MapWorker(QObject* parent = nullptr);
    ~MapWorker() override;

    /// before: the map to stay on, of the same items; null: none.
    void makeMap(const MapGround& ground, std::shared_ptr<const ProbeMap> before);

    void startTsne(TsneRequest request);
    void pauseTsne();
    void continueTsne();
    void stopTsne();

Q_SIGNALS:
    void mapMade(std::shared_ptr<const ProbeMap> map, const hardlens::MapGround& ground);
    void tsneAdvanced(std::shared_ptr<const TsneFrame> frame);
    void failed(const QString& reason); // of a t-SNE

private:
    struct MapRequest
    {
        MapGround ground {};
        std::shared_ptr<const ProbeMap> before {};
    };
    /// What the thread is to do, under the mutex.
    struct Work
    {
        std::optional<MapRequest> map {};
        std::optional<TsneRequest> tsne {};
        int64_t generation = 0; // of the t-SNE; frames of another are of no use
        int64_t until = 0;      // iteration
        bool running = false;
        bool paused = false; // also while it is being begun

        bool any() const { return map || tsne || running; }
    };
    struct Descent; // the t-SNE at work, of the thread alone

    void run(const std::stop_token& stop);
    void makeMapNow(const MapRequest& request);
    void begin(std::optional<Descent>& descent, TsneRequest request, int64_t generation);
    void advance(Descent& descent, int64_t until);
    template <typename Request> void request(Request&& write);

    std::mutex m_mutex {};
    std::condition_variable_any m_asked {};
    Work m_work {};
    std::jthread m_thread {}; // last
};

} // namespace hardlens

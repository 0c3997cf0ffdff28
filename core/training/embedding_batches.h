#pragma once

#include "core/data/class_pictures.h"
#include "core/data/picture_store.h"
#include "core/training/embedding_config.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace hardlens {

/// Where a run stands in its batches.
struct BatchPlace
{
    int64_t epoch = 0;
    int64_t batch = 0; // in its epoch

    /// As one number, as checkpoints keep it, and back.
    int64_t packed() const { return epoch << 32 | batch; }
    static BatchPlace unpacked(int64_t place) { return {place >> 32, place & 0xffffffff}; }
};

/// Pictures ready for an embedding network.
struct ClassBatch
{
    std::vector<PictureReference> pictures {};
    std::vector<int32_t> labels {};
    std::vector<uint8_t> rgb {}; // [pictures, size, size, 3]
    int32_t size = 0;
    int64_t epoch = 0;
    BatchPlace next {}; // of what comes after it
};

/// The picture as the network sees it: [size, size, 3]. key: of its flip and shift; nullopt: as it
/// is, its middle.
std::vector<uint8_t> networkPixels(
    const Pixels& picture, const EmbeddingInput& input, const std::optional<RandomKey>& key);

/// Decodes and scales batches ahead of the trainer, strictly in the order that the seed draws up
/// front.
class ClassBatches
{
public:
    using Report = std::function<void(const DataProblem&)>;
    static constexpr size_t depth = 3; // batches held ready

    /// store: of the same data. first: where that epoch has no such batch, the next epoch begins.
    /// Throws DataError where the training classes do not fill a batch.
    ClassBatches(std::shared_ptr<const ClassPictures> data, std::shared_ptr<PictureStore> store,
        const EmbeddingInput& input, const ClassOrderConfig& order, BatchPlace first,
        Report report);
    ~ClassBatches();
    ClassBatches(const ClassBatches&) = delete;
    ClassBatches& operator=(const ClassBatches&) = delete;

    /// The next batch; nullopt where it is not ready within the time. Throws DataError where too
    /// few pictures can be decoded.
    std::optional<ClassBatch> next(std::chrono::milliseconds patience);

    /// Another P or K: what is ready is dropped and the next epoch begins. Throws DataError where
    /// the classes do not fill such a batch; then nothing changes.
    void reorder(const ClassOrderConfig& order);
    /// Throws ConfigError where the data give no batch of this order.
    void check(const ClassOrderConfig& order) const;
    const ClassOrderConfig& order() const { return m_order; }

private:
    void work(const std::stop_token& stop);
    ClassBatch load(const std::vector<int64_t>& places, BatchPlace at) const;
    const ClassEpoch& epoch(int64_t number);
    BatchPlace after(BatchPlace at);
    void leaveOut(const std::exception_ptr& failure, int64_t batches);

    std::shared_ptr<const ClassPictures> m_data;
    std::shared_ptr<PictureStore> m_store;
    EmbeddingInput m_input;
    ClassOrderConfig m_order;
    std::vector<int32_t> m_labels {}; // of the training pictures
    Report m_report;

    std::mutex m_mutex {};
    std::condition_variable_any m_changed {};
    std::deque<ClassBatch> m_ready {};
    std::exception_ptr m_failure {};
    BatchPlace m_at {}; // to be loaded next
    int64_t m_failedInARow = 0;
    int64_t m_orderNumber = 0; // grows with every reorder: what is loaded for another is dropped
    std::optional<std::pair<int64_t, ClassEpoch>> m_epoch {};
    std::jthread m_thread {}; // last
};

} // namespace hardlens

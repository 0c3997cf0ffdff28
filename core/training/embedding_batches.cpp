#include "core/training/embedding_batches.h"

#include "core/basics/error.h"
#include "core/basics/fault_point.h"
#include "core/data/resizing.h"

#include <algorithm>
#include <cstring>

namespace hardlens {

void EmbeddingInput::validate() const
{
    if (size < 16 || size > 512)
        throw ConfigError(concat("embedding.size = ", size, ": must be in [16, 512]"));
    if (!(shift >= 0 && shift <= 1))
        throw ConfigError(concat("embedding.shift = ", shift, ": must be in [0, 1]"));
}

std::vector<uint8_t> networkPixels(
    const Pixels& picture, const EmbeddingInput& input, const std::optional<RandomKey>& key)
{
    const int32_t size = input.size, large = int32_t(std::lround(double(size) * (1 + input.shift)));
    Pixels scaled = picture.width == large && picture.height == large
        ? picture
        : resized(picture, large, large);
    const int32_t room = large - size;
    int32_t x = room / 2, y = room / 2;
    bool flip = false;
    if (key) {
        RandomStream random(*key);
        x = int32_t(random.below(uint32_t(room) + 1));
        y = int32_t(random.below(uint32_t(room) + 1));
        flip = input.flip && random.below(2) == 1;
    }
    std::vector<uint8_t> rgb(size_t(size) * size_t(size) * 3);
    for (int32_t row = 0; row < size; ++row)
        std::memcpy(&rgb[size_t(row) * size_t(size) * 3],
            &scaled.rgb[(size_t(row + y) * size_t(large) + size_t(x)) * 3], size_t(size) * 3);
    if (flip)
        rgb = mirrored({size, size, std::move(rgb)}).rgb;
    return rgb;
}

ClassBatches::ClassBatches(std::shared_ptr<const ClassPictures> data,
    std::shared_ptr<PictureStore> store, const EmbeddingInput& input, const ClassOrderConfig& order,
    BatchPlace first, Report report)
    : m_data(std::move(data))
    , m_store(std::move(store))
    , m_input(input)
    , m_order(order)
    , m_report(std::move(report))
    , m_at(first)
{
    m_input.validate();
    m_order.validate();
    for (const ClassPicture& picture : m_data->train)
        m_labels.push_back(picture.label);
    const ClassEpoch& now = epoch(first.epoch);
    if (now.classesLeftOut > 0 && m_report)
        m_report({m_data->name, 0,
            concat(now.classesLeftOut, " classes have fewer than ", order.picturesPerClass,
                " pictures and are left out")});
    if (size_t(first.batch) >= now.batches.size())
        m_at = {.epoch
            = first.epoch + 1}; // the place is of smaller batches, of which an epoch has more
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

ClassBatches::~ClassBatches()
{
    m_thread.request_stop();
}

/// Of the thread that holds the lock, or alone.
const ClassEpoch& ClassBatches::epoch(int64_t number)
{
    if (!m_epoch || m_epoch->first != number)
        m_epoch = {number, classEpoch(m_labels, number, m_order)};
    return m_epoch->second;
}

void ClassBatches::check(const ClassOrderConfig& order) const
{
    if (order == m_order)
        return;
    try {
        classEpoch(m_labels, 0, order);
    } catch (const DataError& error) {
        throw ConfigError(error.what());
    }
}

void ClassBatches::reorder(const ClassOrderConfig& order)
{
    order.validate();
    const std::lock_guard lock(m_mutex);
    const int64_t next = (m_ready.empty() ? m_at.epoch : m_ready.front().epoch) + 1;
    ClassEpoch first = classEpoch(m_labels, next, order); // or throws
    m_order = order;
    m_at = {.epoch = next};
    m_epoch = {next, std::move(first)};
    ++m_orderNumber;
    m_ready.clear();
    m_failure = nullptr;
    m_changed.notify_all();
}

std::optional<ClassBatch> ClassBatches::next(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, patience, [this] { return !m_ready.empty() || m_failure; }))
        return std::nullopt;
    if (m_ready.empty()) {
        const std::exception_ptr failure = std::exchange(m_failure, nullptr);
        m_changed.notify_all();
        std::rethrow_exception(failure);
    }
    ClassBatch batch = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return batch;
}

ClassBatch ClassBatches::load(const std::vector<int64_t>& places, BatchPlace at) const
{
    faultPoint("loader");
    ClassBatch batch {.size = m_input.size, .epoch = at.epoch};
    batch.rgb.reserve(places.size() * size_t(m_input.size) * size_t(m_input.size) * 3);
    for (size_t i = 0; i < places.size(); ++i) {
        const ClassPicture& picture = m_data->train[size_t(places[i])];
        const auto pixels = m_store->load(withoutLabel(picture));
        const RandomKey key {.seed = m_order.seed,
            .purpose = Purpose::Flip,
            .step = uint64_t(at.packed()),
            .item = uint32_t(i)};
        const auto rgb = networkPixels(*pixels, m_input, key);
        batch.rgb.insert(batch.rgb.end(), rgb.begin(), rgb.end());
        batch.pictures.push_back(picture.reference);
        batch.labels.push_back(picture.label);
    }
    return batch;
}

/// What comes after a place in the order in force.
BatchPlace ClassBatches::after(BatchPlace at)
{
    return size_t(at.batch) + 1 < epoch(at.epoch).batches.size()
        ? BatchPlace {at.epoch, at.batch + 1}
        : BatchPlace {at.epoch + 1, 0};
}

void ClassBatches::work(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_ready.size() < depth && !m_failure; })) {
        const BatchPlace at = m_at;
        const int64_t number = m_orderNumber;
        const std::vector<int64_t> places = epoch(at.epoch).batches.at(size_t(at.batch));
        std::optional<ClassBatch> batch;
        std::exception_ptr failure;
        lock.unlock();
        try {
            batch = load(places, at);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (number != m_orderNumber)
            continue;
        m_at = after(at);
        if (batch) {
            batch->next = m_at;
            m_ready.push_back(std::move(*batch));
            m_failedInARow = 0;
        } else {
            leaveOut(failure, int64_t(epoch(at.epoch).batches.size()));
        }
        m_changed.notify_all();
    }
}

/// A batch with a picture that cannot be decoded is left out and said: the order goes on as it was
/// drawn. Where no batch can be loaded, and for what is no trouble with data, the failure is the
/// trainer's.
void ClassBatches::leaveOut(const std::exception_ptr& failure, int64_t batches)
{
    try {
        std::rethrow_exception(failure);
    } catch (const DataError& error) {
        if (++m_failedInARow < batches) {
            if (m_report)
                m_report({m_data->name, 0, concat("a batch is left out: ", error.what())});
            return;
        }
        m_failure = failure;
    } catch (...) {
        m_failure = failure;
    }
    m_failedInARow = 0;
}

} // namespace hardlens

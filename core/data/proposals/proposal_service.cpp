#include "core/data/proposals/proposal_service.h"

#include "core/basics/error.h"
#include "core/basics/fault_point.h"
#include "core/basics/nice_thread.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

/// Pictures whose boxes stay in memory: 4096 x 1000 boxes are 64 MB.
constexpr size_t mostKept = 4096;

} // namespace

ProposalService::ProposalService(std::shared_ptr<PictureStore> pictures,
    const ProposalConfig& config, ProposalServiceOptions options)
    : m_pictures(std::move(pictures))
    , m_config(config)
    , m_options(std::move(options))
    , m_settings(settingsText(config))
    , m_cache(
          config.method == ProposalMethod::Grid ? std::filesystem::path {} : m_options.cacheFolder)
{
    if (!m_pictures)
        throw std::invalid_argument("ProposalService: pictures must not be null");
    if (m_options.threads < 0 || m_options.threads > 64)
        throw std::invalid_argument(
            concat("ProposalService: threads = ", m_options.threads, ": must be in [0, 64]"));
    m_config.validate();
    for (int i = 0; i < m_options.threads; ++i)
        m_threads.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

ProposalService::~ProposalService()
{
    for (std::jthread& thread : m_threads)
        thread.request_stop();
}

void ProposalService::follow(const std::vector<const AnnotatedPicture*>& order)
{
    const std::lock_guard lock(m_mutex);
    m_order = order;
    m_next = 0;
    m_done = 0;
    m_seconds = 0;
    m_timed = 0;
    m_changed.notify_all();
}

void ProposalService::followAll(const std::vector<int64_t>& trainOrder)
{
    const DetectionData& data = *m_pictures->data();
    std::vector<const AnnotatedPicture*> order;
    order.reserve(trainOrder.size() + data.test.size());
    for (const int64_t i : trainOrder)
        order.push_back(&data.train.at(size_t(i)));
    for (const AnnotatedPicture& picture : data.test)
        order.push_back(&picture);
    follow(order);
}

std::vector<Box> ProposalService::get(const AnnotatedPicture& picture)
{
    const Found boxes = found(picture);
    const bool merge = m_config.mergeGroundTruth && !picture.reference.isTest;
    return withGroundTruth(*boxes,
        merge ? std::span(picture.objects) : std::span<const GroundTruth> {}, m_config.count);
}

ProposalProgress ProposalService::progress() const
{
    const std::lock_guard lock(m_mutex);
    ProposalProgress progress {.done = m_done, .total = int64_t(m_order.size())};
    const auto left = double(progress.total - progress.done);
    if (left > 0 && m_options.threads > 0)
        progress.secondsLeft = m_done == 0
            ? std::numeric_limits<double>::quiet_NaN()
            : m_seconds / double(std::max<int64_t>(m_timed, 1)) * left / m_options.threads;
    return progress;
}

void ProposalService::work(const std::stop_token& stop)
{
    makeThreadNice();
    while (!stop.stop_requested()) {
        const AnnotatedPicture* picture = nullptr;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_next < m_order.size(); }))
                return;
            picture = m_order[m_next++];
        }
        try {
            found(*picture);
        } catch (...) { // kept by found(), for who asks for this picture
        }
        const std::lock_guard lock(m_mutex);
        m_done = std::min(m_done + 1, int64_t(m_order.size()));
    }
}

ProposalService::Found ProposalService::found(const AnnotatedPicture& picture)
{
    const uint64_t id = picture.reference.contentId;
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return isKnown(id) || !m_inWork.contains(id); });
        if (const auto at = m_found.find(id); at != m_found.end())
            return at->second;
        if (const auto at = m_failed.find(id); at != m_failed.end())
            std::rethrow_exception(at->second);
        m_inWork.insert(id);
    }
    Found boxes;
    std::exception_ptr failure;
    bool lasting = false; // what is wrong with a picture stays wrong; too little memory may pass
    const auto start = std::chrono::steady_clock::now();
    try {
        boxes = find(picture);
    } catch (const Error&) {
        failure = std::current_exception();
        lasting = true;
    } catch (...) {
        failure = std::current_exception();
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    {
        const std::lock_guard lock(m_mutex);
        m_inWork.erase(id);
        m_seconds += took.count();
        ++m_timed;
        if (lasting)
            m_failed[id] = failure;
        else if (!failure)
            keep(id, boxes);
    }
    m_changed.notify_all();
    if (failure)
        std::rethrow_exception(failure);
    return boxes;
}

ProposalService::Found ProposalService::find(const AnnotatedPicture& picture)
{
    if (auto cached = m_cache.find(picture.reference.contentId, m_settings))
        return std::make_shared<const std::vector<Box>>(std::move(*cached));
    faultPoint("proposals");
    const auto pixels = m_pictures->load(picture);
    auto boxes = foundBoxes(*pixels, picture.reference.contentId, m_config);
    storeOnDisk(picture, boxes);
    return std::make_shared<const std::vector<Box>>(std::move(boxes));
}

void ProposalService::keep(uint64_t contentId, Found boxes)
{
    m_found[contentId] = std::move(boxes);
    if (m_age.size() < mostKept) {
        m_age.push_back(contentId);
        return;
    }
    m_found.erase(std::exchange(m_age[m_oldest], contentId));
    m_oldest = (m_oldest + 1) % mostKept;
}

void ProposalService::storeOnDisk(const AnnotatedPicture& picture, const std::vector<Box>& boxes)
{
    try {
        m_cache.store(picture.reference.contentId, m_settings, boxes);
    } catch (const Error& error) {
        {
            const std::lock_guard lock(m_mutex);
            if (std::exchange(m_storeFailed, true))
                return;
        }
        if (m_options.report)
            m_options.report({m_options.cacheFolder.string(), 0,
                concat("proposals cannot be kept on disk and will be found again next time: ",
                    error.what())});
    }
}

} // namespace hardlens

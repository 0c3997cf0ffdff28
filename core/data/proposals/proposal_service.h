#pragma once

#include "core/data/picture_store.h"
#include "core/data/proposals/proposal_cache.h"
#include "core/data/proposals/propose_boxes.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <set>
#include <thread>

namespace hardlens {

/// How far the proposals that were asked for ahead are.
struct ProposalProgress
{
    int64_t done = 0;
    int64_t total = 0;
    double secondsLeft = 0; // by the pace so far; 0 when done, NaN before the first one
};

struct ProposalServiceOptions
{
    int threads = 1; // niced workers that run ahead, in [0, 64]; 0: only in get()
    std::filesystem::path cacheFolder {}; // empty: nothing is kept on disk
    std::function<void(const DataProblem&)>
        report {}; // e.g. that the cache cannot be written, once; any thread
};

/// Finds the proposals of pictures, ahead of who needs them. Any thread.
///
/// What is found depends on the picture's content and the config alone, never on the order of
/// asking or the number of threads. Selective search is kept on disk; the grid is quicker than a
/// file.
class ProposalService
{
public:
    /// pictures: not null. Throws ConfigError for a bad config.
    ProposalService(std::shared_ptr<PictureStore> pictures, const ProposalConfig& config,
        ProposalServiceOptions options = {});
    /// Waits for the pictures that are being worked on, one per thread.
    ~ProposalService();
    ProposalService(const ProposalService&) = delete;
    ProposalService& operator=(const ProposalService&) = delete;

    /// The pictures to run through, in this order; replaces what was to come. They must belong to
    /// the data set.
    void follow(const std::vector<const AnnotatedPicture*>& order);
    /// The training pictures in the order given, then the test pictures.
    void followAll(const std::vector<int64_t>& trainOrder);

    /// The picture's RoIs; objects are merged into those of training pictures where the config says
    /// so. Waits while a worker has the picture, else finds them here. Throws what finding them
    /// threw.
    std::vector<Box> get(const AnnotatedPicture& picture);

    ProposalProgress progress() const;
    const ProposalConfig& config() const { return m_config; }
    const std::shared_ptr<PictureStore>& pictures() const { return m_pictures; }

private:
    using Found = std::shared_ptr<const std::vector<Box>>;

    void work(const std::stop_token& stop);
    Found found(const AnnotatedPicture& picture);
    Found find(const AnnotatedPicture& picture);
    void keep(uint64_t contentId, Found boxes);
    void storeOnDisk(const AnnotatedPicture& picture, const std::vector<Box>& boxes);
    bool isKnown(uint64_t contentId) const
    {
        return m_found.contains(contentId) || m_failed.contains(contentId);
    }

    std::shared_ptr<PictureStore> m_pictures {};
    ProposalConfig m_config {};
    ProposalServiceOptions m_options {};
    std::string m_settings {};
    ProposalCache m_cache;

    mutable std::mutex m_mutex {};
    std::condition_variable_any m_changed {};
    std::vector<const AnnotatedPicture*> m_order {};
    size_t m_next = 0;
    int64_t m_done = 0;
    double m_seconds = 0; // spent by workers on what was not at hand
    int64_t m_timed = 0;  // pictures that took them
    bool m_storeFailed = false;
    std::set<uint64_t> m_inWork {};
    std::map<uint64_t, Found> m_found {};
    std::vector<uint64_t> m_age {}; // ring of what m_found holds, oldest at m_oldest
    size_t m_oldest = 0;
    std::map<uint64_t, std::exception_ptr> m_failed {};
    std::vector<std::jthread> m_threads {}; // last: stopped and joined before the rest goes
};

} // namespace hardlens

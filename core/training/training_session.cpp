#include "core/training/training_session.h"

#include "core/nets/counting_allocator.h"
#include "core/nets/detector.h"
#include "core/nets/embedding_net.h"
#include "core/training/session_worker.h"
#include "core/training/training_job.h"

#include <ATen/Parallel.h>

#include <thread>

namespace hardlens {

namespace {

void setThreads(int64_t wanted)
{
    const int64_t all = std::max(1u, std::thread::hardware_concurrency());
    at::set_num_threads(int(wanted > 0 ? wanted : all));
}

} // namespace

/// The worker and the thread that it runs in.
class TrainingSession::Worker
{
public:
    Worker(TrainingConfig config, Publish publish, SessionOptions options)
        : m_worker(std::move(config), std::move(publish), std::move(options))
        , m_thread([this](const std::stop_token& stop) { m_worker.run(stop); })
    {
    }

    SessionWorker m_worker;
    std::jthread m_thread; // last: stopped and joined before the worker goes
};

TrainingSession::TrainingSession(TrainingConfig config, Publish publish, SessionOptions options)
{
    installCountingAllocator();
    m_worker = std::make_unique<Worker>(std::move(config), std::move(publish), std::move(options));
}

TrainingSession::~TrainingSession()
{
    m_worker.reset(); // the network's tensors first
    dropWaitingTensorBuffers();
}

void TrainingSession::send(Command command)
{
    m_worker->m_worker.send(std::move(command));
}

void TrainingSession::requestStop()
{
    m_worker->m_thread.request_stop();
}

bool TrainingSession::ended() const
{
    return m_worker->m_worker.ended();
}

std::shared_ptr<PictureSource> TrainingSession::pictures() const
{
    return m_worker->m_worker.pictures();
}

Evaluation evaluateOnce(
    const TrainingConfig& config, const std::function<void(int64_t, int64_t)>& progress)
{
    installCountingAllocator();
    setThreads(config.threads);
    const auto job = makeJob(config, {}, nullptr);
    auto scores = job->evaluate(config, [&](int64_t done, int64_t total) {
        progress(done, total);
        return true;
    });
    return std::move(scores->evaluation);
}

std::string describeNetwork(const TrainingConfig& config, int64_t classes)
{
    if (config.bench == Bench::Embedding)
        return EmbeddingNet(
            {config.net.widths, config.embedding.dimension, config.embedding.grid}, config.seed)
            .describe();
    return Detector({.classes = classes,
                        .widths = config.net.widths,
                        .headWidth = config.net.headWidth,
                        .dropout = config.net.dropout},
        config.seed)
        .describe();
}

} // namespace hardlens

#include "widgets/embedding/map_worker.h"

#include "core/basics/error.h"
#include "core/basics/nice_thread.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace hardlens {

namespace {

constexpr qint64 frameMs = 40;

} // namespace

EmbeddingTable MapGround::table() const
{
    if (probe)
        return {probe->embeddings, probe->dimension};
    return {step->embeddings, step->dimension};
}

const std::vector<PictureReference>& MapGround::pictures() const
{
    return probe ? probe->pictures : step->pictures;
}

struct MapWorker::Descent
{
    Tsne tsne;
    int64_t generation = 0;
    std::vector<PlanePoint> shown {};
};

MapWorker::MapWorker(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

MapWorker::~MapWorker() = default;

template <typename Request> void MapWorker::request(Request&& write)
{
    {
        const std::lock_guard lock(m_mutex);
        write(m_work);
    }
    m_asked.notify_one();
}

void MapWorker::makeMap(const MapGround& ground, std::shared_ptr<const ProbeMap> before)
{
    request([&](Work& work) { work.map = MapRequest {ground, std::move(before)}; });
}

void MapWorker::startTsne(TsneRequest asked)
{
    request([&](Work& work) {
        work.tsne = std::move(asked);
        ++work.generation;
        work.until = tsneIterations;
        work.running = work.paused = false; // until it has begun
    });
}

void MapWorker::pauseTsne()
{
    request([](Work& work) {
        work.running = false;
        work.paused = true;
    });
}

void MapWorker::continueTsne()
{
    request([](Work& work) {
        work.running = true;
        work.paused = false;
    });
}

void MapWorker::stopTsne()
{
    request([](Work& work) {
        work.tsne.reset();
        work.running = false;
        ++work.generation;
    });
}

void MapWorker::run(const std::stop_token& stop)
{
    makeThreadNice();
    std::optional<Descent> descent;
    while (true) {
        std::unique_lock lock(m_mutex);
        m_asked.wait(lock, stop, [this] { return m_work.any(); });
        if (stop.stop_requested())
            return;
        const int64_t generation = m_work.generation;
        if (const auto map = std::exchange(m_work.map, std::nullopt)) {
            lock.unlock();
            makeMapNow(*map);
        } else if (auto tsne = std::exchange(m_work.tsne, std::nullopt)) {
            lock.unlock();
            begin(descent, std::move(*tsne), generation);
        } else if (descent && descent->generation == generation) {
            if (descent->tsne.iteration() >= m_work.until)
                m_work.until += moreIterations; // somebody wants more
            const int64_t until = m_work.until;
            lock.unlock();
            advance(*descent, until);
        } else {
            m_work.running = false; // nothing was begun
        }
    }
}

void MapWorker::makeMapNow(const MapRequest& request)
{
    auto map = std::make_shared<ProbeMap>();
    try {
        *map = probeMap(request.ground.table(), request.before.get());
    } catch (const std::invalid_argument&) {
        // Of one dimension there is no plane: the map stays empty.
    }
    QMetaObject::invokeMethod(
        this,
        [this, map = std::shared_ptr<const ProbeMap>(map), ground = request.ground] {
            Q_EMIT mapMade(map, ground);
        },
        Qt::QueuedConnection);
}

void MapWorker::begin(std::optional<Descent>& descent, TsneRequest asked, int64_t generation)
{
    descent.reset(); // its memory first
    try {
        // Half of the cores: niced threads still take turns with the trainer's.
        asked.options.threads
            = std::max<int64_t>(1, int64_t(std::thread::hardware_concurrency()) / 2);
        descent.emplace(Descent {Tsne({asked.embeddings, asked.dimension}, asked.options),
            generation, std::move(asked.start)});
        const std::lock_guard lock(m_mutex);
        m_work.running = m_work.generation == generation && !m_work.paused;
    } catch (const std::exception& error) {
        QMetaObject::invokeMethod(
            this, [this, text = QString::fromUtf8(error.what())] { Q_EMIT failed(text); },
            Qt::QueuedConnection);
    }
}

/// For about the time of a frame, then shows where it is.
void MapWorker::advance(Descent& descent, int64_t until)
{
    QElapsedTimer timer;
    timer.start();
    do {
        descent.tsne.advance(1);
    } while (timer.elapsed() < frameMs && descent.tsne.iteration() < until);
    descent.shown = alignedTo(descent.shown, descent.tsne.points());
    auto frame = std::make_shared<const TsneFrame>(
        TsneFrame {descent.shown, descent.tsne.iteration(), until});
    {
        const std::lock_guard lock(m_mutex);
        if (m_work.generation == descent.generation && frame->iteration >= until)
            m_work.running = false;
    }
    QMetaObject::invokeMethod(
        this,
        [this, frame, generation = descent.generation] {
            {
                const std::lock_guard lock(m_mutex);
                if (generation != m_work.generation)
                    return;
            }
            Q_EMIT tsneAdvanced(frame);
        },
        Qt::QueuedConnection);
}

} // namespace hardlens

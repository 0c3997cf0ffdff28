#include "app/window/moment_loader.h"

#include "core/basics/error.h"

#include <utility>

namespace hardlens {

namespace {

/// Steps that are read before what is more urgent is looked for again.
constexpr size_t pastAtOnce = 8;

/// None where that very step is not there.
std::optional<RoiMoment> momentAt(StepSource& source, int64_t step, const RoiIdentity& roi)
{
    if (roi.isPinned) {
        const auto score = source.pinnedAtOrBefore(step);
        return score && score->step == step ? momentOf(*score, roi.contentId, roi.proposal)
                                            : std::nullopt;
    }
    const auto body = source.stepAtOrBefore(step);
    return body && body->header.step == step ? momentOf(*body, roi.contentId, roi.proposal)
                                             : std::nullopt;
}

} // namespace

MomentLoader::MomentLoader(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

MomentLoader::~MomentLoader() = default;

template <typename Request> void MomentLoader::request(Request&& write)
{
    {
        const std::lock_guard lock(m_mutex);
        write(m_work);
    }
    m_asked.notify_one();
}

void MomentLoader::setSource(std::shared_ptr<StepSource> source)
{
    request([&](Work& work) { work = {.source = std::move(source), .run = work.run + 1}; });
}

void MomentLoader::load(int64_t step, int64_t evaluated)
{
    request([&](Work& work) { work.moment = {step, evaluated}; });
}

void MomentLoader::list()
{
    request([](Work& work) { work.list = true; });
}

void MomentLoader::gather(const RoiIdentity& roi, std::vector<int64_t> steps)
{
    request([&](Work& work) { work.past = PastRequest {.roi = roi, .steps = std::move(steps)}; });
}

template <typename Answer> void MomentLoader::answer(int64_t run, Answer&& give)
{
    QMetaObject::invokeMethod(
        this,
        [this, run, give = std::forward<Answer>(give)] {
            {
                const std::lock_guard lock(m_mutex);
                if (run != m_work.run)
                    return;
            }
            give();
        },
        Qt::QueuedConnection);
}

void MomentLoader::run(const std::stop_token& stop)
{
    while (true) {
        std::unique_lock lock(m_mutex);
        m_asked.wait(lock, stop, [this] { return m_work.any(); });
        if (stop.stop_requested())
            return;
        const auto source = m_work.source;
        const int64_t run = m_work.run;
        if (const auto moment = std::exchange(m_work.moment, std::nullopt)) {
            lock.unlock();
            loadMoment(*source, *moment, run);
        } else if (std::exchange(m_work.list, false)) {
            lock.unlock();
            try {
                auto steps = std::make_shared<const std::vector<int64_t>>(source->steps());
                answer(run, [this, steps, pinned = source->pinnedSteps()] {
                    Q_EMIT listed(steps, pinned);
                });
            } catch (const Error& error) {
                answer(
                    run, [this, text = QString::fromUtf8(error.what())] { Q_EMIT failed(text); });
            }
        } else {
            PastRequest past = *std::exchange(m_work.past, std::nullopt);
            lock.unlock();
            gatherSome(*source, std::move(past), run);
        }
    }
}

void MomentLoader::loadMoment(StepSource& source, const MomentRequest& request, int64_t run)
{
    auto moment = std::make_shared<Moment>(Moment {.step = request.step});
    const auto reading = [&](const auto& read) {
        try {
            read();
        } catch (const Error& error) {
            moment->problem = error.what();
        }
    };
    reading([&] { moment->body = source.stepAtOrBefore(request.step); });
    reading([&] { moment->pinned = source.pinnedAtOrBefore(request.step); });
    reading([&] { moment->probe = source.probeAtOrBefore(request.step); });
    if (request.evaluated >= 0)
        reading([&] { moment->detections = source.detections(request.evaluated); });
    answer(run, [this, moment] { Q_EMIT loaded(moment); });
}

/// The next few steps of a RoI's past; the rest waits its turn, unless another past was asked for
/// meanwhile.
void MomentLoader::gatherSome(StepSource& source, PastRequest request, int64_t run)
{
    const size_t end = std::min(request.done + pastAtOnce, request.steps.size());
    for (; request.done < end; ++request.done) {
        try {
            if (const auto at = momentAt(source, request.steps[request.done], request.roi))
                request.past.push_back(*at);
        } catch (const Error&) {
            // A damaged step is a gap in the past.
        }
    }
    const RoiIdentity roi = request.roi;
    if (request.done == request.steps.size()) {
        answer(run, [this, roi, past = std::move(request.past)] { Q_EMIT gathered(roi, past); });
        return;
    }
    answer(run, [this, roi, done = int(request.done), total = int(request.steps.size())] {
        Q_EMIT gathering(roi, done, total);
    });
    const std::lock_guard lock(m_mutex);
    if (!m_work.past && m_work.run == run)
        m_work.past = std::move(request);
}

} // namespace hardlens

#include "core/data/sample_loader.h"

#include "core/basics/error.h"
#include "core/basics/fault_point.h"
#include "core/data/problem_log.h"
#include "core/data/resizing.h"
#include "core/data/sample_order.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

void requireIn(const char* key, int32_t value, int32_t low, int32_t high)
{
    if (!(value >= low && value <= high))
        throw ConfigError(
            concat("input.", key, " = ", value, ": must be in [", low, ", ", high, "]"));
}

int32_t networkSide(int32_t stored, float scale)
{
    return std::max(1, int32_t(std::lround(double(stored) * scale)));
}

} // namespace

void InputConfig::validate() const
{
    requireIn("shortSide", shortSide, 32, 4096);
    requireIn("longSideCap", longSideCap, 32, 8192);
}

SampleLoader::SampleLoader(std::shared_ptr<const DetectionData> data,
    std::shared_ptr<ProposalService> proposals, const InputConfig& config, uint64_t seed,
    int64_t firstPosition, Report report)
    : m_data(std::move(data))
    , m_proposals(std::move(proposals))
    , m_config(config)
    , m_seed(seed)
    , m_position(firstPosition)
    , m_report(std::move(report))
{
    if (!m_data || !m_proposals || firstPosition < 0)
        throw std::invalid_argument("SampleLoader: needs data, proposals and a position >= 0");
    m_config.validate();
    if (m_data->train.empty())
        throw DataError(concat(m_data->name, ": no training pictures"));
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

SampleLoader::~SampleLoader()
{
    m_thread.request_stop();
}

Sample SampleLoader::next()
{
    for (;;)
        if (auto sample = next(std::chrono::hours(1)))
            return std::move(*sample);
}

std::optional<Sample> SampleLoader::next(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait_for(lock, patience, [this] { return !m_ready.empty() || m_failure; }))
        return std::nullopt;
    if (m_ready.empty()) {
        const std::exception_ptr failure = std::exchange(m_failure, nullptr);
        m_changed.notify_all();
        std::rethrow_exception(failure);
    }
    Sample sample = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return sample;
}

Sample SampleLoader::load(const AnnotatedPicture& picture, bool flip) const
{
    const auto stored = m_proposals->pictures()->load(picture);
    Sample sample = sampleOf(picture.reference, *stored, m_proposals->get(picture), flip);
    sample.objects = picture.objects;
    return sample;
}

Sample SampleLoader::sampleOf(
    const PictureReference& picture, const Pixels& pixels, std::vector<Box> rois, bool flip) const
{
    Sample sample;
    sample.picture = picture;
    sample.picture.flipped = flip;
    sample.picture.scale
        = networkScale(pixels.width, pixels.height, m_config.shortSide, m_config.longSideCap);
    sample.rois = std::move(rois);
    sample.proposal.resize(sample.rois.size());
    std::iota(sample.proposal.begin(), sample.proposal.end(), 0);
    Pixels input = resized(pixels, networkSide(pixels.width, sample.picture.scale),
        networkSide(pixels.height, sample.picture.scale));
    if (flip)
        input = mirrored(input);
    sample.width = input.width;
    sample.height = input.height;
    sample.rgb = std::move(input.rgb);
    return sample;
}

void SampleLoader::work(const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        std::optional<Sample> sample;
        std::exception_ptr failure;
        try {
            sample = make(m_position);
            ++m_position;
        } catch (...) {
            failure = std::current_exception();
        }
        std::unique_lock lock(m_mutex);
        if (failure) {
            m_failure = failure;
            m_changed.notify_all();
            // Until somebody has been told; then the same position is tried again.
            m_changed.wait(lock, stop, [this] { return !m_failure; });
        } else if (sample) {
            if (!m_changed.wait(lock, stop, [this] { return m_ready.size() < depth; }))
                return;
            m_ready.push_back(std::move(*sample));
            m_changed.notify_all();
        }
    }
}

std::optional<Sample> SampleLoader::make(int64_t position)
{
    const auto n = int64_t(m_data->train.size());
    if (position / n != m_epoch) {
        m_epoch = position / n;
        m_order = epochOrder(m_seed, m_epoch, n);
    }
    const int64_t index = m_order[size_t(position % n)];
    const AnnotatedPicture& picture = m_data->train[size_t(index)];
    try {
        faultPoint("loader");
        Sample sample = load(picture, m_config.flip && flipOfPosition(m_seed, position));
        sample.position = position;
        sample.epoch = m_epoch;
        m_failedInRow = 0;
        if (m_data->found)
            for (const DataProblem& problem : m_data->found->take())
                tell(problem);
        return sample;
    } catch (const Error& error) {
        if (m_told.insert(index).second)
            tell({picture.reference.name, 0, concat(error.what(), ": picture skipped")});
        if (++m_failedInRow >= n)
            throw DataError(
                concat("no training picture can be used; the last one: ", error.what()));
    } catch (const std::exception& error) {
        throw Error(concat(picture.reference.name, ": ", error.what()));
    }
    return std::nullopt;
}

void SampleLoader::tell(const DataProblem& problem)
{
    if (m_report)
        m_report(problem);
}

} // namespace hardlens

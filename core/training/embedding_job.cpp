#include "core/training/embedding_job.h"

#include "core/basics/error.h"
#include "core/basics/fault_point.h"
#include "core/data/class_data_check.h"
#include "core/nets/weights_file.h"
#include "core/training/device.h"
#include "core/training/embedding_evaluator.h"
#include "core/training/open_data.h"
#include "core/training/weights_of_classes.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <numeric>

namespace hardlens {

namespace {

constexpr int64_t picturesPerPart = 128;
/// Of raw pixels recall is a matter of minutes beyond this many pictures: the floor is then left
/// open.
constexpr int64_t mostRawPixels = 5000;

} // namespace

EmbeddingJob::EmbeddingJob(const TrainingConfig& config, Report report, const Checkpoint* from)
    : m_config(config)
    , m_report(std::move(report))
{
    config.validate();
    m_device = deviceOf(config.device);
    m_data = std::make_shared<const ClassPictures>(openClasses(config));
    m_pictures = std::make_shared<PictureStore>(
        std::make_shared<const DetectionData>(withoutLabels(*m_data)));
    for (const ClassPicture& picture : m_data->test)
        m_testLabels.push_back(picture.label);
    makeTrainer(from);
    if (from)
        m_next = BatchPlace::unpacked(from->state.nextPosition);
    const ClassOrderConfig order = orderOf(config);
    if (const int64_t wanted = config.embedding.classesPerBatch;
        m_report && order.classesPerBatch < wanted)
        m_report({m_data->name, 0,
            concat("a batch takes all ", order.classesPerBatch,
                " classes; there are no more for P = ", wanted)});
    m_batches = std::make_unique<ClassBatches>(
        m_data, m_pictures, config.embedding.input, order, m_next, m_report);
    chooseProbe();
}

int64_t EmbeddingJob::classesToTakeFrom(const ClassOrderConfig& order) const
{
    std::vector<int64_t> pictures(m_data->classNames.size());
    for (const ClassPicture& picture : m_data->train)
        ++pictures[size_t(picture.label)];
    const int64_t fewest = order.smallClass == SmallClass::LeaveOut ? order.picturesPerClass : 1;
    return std::ranges::count_if(pictures, [fewest](int64_t count) { return count >= fewest; });
}

ClassOrderConfig EmbeddingJob::orderOf(const TrainingConfig& now) const
{
    ClassOrderConfig order {.seed = now.seed,
        .classesPerBatch = now.embedding.classesPerBatch,
        .picturesPerClass = now.embedding.picturesPerClass,
        .smallClass = now.embedding.smallClass};
    // With one class there is nothing to fit: the order says what is missing.
    if (const int64_t classes = classesToTakeFrom(order);
        order.classesPerBatch == m_config.embedding.classesPerBatch && classes >= 2)
        order.classesPerBatch = std::min(order.classesPerBatch, classes);
    return order;
}

void EmbeddingJob::makeTrainer(const Checkpoint* from)
{
    const EmbeddingConfig& e = m_config.embedding;
    RandomStream stream({.seed = m_config.seed, .purpose = Purpose::Initialisation});
    auto net = std::make_shared<EmbeddingNet>(
        EmbeddingNetConfig {m_config.net.widths, e.dimension, e.grid}, stream.next());
    EmbeddingTrainer::Options options {.solver = e.solver,
        .momentum = m_config.solver.momentum,
        .weightDecay = e.weightDecay,
        .schedule = {e.rate, m_config.solver.warmupSteps, m_config.solver.dropEverySteps,
            m_config.solver.dropFactor},
        .classes = int64_t(m_data->classNames.size()),
        .samples = int64_t(m_data->train.size()),
        .seed = m_config.seed,
        .loadedRateFactor = e.loadedRateFactor};
    if (!m_config.net.weights.empty()) {
        // Of other classes, too: that is what an embedding is for.
        takeWeights(*net, readWeights(m_config.net.weights), m_config.net.weights, {});
        for (const auto& item : net->named_parameters())
            options.loaded.push_back(item.key());
    }
    if (from)
        takeWeights(*net, from->weights, "the checkpoint", m_data->classNames);
    net->to(m_device);
    m_trainer = std::make_unique<EmbeddingTrainer>(net, e.loss, options);
    if (from)
        m_trainer->setState(from->solver.tensors);
}

/// Class after class in a drawn order, so that a class has its points together on the map; of large
/// ones a part, so that several are there.
void EmbeddingJob::chooseProbe()
{
    std::vector<std::vector<int64_t>> ofClass(m_data->classNames.size());
    for (size_t i = 0; i < m_testLabels.size(); ++i)
        ofClass[size_t(m_testLabels[i])].push_back(int64_t(i));
    const auto classes
        = std::ranges::count_if(ofClass, [](const auto& members) { return !members.empty(); });
    const int64_t mostOfClass
        = std::max<int64_t>(20, m_config.embedding.probeItems / std::max<int64_t>(1, classes));
    for (const int64_t c : permutation(
             int64_t(ofClass.size()), RandomStream({m_config.seed, Purpose::TestSplit, 0, 1}))) {
        const auto& members = ofClass[size_t(c)];
        const int64_t room = m_config.embedding.probeItems - int64_t(m_probe.size());
        const int64_t taken = std::min({int64_t(members.size()), mostOfClass, room});
        m_probe.insert(m_probe.end(), members.begin(), members.begin() + taken);
    }
}

std::vector<uint8_t> EmbeddingJob::testPixels(std::span<const int64_t> indices) const
{
    const size_t side = size_t(m_config.embedding.input.size), bytes = side * side * 3;
    std::vector<uint8_t> all;
    all.reserve(indices.size() * bytes);
    for (const int64_t i : indices) {
        const ClassPicture& picture = m_data->test[size_t(i)];
        std::vector<uint8_t> rgb(bytes, 120);
        try {
            rgb = networkPixels(
                *m_pictures->load(withoutLabel(picture)), m_config.embedding.input, std::nullopt);
        } catch (const DataError& error) {
            if (m_report)
                m_report({picture.file.string(), 0, concat("taken as grey: ", error.what())});
        }
        all.insert(all.end(), rgb.begin(), rgb.end());
    }
    return all;
}

bool EmbeddingJob::forTestPictures(
    const Progress& progress, const std::function<void(std::span<const uint8_t>)>& part) const
{
    const auto total = int64_t(m_data->test.size());
    std::vector<int64_t> indices;
    for (int64_t first = 0; first < total; first += picturesPerPart) {
        if (!progress(first, total))
            return false;
        indices.resize(size_t(std::min(picturesPerPart, total - first)));
        std::iota(indices.begin(), indices.end(), first);
        part(testPixels(indices));
    }
    return true;
}

bool EmbeddingJob::prepare(const Progress& progress)
{
    if (m_data->test.empty())
        return true;
    const int32_t size = m_config.embedding.input.size;
    const bool withPixels = int64_t(m_data->test.size()) <= mostRawPixels;
    std::vector<float> pixels, embeddings;
    // A run that goes on has a trained network: its floor is in its first evaluation.
    const bool isWhole = forTestPictures(progress, [&](std::span<const uint8_t> rgb) {
        const auto part = m_trainer->embed(rgb, size);
        embeddings.insert(embeddings.end(), part.begin(), part.end());
        if (!withPixels)
            return;
        const auto rows = rawPixels(rgb, size);
        pixels.insert(pixels.end(), rows.begin(), rows.end());
    });
    if (!isWhole)
        return false;
    const int64_t seed = int64_t(m_config.seed);
    if (withPixels)
        m_rawPixels = evaluateRetrieval(
            pixels, int64_t(rawSide) * rawSide, m_testLabels, false, uint64_t(seed))
                          .recall.front();
    if (m_next.packed() == 0)
        m_untrained = evaluateRetrieval(
            embeddings, m_config.embedding.dimension, m_testLabels, false, uint64_t(seed))
                          .recall.front();
    return true;
}

bool EmbeddingJob::fetch(const TrainingConfig& now, std::chrono::milliseconds patience)
{
    if (const ClassOrderConfig wanted = orderOf(now); wanted != m_batches->order()) {
        m_batches->reorder(wanted);
        m_fetched.reset();
    }
    if (!m_fetched)
        m_fetched = m_batches->next(patience);
    return m_fetched.has_value();
}

EmbeddingSettings EmbeddingJob::settingsFor(const TrainingConfig& now) const
{
    const EmbeddingConfig& e = now.embedding;
    const auto items = double(orderOf(now).classesPerBatch * e.picturesPerClass);
    return {.sampling = e.sampling,
        .upperFollowsBeta = e.upperFollowsBeta,
        .loss = e.loss,
        .rateFactor = now.solver.rateFactor,
        .betaRate = e.betaRateScale == BetaRateScale::ByBatch ? e.betaRate / items : e.betaRate,
        .frozenStages = now.net.frozenStages};
}

JobStep EmbeddingJob::step(const TrainingConfig& now, int64_t number)
{
    const ClassBatch batch = *std::exchange(m_fetched, std::nullopt);
    EmbeddingTrainer::Outcome outcome = m_trainer->step(batch, settingsFor(now), number);
    faultPoint("record");
    m_next = batch.next;
    JobStep step {.header = outcome.header,
        .pictures = int64_t(batch.labels.size()),
        .instances = outcome.record.draws,
        .pixels = int64_t(batch.rgb.size()) / 3};
    step.header.epoch = batch.epoch;
    step.body = std::move(outcome.record);
    return step;
}

std::optional<TestScores> EmbeddingJob::evaluate(
    const TrainingConfig& now, const Progress& progress)
{
    const auto start = std::chrono::steady_clock::now();
    std::vector<float> embeddings;
    const bool isWhole = forTestPictures(progress, [&](std::span<const uint8_t> rgb) {
        const auto part = m_trainer->embed(rgb, now.embedding.input.size);
        embeddings.insert(embeddings.end(), part.begin(), part.end());
    });
    if (!isWhole)
        return std::nullopt;
    TestScores scores;
    const int64_t dimension = m_config.embedding.dimension;
    RetrievalEvaluation retrieval
        = evaluateRetrieval(embeddings, dimension, m_testLabels, true, m_config.seed);
    retrieval.verification = verificationAccuracy(embeddings, dimension, m_data->pairs);
    retrieval.rawPixels = m_rawPixels;
    retrieval.untrained = m_untrained;
    scores.evaluation.retrieval = std::move(retrieval);
    scores.evaluation.pictures = int64_t(m_data->test.size());
    scores.evaluation.seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return scores;
}

void EmbeddingJob::watch(std::vector<int64_t> testIndices)
{
    m_probe = std::move(testIndices);
    m_probePixels.clear();
}

WatchedScores EmbeddingJob::scoreWatched(const TrainingConfig& now, int64_t step)
{
    if (m_probePixels.empty())
        m_probePixels = testPixels(m_probe);
    auto probe = std::make_shared<EmbeddedPictures>();
    probe->step = step;
    probe->dimension = m_config.embedding.dimension;
    for (const int64_t i : m_probe) {
        probe->pictures.push_back(m_data->test[size_t(i)].reference);
        probe->labels.push_back(m_testLabels[size_t(i)]);
    }
    probe->embeddings = m_trainer->embed(m_probePixels, now.embedding.input.size);
    return {.probe = std::move(probe)};
}

EvaluatedDetections EmbeddingJob::lookAt(const LoosePicture&)
{
    throw Error("Only a detector finds objects in a picture.");
}

Weights EmbeddingJob::weights() const
{
    return weightsOf(m_trainer->net(), m_data->classNames);
}

Checkpoint EmbeddingJob::checkpoint() const
{
    Checkpoint checkpoint {.weights = weights(), .solver = {.tensors = m_trainer->state()}};
    checkpoint.state.nextPosition = m_next.packed();
    for (Weights* part : {&checkpoint.weights, &checkpoint.solver})
        for (auto& [name, tensor] : part->tensors)
            tensor = tensor.detach().to(torch::kCPU).clone();
    return checkpoint;
}

void EmbeddingJob::check(const TrainingConfig& changed) const
{
    if (m_batches)
        m_batches->check(orderOf(changed));
}

RunHeader EmbeddingJob::header() const
{
    RunHeader header {.bench = Bench::Embedding};
    header.dataName = m_data->name;
    header.dataPath = m_data->path;
    header.classNames = m_data->classNames;
    header.trainPictures = int64_t(m_data->train.size());
    header.testPictures = int64_t(m_data->test.size());
    for (const ClassPicture& picture : m_data->test)
        header.test.push_back(picture.reference);
    header.data.layout = m_data->layout;
    header.data.trainPictures = header.trainPictures;
    header.data.testPictures = header.testPictures;
    header.data.picturesLeftOut = m_data->counts.picturesLeftOut;
    header.data.problems = int64_t(m_data->problems.size());
    for (const DataProblem& problem : m_data->problems)
        header.remarks.push_back(textOf(problem));
    header.seed = m_config.seed;
    header.threads = at::get_num_threads();
    header.device = m_device.is_cuda() ? "CUDA" : "CPU";
    return header;
}

} // namespace hardlens

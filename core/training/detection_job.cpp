#include "core/training/detection_job.h"

#include "core/basics/checked_file.h"
#include "core/basics/fault_point.h"
#include "core/basics/text.h"
#include "core/data/data_check.h"
#include "core/data/proposals/propose_boxes.h"
#include "core/data/sample_order.h"
#include "core/nets/weights_file.h"
#include "core/training/detection_evaluator.h"
#include "core/training/device.h"
#include "core/training/open_data.h"
#include "core/training/options.h"
#include "core/training/step_record.h"
#include "core/training/target_normalisation.h"
#include "core/training/weights_of_classes.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace hardlens {

namespace {

/// Selective search takes seconds a picture and the trainer waits for it: all cores, niced. The
/// grid is quicker than waking up.
int proposalThreads(ProposalMethod method)
{
    return method == ProposalMethod::Grid
        ? 1
        : int(std::clamp(std::thread::hardware_concurrency(), 1u, 64u));
}

} // namespace

DetectionJob::DetectionJob(const TrainingConfig& config, Report report, const Checkpoint* from)
    : m_config(config)
    , m_report(std::move(report))
{
    config.validate();
    m_device = deviceOf(config.device);
    openData();
    makeNetwork();
    if (from)
        goOnFrom(*from);
    makeTrainer(fixedNormalisation(m_data->classNames.size()));
    m_loader = std::make_unique<SampleLoader>(
        m_data, m_proposals, config.input, config.seed, m_nextPosition, m_report);
}

void DetectionJob::openData()
{
    m_data = std::make_shared<const DetectionData>(hardlens::openData(m_config));
    m_pictures = std::make_shared<PictureStore>(m_data);
    const ProposalConfig proposals = effectiveProposals(m_config);
    m_proposals = std::make_shared<ProposalService>(m_pictures, proposals,
        ProposalServiceOptions {.threads = proposalThreads(proposals.method),
            .cacheFolder = cacheFolder() / "proposals",
            .report = m_report});
    m_proposals->followAll(epochOrder(m_config.seed, 0, int64_t(m_data->train.size())));
}

void DetectionJob::makeNetwork()
{
    const DetectorConfig net {.classes = int64_t(m_data->classNames.size()) - 1,
        .widths = m_config.net.widths,
        .headWidth = m_config.net.headWidth,
        .dropout = m_config.net.dropout};
    RandomStream stream({.seed = m_config.seed, .purpose = Purpose::Initialisation});
    m_detector = std::make_shared<Detector>(net, stream.next());
    if (!m_config.net.weights.empty())
        takeWeights(*m_detector, readWeights(m_config.net.weights), m_config.net.weights,
            m_data->classNames);
    m_detector->to(m_device);
}

StepSchedule DetectionJob::schedule() const
{
    const auto& s = m_config.solver;
    return {s.rate, s.warmupSteps, s.dropEverySteps, s.dropFactor};
}

void DetectionJob::makeTrainer(TargetNormalisation normalisation)
{
    const auto& s = m_config.solver;
    m_trainer = std::make_unique<DetectionTrainer>(m_detector,
        SgdConfig {s.momentum, s.weightDecay, s.biasRateFactor, s.decayBiases}, schedule(),
        std::move(normalisation), m_config.seed);
    m_trainer->solver().setState(m_velocities);
}

void DetectionJob::goOnFrom(const Checkpoint& checkpoint)
{
    takeWeights(*m_detector, checkpoint.weights, "the checkpoint", m_data->classNames);
    m_velocities = checkpoint.solver.tensors;
    m_nextPosition = checkpoint.state.nextPosition;
}

bool DetectionJob::prepare(const Progress& progress)
{
    if (!m_config.solver.empiricalNormalisation)
        return true;
    DeltaStatistics statistics(m_data->classNames.size());
    const int64_t total = int64_t(m_data->train.size());
    for (int64_t i = 0; i < total; ++i) {
        if (!progress(i, total))
            return false;
        const AnnotatedPicture& picture = m_data->train[size_t(i)];
        statistics.add(m_proposals->get(picture), picture.objects, m_config.mining.foregroundIou);
    }
    makeTrainer(statistics.normalisation(m_data->classNames));
    return true;
}

std::optional<StepBatch> DetectionJob::nextBatch(
    int64_t pictures, std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (int64_t(m_waiting.size()) < pictures) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        std::optional<Sample> sample = m_loader->next(std::max(left, std::chrono::milliseconds(0)));
        if (!sample)
            return std::nullopt;
        m_waiting.push_back(std::move(*sample));
    }
    // N may have been lowered while pictures were waiting: the rest stays for the next step.
    std::vector<Sample> samples(std::make_move_iterator(m_waiting.begin()),
        std::make_move_iterator(m_waiting.begin() + pictures));
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + pictures);
    m_epoch = samples.back().epoch;
    m_nextPosition = samples.back().position + 1;
    return movedTo(makeStepBatch(std::move(samples), m_config.mining.foregroundIou,
                       m_trainer->normalisation()),
        m_device, torch::kFloat);
}

bool DetectionJob::fetch(const TrainingConfig& now, std::chrono::milliseconds patience)
{
    if (!m_fetched)
        m_fetched = nextBatch(now.mining.picturesPerStep, patience);
    return m_fetched.has_value();
}

Activity DetectionJob::background() const
{
    const ProposalProgress p = m_proposals->progress();
    return p.done < p.total
        ? Activity {"proposals", p.done, p.total, std::isnan(p.secondsLeft) ? -1 : p.secondsLeft}
        : Activity {};
}

StepSettings DetectionJob::settingsFor(const TrainingConfig& now, int64_t step) const
{
    const auto& t = now.training;
    return {.mining = now.mining,
        .implementation
        = t.implementation == "A" ? Implementation::ZeroedLosses : Implementation::ReadOnlyPass,
        .rankWithDropout = t.rankWithDropout,
        .accumulate = t.accumulate,
        .lossesOfAll = (step - 1) % t.lossesEverySteps == 0,
        .rateFactor = now.solver.rateFactor,
        .frozenStages = now.net.frozenStages};
}

JobStep DetectionJob::step(const TrainingConfig& now, int64_t number)
{
    const StepBatch batch = *std::exchange(m_fetched, std::nullopt);
    const StepSettings used = settingsFor(now, number);
    const StepOutcome outcome = m_trainer->step(batch, used, number);
    faultPoint("record");
    JobStep step {.body = recordOf(batch, outcome, used.mining),
        .pictures = batch.pictureCount(),
        .instances = batch.roiCount(),
        .pixels = batch.pictures.numel() / 3};
    step.header.epoch = m_epoch;
    step.header.learningRate = outcome.learningRate;
    step.header.implementation = used.implementation == Implementation::ZeroedLosses ? 'A' : 'B';
    step.header.bytesPeak = outcome.bytesPeak;
    step.header.bytesHeld = outcome.bytesHeld;
    step.header.phases = outcome.phases;
    return step;
}

void DetectionJob::watch(std::vector<int64_t> testIndices)
{
    m_pinned = std::move(testIndices);
    m_pinnedBatch.reset();
}

WatchedScores DetectionJob::scoreWatched(const TrainingConfig& now, int64_t step)
{
    if (!m_pinnedBatch)
        m_pinnedBatch = testBatch(m_pinned);
    StepSettings used = settingsFor(now, step + 1);
    used.mining = withQuotaFor(int64_t(m_pinned.size()), used.mining);
    const StepOutcome outcome = m_trainer->score(*m_pinnedBatch, used, step);
    auto score = std::make_shared<PinnedScore>();
    score->step = step;
    score->body = recordOf(*m_pinnedBatch, outcome, used.mining);
    return {.pinned = std::move(score)};
}

StepBatch DetectionJob::testBatch(const std::vector<int64_t>& indices) const
{
    std::vector<Sample> samples;
    for (const int64_t i : indices)
        samples.push_back(m_loader->load(m_data->test.at(size_t(i)), false));
    return movedTo(makeStepBatch(std::move(samples), m_config.mining.foregroundIou,
                       m_trainer->normalisation()),
        m_device, torch::kFloat);
}

std::optional<TestScores> DetectionJob::evaluate(const TrainingConfig&, const Progress& progress)
{
    const auto start = std::chrono::steady_clock::now();
    EvaluatedDetections all;
    const int64_t total = int64_t(m_data->test.size());
    int64_t scored = 0;
    for (int64_t i = 0; i < total; ++i) {
        if (!progress(i, total))
            return std::nullopt;
        const AnnotatedPicture& picture = m_data->test[size_t(i)];
        all.pictures.push_back(picture.reference);
        for (const GroundTruth& object : picture.objects)
            all.objects.push_back(
                {i, object.label, object.box, object.ignored, object.crowd, object.area});
        try {
            const auto found = detect(
                *m_detector, testBatch({i}), i, m_trainer->normalisation(), m_config.evaluation);
            all.detections.insert(all.detections.end(), found.begin(), found.end());
            ++scored;
        } catch (const DataError& error) {
            // Its objects stay: what cannot be looked at has been missed.
            m_report({picture.file.string(), 0, concat("not scored: ", error.what())});
        }
    }
    AveragePrecisionOptions options;
    options.iouThreshold = m_config.evaluation.matchIou;
    Evaluation evaluation
        = evaluateDetections(all.detections, all.objects, m_data->classNames, options);
    evaluation.pictures = scored;
    evaluation.seconds
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return TestScores {std::move(evaluation), groupedByPicture(std::move(all))};
}

EvaluatedDetections DetectionJob::lookAt(const LoosePicture& picture)
{
    const ProposalConfig& proposals = m_proposals->config();
    const auto found = foundBoxes(*picture.pixels, picture.reference.contentId, proposals);
    std::vector<Sample> samples;
    samples.push_back(m_loader->sampleOf(
        picture.reference, *picture.pixels, withGroundTruth(found, {}, proposals.count)));
    const StepBatch batch = movedTo(makeStepBatch(std::move(samples), m_config.mining.foregroundIou,
                                        m_trainer->normalisation()),
        m_device, torch::kFloat);
    EvaluatedDetections all;
    all.pictures.push_back(picture.reference);
    all.detections = detect(*m_detector, batch, 0, m_trainer->normalisation(), m_config.evaluation);
    return groupedByPicture(std::move(all));
}

Weights DetectionJob::weights() const
{
    return weightsOf(*m_detector, m_data->classNames);
}

Checkpoint DetectionJob::checkpoint() const
{
    Checkpoint checkpoint {
        .weights = weights(), .solver = {.tensors = m_trainer->solver().state()}};
    checkpoint.state.nextPosition = m_nextPosition;
    for (Weights* part : {&checkpoint.weights, &checkpoint.solver})
        for (auto& [name, tensor] : part->tensors)
            tensor = tensor.detach().to(torch::kCPU).clone();
    return checkpoint;
}

RunHeader DetectionJob::header() const
{
    RunHeader header;
    header.dataName = m_data->name;
    header.dataPath = m_data->path;
    header.classNames = m_data->classNames;
    header.trainPictures = int64_t(m_data->train.size());
    header.testPictures = int64_t(m_data->test.size());
    for (const AnnotatedPicture& picture : m_data->test)
        header.test.push_back(picture.reference);
    const DataCheck check = checkData(*m_data,
        {.proposals = effectiveProposals(m_config), .proposalPictures = 0, .decodedPictures = 0});
    header.data = summaryOf(check);
    for (const DataProblem& problem : check.problems)
        header.remarks.push_back(textOf(problem));
    header.seed = m_config.seed;
    header.threads = at::get_num_threads();
    header.device = m_device.is_cuda() ? "CUDA" : "CPU";
    return header;
}

} // namespace hardlens

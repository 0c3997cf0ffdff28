#include "core/training/detection_trainer.h"

#include "core/losses/roi_losses.h"
#include "core/nets/counting_allocator.h"
#include "core/training/roi_beliefs.h"
#include "core/training/watch.h"

#include <cmath>
#include <numeric>

namespace hardlens {

namespace {

using torch::Tensor;

std::vector<float> hostValues(const Tensor& tensor)
{
    const Tensor host = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
    return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
}

Tensor indexTensor(std::span<const int32_t> rois, const torch::Device& device)
{
    return torch::tensor(std::vector<int64_t>(rois.begin(), rois.end()), torch::kInt64).to(device);
}

std::vector<int32_t> firstIntegers(int64_t n)
{
    std::vector<int32_t> values(static_cast<size_t>(n));
    std::iota(values.begin(), values.end(), 0);
    return values;
}

/// The picture that a RoI of the batch belongs to.
size_t pictureIndex(const StepBatch& batch, int64_t roi)
{
    const auto at = std::upper_bound(batch.firstOfPicture.begin(), batch.firstOfPicture.end(), roi);
    return size_t(at - batch.firstOfPicture.begin()) - 1;
}

/// One pass of the head serves ranking and learning: implementation A, and samplers that learn from
/// every RoI, for which a read-only pass before would only repeat it.
bool oneHead(const StepSettings& settings)
{
    return settings.implementation == Implementation::ZeroedLosses
        || settings.mining.sampler == SamplerKind::All
        || settings.mining.sampler == SamplerKind::Focal;
}

/// NaN without the sign that some libraries print.
std::string lossText(float loss)
{
    return std::isnan(loss) ? "NaN" : concat(loss);
}

void requireFinite(const StepBatch& batch, size_t roi, float classLoss, float boxLoss)
{
    if (batch.labels[roi] == ignoredLabel || (std::isfinite(classLoss) && std::isfinite(boxLoss)))
        return;
    const size_t picture = pictureIndex(batch, int64_t(roi));
    const Box& b = batch.boxes[roi];
    throw NonFiniteError(concat("The loss is not finite: picture ",
        batch.samples[picture].picture.name, ", RoI ", int64_t(roi) - batch.firstOfPicture[picture],
        " (", b.x1, ", ", b.y1, ", ", b.x2, ", ", b.y2, "), label ", batch.labels[roi],
        ": class loss ", lossText(classLoss), ", box loss ", lossText(boxLoss),
        ". The weights are as they were before this step; a lower rate may help."));
}

} // namespace

/// The head's word on all RoIs of a batch, with their losses.
struct DetectionTrainer::Ranking
{
    HeadOutput output {};
    RoiLosses losses {};
};

DetectionTrainer::DetectionTrainer(std::shared_ptr<Detector> detector, const SgdConfig& solver,
    const StepSchedule& schedule, TargetNormalisation normalisation, uint64_t seed)
    : m_detector(std::move(detector))
    , m_solver(namedParametersOf(*m_detector), solver)
    , m_schedule(schedule)
    , m_normalisation(std::move(normalisation))
    , m_seed(seed)
{
}

DropoutGenerator DetectionTrainer::dropoutFor(int64_t step, uint32_t use) const
{
    RandomStream stream(
        {.seed = m_seed, .purpose = Purpose::Dropout, .step = uint64_t(step), .item = use});
    const uint64_t low = stream.next(), high = stream.next();
    return at::make_generator<at::CPUGeneratorImpl>(low | (high << 32));
}

DetectionTrainer::Ranking DetectionTrainer::rank(
    const StepBatch& batch, const Tensor& features, const StepSettings& settings, int64_t step)
{
    Ranking ranking;
    if (torch::GradMode::is_enabled() && oneHead(settings)) {
        ranking.output = m_detector->head(features, batch.rois, dropoutFor(step, 0));
        ranking.losses = roiLosses(
            ranking.output.logits, ranking.output.deltas, batch.labelTensor, batch.targets);
        return ranking;
    }
    const torch::NoGradGuard noGrad;
    ranking.output = m_detector->readOnlyHead(
        features, batch.rois, settings.rankWithDropout ? dropoutFor(step, 1) : DropoutGenerator {});
    ranking.losses
        = roiLosses(ranking.output.logits, ranking.output.deltas, batch.labelTensor, batch.targets);
    return ranking;
}

void DetectionTrainer::takeRanking(
    const StepBatch& batch, const Ranking& ranking, StepOutcome& outcome)
{
    const auto append
        = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    const auto classLosses = hostValues(ranking.losses.classLoss);
    const auto boxLosses = hostValues(ranking.losses.boxLoss);
    for (size_t i = 0; i < classLosses.size(); ++i)
        requireFinite(batch, i, classLosses[i], boxLosses[i]);
    append(outcome.classLosses, classLosses);
    append(outcome.boxLosses, boxLosses);
    append(outcome.beliefs,
        beliefsOf(batch, firstIntegers(batch.roiCount()), ranking.output, m_normalisation));
    outcome.hasLosses = true;
}

void DetectionTrainer::select(
    const StepBatch& batch, const StepSettings& settings, StepOutcome& outcome)
{
    std::vector<float> probabilities;
    for (const RoiBelief& belief : outcome.beliefs)
        probabilities.push_back(belief.probability);
    const RoiCandidates candidates {.firstOfPicture = batch.firstOfPicture,
        .boxes = batch.boxes,
        .labels = batch.labels,
        .ious = batch.ious,
        .classLosses = outcome.classLosses,
        .boxLosses = outcome.boxLosses,
        .probabilities = probabilities};
    outcome.selection = selectRois(candidates, settings.mining, outcome.key);
    // In the order of the batch, so that B sums gradients in the same order as A, where the others
    // add exact zeros.
    std::sort(outcome.selection.selected.begin(), outcome.selection.selected.end());
    outcome.learnedClassLosses.resize(outcome.selection.selected.size());
    outcome.learnedBoxLosses.resize(outcome.selection.selected.size());
    outcome.beliefs.resize(batch.boxes.size(), RoiBelief {});
}

StepOutcome DetectionTrainer::step(
    const StepBatch& batch, const StepSettings& settings, int64_t step)
{
    StepOutcome outcome;
    outcome.key = {.seed = m_seed, .purpose = Purpose::Sampling, .step = uint64_t(step)};
    m_solver.zeroGradients();
    m_detector->setFrozenStages(settings.frozenStages);
    resetTensorBytesPeak();
    const int64_t heldBefore = tensorBytes().held;
    if (settings.accumulate && batch.pictureCount() > 1)
        stepByAccumulation(batch, settings, step, outcome);
    else
        stepInOneBlob(batch, settings, step, outcome);
    update(settings, step, outcome);
    outcome.bytesPeak = tensorBytes().peak - heldBefore;
    outcome.bytesHeld = tensorBytes().held;
    return outcome;
}

StepOutcome DetectionTrainer::score(
    const StepBatch& batch, const StepSettings& settings, int64_t step)
{
    const torch::NoGradGuard noGrad;
    StepSettings readOnly = settings;
    readOnly.implementation = Implementation::ReadOnlyPass;
    StepOutcome outcome;
    outcome.key = {.seed = m_seed, .purpose = Purpose::Sampling, .step = uint64_t(step)};
    takeRanking(batch, rank(batch, m_detector->features(batch.pictures), readOnly, step), outcome);
    select(batch, readOnly, outcome);
    return outcome;
}

void DetectionTrainer::stepInOneBlob(
    const StepBatch& batch, const StepSettings& settings, int64_t step, StepOutcome& outcome)
{
    Watch watch;
    const bool zeroed = oneHead(settings);
    const bool needed = zeroed || needsLosses(settings.mining.sampler);
    const Tensor features = m_detector->features(batch.pictures);
    outcome.phases.backbone = watch.lap();
    Ranking ranking;
    if (needed || settings.lossesOfAll) {
        ranking = rank(batch, zeroed ? features : features.detach(), settings, step);
        takeRanking(batch, ranking, outcome);
        (needed ? outcome.phases.readOnly : outcome.phases.watching) = watch.lap();
    }
    select(batch, settings, outcome);
    outcome.phases.select = watch.lap();
    if (zeroed)
        learnFromAll(batch, ranking, outcome.selection.selected, 0, outcome);
    else
        learnFrom(batch, features, outcome.selection.selected, 0, settings, step, outcome);
    outcome.phases.learn = watch.lap();
}

void DetectionTrainer::stepByAccumulation(
    const StepBatch& batch, const StepSettings& settings, int64_t step, StepOutcome& outcome)
{
    Watch watch;
    std::vector<StepBatch> parts;
    for (int64_t i = 0; i < batch.pictureCount(); ++i)
        parts.push_back(pictureOf(batch, i));
    const bool needed = oneHead(settings) || needsLosses(settings.mining.sampler);
    if (needed || settings.lossesOfAll) {
        const torch::NoGradGuard noGrad;
        for (const StepBatch& part : parts) {
            const Tensor features = m_detector->features(part.pictures);
            (needed ? outcome.phases.backbone : outcome.phases.watching) += watch.lap();
            takeRanking(part, rank(part, features, settings, step), outcome);
            (needed ? outcome.phases.readOnly : outcome.phases.watching) += watch.lap();
        }
    }
    select(batch, settings, outcome);
    outcome.phases.select = watch.lap();
    std::vector<std::vector<int32_t>> ownRois(parts.size());
    for (const int32_t roi : outcome.selection.selected) {
        const size_t p = pictureIndex(batch, roi);
        ownRois[p].push_back(roi - int32_t(batch.firstOfPicture[p]));
    }
    int64_t firstSelected = 0;
    for (size_t p = 0; p < parts.size(); ++p) {
        const Tensor features = m_detector->features(parts[p].pictures);
        outcome.phases.backbone += watch.lap();
        if (oneHead(settings))
            learnFromAll(parts[p], rank(parts[p], features, settings, step), ownRois[p],
                firstSelected, outcome);
        else
            learnFrom(parts[p], features, ownRois[p], firstSelected, settings, step, outcome);
        firstSelected += int64_t(ownRois[p].size());
        outcome.phases.learn += watch.lap();
    }
}

/// Implementation B: forward and backward of the chosen RoIs alone.
void DetectionTrainer::learnFrom(const StepBatch& batch, const Tensor& features,
    std::span<const int32_t> rois, int64_t firstSelected, const StepSettings&, int64_t step,
    StepOutcome& outcome)
{
    if (rois.empty())
        return;
    const Tensor index = indexTensor(rois, batch.rois.device());
    const HeadOutput output
        = m_detector->head(features, batch.rois.index_select(0, index), dropoutFor(step, 0));
    const RoiLosses losses = roiLosses(output.logits, output.deltas,
        batch.labelTensor.index_select(0, index), batch.targets.index_select(0, index));
    if (!outcome.hasLosses) {
        const auto beliefs = beliefsOf(batch, rois, output, m_normalisation);
        for (size_t k = 0; k < rois.size(); ++k)
            outcome.beliefs[size_t(outcome.selection.selected[size_t(firstSelected) + k])]
                = beliefs[k];
    }
    backward(batch, losses.classLoss, losses.boxLoss, {}, rois, firstSelected, outcome);
}

/// Implementation A: the losses of the RoIs that were not chosen are multiplied by zero.
void DetectionTrainer::learnFromAll(const StepBatch& batch, const Ranking& ranking,
    std::span<const int32_t> rois, int64_t firstSelected, StepOutcome& outcome)
{
    if (rois.empty())
        return;
    const Tensor index = indexTensor(rois, batch.rois.device());
    std::vector<float> weight(size_t(batch.roiCount()), 0.f);
    for (size_t k = 0; k < rois.size(); ++k) {
        const int32_t global = outcome.selection.selected[size_t(firstSelected) + k];
        weight[size_t(rois[k])] = outcome.selection.decisions[size_t(global)].weight;
    }
    const Tensor mask
        = torch::tensor(weight, torch::kFloat).to(batch.rois.device(), batch.rois.scalar_type());
    backward(batch, ranking.losses.classLoss, ranking.losses.boxLoss, mask, rois, firstSelected,
        outcome);
}

/// weights: of every row of the losses; undefined: the rows are the chosen RoIs, in order.
void DetectionTrainer::backward(const StepBatch& batch, const Tensor& classLoss,
    const Tensor& boxLoss, const Tensor& weights, std::span<const int32_t> rois,
    int64_t firstSelected, StepOutcome& outcome)
{
    const auto classLosses = hostValues(classLoss), boxLosses = hostValues(boxLoss);
    std::vector<float> chosenWeights;
    for (size_t k = 0; k < rois.size(); ++k) {
        const size_t at = size_t(firstSelected) + k;
        const size_t row = weights.defined() ? size_t(rois[k]) : k;
        requireFinite(batch, size_t(rois[k]), classLosses[row], boxLosses[row]);
        outcome.learnedClassLosses[at] = classLosses[row];
        outcome.learnedBoxLosses[at] = boxLosses[row];
        chosenWeights.push_back(
            outcome.selection.decisions[size_t(outcome.selection.selected[at])].weight);
    }
    // Focal weights may all be zero: then nothing is to be learned, and there is nothing to divide
    // by.
    if (!(outcome.selection.divisor > 0))
        return;
    const Tensor scale = weights.defined() ? weights
                                           : torch::tensor(chosenWeights, torch::kFloat)
                                                 .to(classLoss.device(), classLoss.scalar_type());
    (((classLoss + boxLoss) * scale).sum() / outcome.selection.divisor).backward();
}

void DetectionTrainer::update(const StepSettings& settings, int64_t step, StepOutcome& outcome)
{
    Watch watch;
    outcome.learningRate = m_schedule.rate(step) * settings.rateFactor;
    const std::string parameter = m_solver.firstNonFiniteGradient();
    if (!parameter.empty()) {
        m_solver.zeroGradients();
        throw NonFiniteError(concat("The gradient of ", parameter, " is not finite in step ", step,
            ", although all losses are. The weights are as they were before this step."));
    }
    if (m_updates) {
        m_solver.step(outcome.learningRate);
        m_solver.zeroGradients();
    }
    outcome.phases.update = watch.lap();
}

} // namespace hardlens

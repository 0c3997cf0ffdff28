#include "core/training/embedding_trainer.h"

#include "core/basics/error.h"
#include "core/nets/counting_allocator.h"
#include "core/recipes/adam.h"
#include "core/recipes/sgd.h"
#include "core/training/non_finite_error.h"
#include "core/training/watch.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace hardlens {

using torch::Tensor;

namespace {

const std::string betaName = "beta", betaValue = "beta.value", betaSetTo = "beta.set";
constexpr int64_t mostEmbeddedAtOnce = 128; // pictures, without gradients

std::vector<float> hostValues(const Tensor& tensor)
{
    const Tensor host = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
    return {host.data_ptr<float>(), host.data_ptr<float>() + host.numel()};
}

std::unique_ptr<Solver> solverFor(EmbeddingNet& net, const EmbeddingTrainer::Options& options)
{
    NamedTensors parameters = namedParametersOf(net);
    if (options.solver == SolverKind::Adam)
        return std::make_unique<Adam>(
            std::move(parameters), AdamConfig {.weightDecay = options.weightDecay});
    return std::make_unique<Sgd>(std::move(parameters),
        SgdConfig {.momentum = options.momentum, .weightDecay = options.weightDecay});
}

/// Losses of the draws that a record keeps.
std::vector<float> keptOf(const std::vector<Draw>& draws, const std::vector<float>& losses)
{
    std::vector<float> kept;
    int64_t ofAnchor = 0;
    for (size_t i = 0; i < draws.size(); ++i) {
        ofAnchor = i > 0 && draws[i - 1].anchor == draws[i].anchor ? ofAnchor + 1 : 1;
        if (ofAnchor <= EmbeddingStep::keptDrawsPerAnchor)
            kept.push_back(losses[i]);
    }
    return kept;
}

} // namespace

EmbeddingTrainer::EmbeddingTrainer(
    std::shared_ptr<EmbeddingNet> net, const EmbeddingLossConfig& loss, const Options& options)
    : m_net(std::move(net))
    , m_options(options)
    , m_solver(solverFor(*m_net, options))
{
    for (const std::string& name : options.loaded)
        m_solver->setRateFactor(name, options.loadedRateFactor);
    makeBetas(loss);
}

void EmbeddingTrainer::makeBetas(const EmbeddingLossConfig& loss)
{
    m_scope = loss.betaScope;
    m_betaSetTo = loss.beta;
    const int64_t count = m_scope == BetaScope::One ? 1
        : m_scope == BetaScope::PerClass            ? m_options.classes
                                                    : m_options.samples;
    m_betas = torch::full({count}, loss.beta, torch::kFloat)
                  .to(m_net->parameters().front().device())
                  .requires_grad_();
    m_betaSolver = std::make_unique<Sgd>(NamedTensors {{betaName, m_betas}},
        SgdConfig {.momentum = m_options.momentum, .weightDecay = 0});
}

double EmbeddingTrainer::meanBeta() const
{
    return m_betas.detach().mean().item<double>();
}

Betas EmbeddingTrainer::betasOf(const ClassBatch& batch, BetaScope scope) const
{
    Betas betas {.values = m_betas};
    for (size_t i = 0; i < batch.labels.size(); ++i)
        betas.ofBatch.push_back(scope == BetaScope::One ? 0
                : scope == BetaScope::PerClass          ? int64_t(batch.labels[i])
                                                        : batch.pictures[i].index);
    return betas;
}

Tensor EmbeddingTrainer::inputOf(std::span<const uint8_t> rgb, int32_t size) const
{
    const int64_t side = size, pictures = int64_t(rgb.size()) / (side * side * 3);
    TORCH_CHECK(int64_t(rgb.size()) == pictures * side * side * 3, "pictures: no whole number of [",
        side, ", ", side, ", 3] in ", rgb.size(), " bytes");
    // LibTorch only reads it; its type has no const. The values lie channels-last already.
    const Tensor bytes = torch::from_blob(
        const_cast<uint8_t*>(rgb.data()), {pictures, side, side, 3}, torch::kUInt8);
    return bytes.permute({0, 3, 1, 2})
        .to(m_net->parameters().front().device(), torch::kFloat)
        .sub_(120)
        .div_(60);
}

std::vector<float> EmbeddingTrainer::embed(std::span<const uint8_t> rgb, int32_t size) const
{
    const torch::NoGradGuard noGrad;
    std::vector<float> all;
    for (const Tensor& part : inputOf(rgb, size).split(mostEmbeddedAtOnce)) {
        const auto values = hostValues(m_net->embed(part).unit);
        all.insert(all.end(), values.begin(), values.end());
    }
    return all;
}

EmbeddingTrainer::Outcome EmbeddingTrainer::step(
    const ClassBatch& batch, const EmbeddingSettings& settings, int64_t step)
{
    resetTensorBytesPeak();
    const int64_t before = tensorBytes().held;
    Outcome outcome;
    EmbeddingStep& record = outcome.record;
    PhaseTimes& phases = outcome.header.phases;
    Watch watch;
    m_net->setFrozenStages(settings.frozenStages);
    if (settings.loss.beta != m_betaSetTo)
        makeBetas(settings.loss);
    const EmbeddingOutput output = m_net->embed(inputOf(batch.rgb, batch.size));
    phases.backbone = watch.lap();

    record.loss = settings.loss;
    record.loss.betaScope = m_scope; // a β is what it was made as
    record.sampling = settings.sampling;
    const bool hasBeta = settings.loss.kind == EmbeddingLossKind::Margin;
    if (hasBeta && settings.upperFollowsBeta)
        record.sampling.upperCutoff = marginReach(settings.loss, meanBeta());
    record.key = {.seed = m_options.seed, .purpose = Purpose::Sampling, .step = uint64_t(step)};
    record.dimension = output.unit.size(1);
    record.pictures = batch.pictures;
    record.labels = batch.labels;
    record.embeddings = hostValues(output.unit);
    for (size_t i = 0; i < record.embeddings.size(); ++i)
        if (!std::isfinite(record.embeddings[i]))
            throw NonFiniteError(concat("The embedding of ",
                batch.pictures[i / size_t(record.dimension)].name, " is not finite in step ", step,
                ". The weights are as they were before this step."));
    const Cosines cosines = cosinesOf(record.embeddings, record.dimension, at::get_num_threads());
    const std::vector<int64_t> labels = samplingLabels(record);
    record.spread = distanceSpread(cosines, labels);
    if (usesDraws(settings.loss.kind))
        record.drawn
            = drawNegatives(cosines, labels, record.sampling, record.key, at::get_num_threads());
    record.draws = int64_t(record.drawn.draws.size());
    const Betas betas = betasOf(batch, m_scope);
    if (hasBeta) {
        const std::vector<float> values = hostValues(m_betas);
        for (const int64_t place : betas.ofBatch)
            record.betas.push_back(values[size_t(place)]);
    }
    phases.select = watch.lap();

    const EmbeddingLossValue loss
        = embeddingLoss(record.loss, output.unit, output.raw, labels, record.drawn.draws, betas);
    record.meanLoss = loss.total.item<double>();
    if (!std::isfinite(record.meanLoss))
        throw NonFiniteError(concat("The loss is ", record.meanLoss, " in step ", step,
            ". The weights are as they were before this step."));
    record.activePositives = loss.activePositives;
    record.activeNegatives = loss.activeNegatives;
    record.meanPositiveDistance = loss.meanPositiveDistance;
    record.meanNegativeDistance = loss.meanNegativeDistance;
    if (usesDraws(settings.loss.kind))
        record.drawLosses = keptOf(record.drawn.draws, loss.terms);
    record.drawn = shortenedDraws(std::move(record.drawn));
    loss.total.backward();
    phases.learn = watch.lap();

    update(settings, step, outcome.header);
    phases.update = watch.lap();
    outcome.header.bytesPeak = std::max<int64_t>(0, tensorBytes().peak - before);
    outcome.header.bytesHeld = tensorBytes().held;
    return outcome;
}

void EmbeddingTrainer::update(const EmbeddingSettings& settings, int64_t step, StepHeader& header)
{
    const double schedule = m_options.schedule.rate(step) * settings.rateFactor;
    header.learningRate = schedule;
    std::string wrong = m_solver->firstNonFiniteGradient();
    if (wrong.empty())
        wrong = m_betaSolver->firstNonFiniteGradient();
    if (wrong.empty()) {
        m_solver->step(schedule);
        // β falls with the schedule, from a rate of its own.
        if (settings.loss.learnBeta && m_options.schedule.base > 0)
            m_betaSolver->step(settings.betaRate * schedule / m_options.schedule.base);
    }
    m_solver->zeroGradients();
    m_betaSolver->zeroGradients();
    if (!wrong.empty())
        throw NonFiniteError(concat("The gradient of ", wrong, " is not finite in step ", step,
            ", although the loss is. The weights are as they were before this step."));
}

NamedTensors EmbeddingTrainer::state() const
{
    NamedTensors all = m_solver->state();
    for (auto& velocity : m_betaSolver->state())
        all.push_back(velocity);
    all.emplace_back(betaValue, m_betas);
    all.emplace_back(betaSetTo, torch::full({1}, m_betaSetTo, torch::kDouble));
    return all;
}

void EmbeddingTrainer::setState(const NamedTensors& state)
{
    const torch::NoGradGuard noGrad;
    NamedTensors ofNet, ofBeta;
    for (const auto& item : state) {
        if (item.first == betaName)
            ofBeta.push_back(item);
        else if (item.first == betaSetTo)
            m_betaSetTo = item.second.item<double>();
        else if (item.first != betaValue)
            ofNet.push_back(item);
        else if (item.second.sizes() != m_betas.sizes())
            throw DataError(concat("the checkpoint has ", item.second.numel(),
                " values of β: the data and settings have ", m_betas.numel()));
        else
            m_betas.copy_(item.second);
    }
    m_solver->setState(ofNet);
    m_betaSolver->setState(ofBeta);
}

} // namespace hardlens

#include "core/losses/embedding_losses.h"

#include <limits>
#include <map>

namespace hardlens {

namespace {

using Kind = EmbeddingLossKind;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

torch::Tensor places(
    std::span<const Draw> draws, int32_t Draw::*member, const torch::Device& device)
{
    torch::Tensor result = torch::empty({int64_t(draws.size())}, torch::kInt64);
    int64_t* at = result.data_ptr<int64_t>();
    for (const Draw& draw : draws)
        *at++ = draw.*member;
    return result.to(device);
}

torch::Tensor labelTensor(std::span<const int64_t> labels, const torch::Device& device)
{
    torch::Tensor result = torch::empty({int64_t(labels.size())}, torch::kInt64);
    std::copy(labels.begin(), labels.end(), result.data_ptr<int64_t>());
    return result.to(device);
}

std::vector<float> numbers(const torch::Tensor& tensor)
{
    const torch::Tensor flat = tensor.detach().to(torch::kCPU, torch::kFloat).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

int64_t active(const torch::Tensor& terms)
{
    return terms.defined() ? (terms > 0).sum().item<int64_t>() : 0;
}

double meanOf(const torch::Tensor& values)
{
    return values.numel() > 0 ? values.detach().mean().item<double>() : nan;
}

/// 0 with a gradient of 0: a step without anything to learn is a step all the same.
torch::Tensor nothing(const torch::Tensor& embeddings)
{
    return 0 * embeddings.sum();
}

/// The terms of the draws. `second` is undefined where a draw has a single term.
struct Terms
{
    torch::Tensor first {}, second {};

    torch::Tensor sum() const { return second.defined() ? first + second : first; }
};

torch::Tensor thirdClassDistances(
    const torch::Tensor& embeddings, std::span<const int64_t> labels, std::span<const Draw> draws);

Terms termsOf(const EmbeddingLossConfig& c, const torch::Tensor& embeddings,
    std::span<const int64_t> labels, std::span<const Draw> draws, const torch::Tensor& dap,
    const torch::Tensor& dan, const torch::Tensor& beta)
{
    switch (c.kind) {
    case Kind::Contrastive:
        return {dap.square(), (c.contrastiveMargin - dan).clamp_min(0).square()};
    case Kind::ContrastiveHinge:
        return {
            (dap - c.contrastivePositive).clamp_min(0), (c.contrastiveMargin - dan).clamp_min(0)};
    case Kind::TripletSquared:
        return {(dap.square() - dan.square() + c.margin).clamp_min(0)};
    case Kind::Triplet:
        return {(dap - dan + c.margin).clamp_min(0)};
    case Kind::Margin:
        return {(c.margin + dap - beta).clamp_min(0), (c.margin + beta - dan).clamp_min(0)};
    case Kind::Quadruplet: {
        const torch::Tensor third = thirdClassDistances(embeddings, labels, draws);
        return {(dap.square() - dan.square() + c.margin).clamp_min(0),
            (dap.square() - third.square() + c.margin / 2).clamp_min(0)};
    }
    case Kind::NPair:
    case Kind::LiftedStructure:
        break;
    }
    TORCH_CHECK(false, "no loss of draws");
}

/// From each draw's negative to the embedding of a third class that is nearest in the batch, by
/// place after it; where there is no third class, so far that the term is 0.
torch::Tensor thirdClassDistances(
    const torch::Tensor& embeddings, std::span<const int64_t> labels, std::span<const Draw> draws)
{
    const auto n = int64_t(labels.size());
    torch::Tensor negative = places(draws, &Draw::negative, torch::kCPU), third = negative.clone();
    torch::Tensor far = torch::zeros({int64_t(draws.size())}, embeddings.options());
    for (size_t t = 0; t < draws.size(); ++t) {
        const Draw& d = draws[t];
        bool found = false;
        for (int64_t step = 1; step < n && !found; ++step) {
            const int64_t other = (d.negative + step) % n;
            found = labels[size_t(other)] != labels[size_t(d.negative)]
                && labels[size_t(other)] != labels[size_t(d.anchor)];
            if (found)
                third.data_ptr<int64_t>()[t] = other;
        }
        if (!found)
            far.index_put_({int64_t(t)}, 4.);
    }
    const torch::Device device = embeddings.device();
    return pairDistances(embeddings, negative.to(device), third.to(device)) + far;
}

/// The terms' mean as the config has it.
torch::Tensor reduced(const EmbeddingLossConfig& c, const Terms& terms, int64_t activeTerms)
{
    const double divisor = c.mean == TermMean::Active ? double(std::max<int64_t>(1, activeTerms))
                                                      : double(terms.first.numel());
    return terms.sum().sum() / divisor;
}

torch::Tensor betaPenalty(const EmbeddingLossConfig& c, const Betas& betas,
    const torch::Tensor& ofDraws, int64_t activeTerms)
{
    if (c.betaPenalty == BetaPenalty::Once)
        return c.nu * betas.values.mean();
    return c.nu * ofDraws.sum() / double(std::max<int64_t>(1, activeTerms));
}

EmbeddingLossValue lossOfDraws(const EmbeddingLossConfig& c, const torch::Tensor& embeddings,
    std::span<const int64_t> labels, std::span<const Draw> draws, const Betas& betas)
{
    EmbeddingLossValue value {
        .total = nothing(embeddings), .meanPositiveDistance = nan, .meanNegativeDistance = nan};
    if (draws.empty())
        return value;
    const torch::Device device = embeddings.device();
    const torch::Tensor anchor = places(draws, &Draw::anchor, device);
    const torch::Tensor dap
        = pairDistances(embeddings, anchor, places(draws, &Draw::positive, device));
    const torch::Tensor dan
        = pairDistances(embeddings, anchor, places(draws, &Draw::negative, device));
    torch::Tensor beta;
    if (c.kind == Kind::Margin) {
        TORCH_CHECK(betas.ofBatch.size() == labels.size(), "betas: ", betas.ofBatch.size(),
            " places for ", labels.size(), " embeddings");
        beta = betas.values.index_select(0, labelTensor(betas.ofBatch, device))
                   .index_select(0, anchor);
    }
    const Terms terms = termsOf(c, embeddings, labels, draws, dap, dan, beta);
    const bool isTriplet = !terms.second.defined() || c.kind == Kind::Quadruplet;
    value.activePositives = active(terms.first);
    value.activeNegatives = isTriplet ? value.activePositives : active(terms.second);
    const int64_t activeTerms = active(terms.first) + active(terms.second);
    value.total = reduced(c, terms, activeTerms);
    if (c.kind == Kind::Margin && c.nu > 0)
        value.total = value.total + betaPenalty(c, betas, beta, activeTerms);
    value.terms = numbers(terms.sum());
    value.meanPositiveDistance = meanOf(dap);
    value.meanNegativeDistance = meanOf(dan);
    return value;
}

/// Of each class with at least two members the first two: anchor and positive.
EmbeddingLossValue nPairLoss(const EmbeddingLossConfig& c, const torch::Tensor& embeddings,
    const torch::Tensor& raw, std::span<const int64_t> labels)
{
    std::map<int64_t, std::vector<int64_t>> members;
    for (size_t i = 0; i < labels.size(); ++i)
        members[labels[i]].push_back(int64_t(i));
    std::vector<int64_t> anchors, positives;
    for (const auto& [label, of] : members)
        if (of.size() >= 2) {
            anchors.push_back(of[0]);
            positives.push_back(of[1]);
        }
    EmbeddingLossValue value {
        .total = nothing(raw), .meanPositiveDistance = nan, .meanNegativeDistance = nan};
    if (anchors.empty())
        return value;
    const torch::Device device = raw.device();
    const torch::Tensor a = labelTensor(anchors, device), p = labelTensor(positives, device);
    const torch::Tensor logits = raw.index_select(0, a).matmul(raw.index_select(0, p).t());
    const torch::Tensor terms = -torch::log_softmax(logits, 1).diagonal();
    value.total = terms.mean() + c.nPairPenalty * raw.square().sum(1).mean();
    value.terms = numbers(terms);
    value.activePositives = value.activeNegatives = active(terms);
    value.meanPositiveDistance = meanOf(pairDistances(embeddings, a, p));
    if (anchors.size() > 1)
        value.meanNegativeDistance = meanOf(pairDistances(embeddings, a, p.roll(1)));
    return value;
}

EmbeddingLossValue liftedLoss(
    const EmbeddingLossConfig& c, const torch::Tensor& embeddings, std::span<const int64_t> labels)
{
    EmbeddingLossValue value {
        .total = nothing(embeddings), .meanPositiveDistance = nan, .meanNegativeDistance = nan};
    const torch::Tensor label = labelTensor(labels, embeddings.device());
    const torch::Tensor isSame = label.unsqueeze(0) == label.unsqueeze(1);
    const torch::Tensor squares = (2 - 2 * embeddings.matmul(embeddings.t())).clamp_min(0);
    const torch::Tensor distances = (squares + 1e-8).sqrt();
    // ln Σ over an anchor's negatives; an anchor of a single-class batch has none: its pairs cost
    // nothing.
    const torch::Tensor far = torch::logsumexp(
        (c.liftedMargin - distances).masked_fill(isSame, -std::numeric_limits<float>::infinity()),
        1);
    const torch::Tensor pairs = torch::triu(isSame, 1).nonzero();
    if (pairs.size(0) == 0 || !(~isSame).any().item<bool>())
        return value;
    const torch::Tensor first = pairs.select(1, 0), second = pairs.select(1, 1);
    const torch::Tensor dap = pairDistances(embeddings, first, second);
    const torch::Tensor both
        = torch::logaddexp(far.index_select(0, first), far.index_select(0, second));
    const torch::Tensor terms = .5 * (dap + both).clamp_min(0).square();
    value.total = terms.mean();
    value.terms = numbers(terms);
    value.activePositives = value.activeNegatives = active(terms);
    value.meanPositiveDistance = meanOf(dap);
    value.meanNegativeDistance = meanOf(distances.masked_select(~isSame));
    return value;
}

} // namespace

torch::Tensor pairDistances(
    const torch::Tensor& embeddings, const torch::Tensor& first, const torch::Tensor& second)
{
    const torch::Tensor difference
        = embeddings.index_select(0, first) - embeddings.index_select(0, second);
    return (difference.square().sum(1) + 1e-8).sqrt();
}

EmbeddingLossValue embeddingLoss(const EmbeddingLossConfig& config, const torch::Tensor& embeddings,
    const torch::Tensor& raw, std::span<const int64_t> labels, std::span<const Draw> draws,
    const Betas& betas)
{
    TORCH_CHECK(embeddings.dim() == 2 && embeddings.size(0) == int64_t(labels.size()),
        "embeddings: expected [", labels.size(), ", D], got ", embeddings.sizes());
    switch (config.kind) {
    case Kind::NPair:
        return nPairLoss(config, embeddings, raw, labels);
    case Kind::LiftedStructure:
        return liftedLoss(config, embeddings, labels);
    default:
        return lossOfDraws(config, embeddings, labels, draws, betas);
    }
}

} // namespace hardlens

#include "core/mining/samplers.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

size_t pictureCount(const RoiCandidates& c)
{
    return c.firstOfPicture.size() - 1;
}

/// RoIs of a picture that have the wanted fate, in order.
std::vector<int32_t> roisWithFate(
    const RoiCandidates& c, const Selection& s, size_t picture, Fate fate)
{
    std::vector<int32_t> rois;
    for (int64_t i = c.firstOfPicture[picture]; i < c.firstOfPicture[picture + 1]; ++i)
        if (s.decisions[size_t(i)].fate == fate)
            rois.push_back(int32_t(i));
    return rois;
}

void select(Selection& s, int32_t roi, float weight)
{
    s.decisions[size_t(roi)].fate = Fate::Selected;
    s.decisions[size_t(roi)].weight = weight;
    s.selected.push_back(roi);
}

/// Ranking losses of the given RoIs.
std::vector<float> lossesOf(
    const RoiCandidates& c, const MiningConfig& config, std::span<const int32_t> rois)
{
    std::vector<float> losses;
    losses.reserve(rois.size());
    for (const int32_t i : rois)
        losses.push_back(rankingLoss(c, config, size_t(i)));
    return losses;
}

/// NMS within one picture; returns the survivors and writes who suppressed the others.
std::vector<int32_t> survivorsOf(
    const RoiCandidates& c, const MiningConfig& config, std::span<const int32_t> rois, Selection& s)
{
    std::vector<Box> boxes;
    std::vector<int32_t> labels;
    for (const int32_t i : rois) {
        boxes.push_back(c.boxes[size_t(i)]);
        labels.push_back(c.labels[size_t(i)]);
    }
    const auto losses = lossesOf(c, config, rois);
    const NmsOptions options {
        .iouThreshold = config.nmsIou, .ties = config.ties, .convention = config.convention};
    NmsResult result;
    if (!config.useNms) {
        result.kept = orderByFallingScore(losses, config.ties);
        result.suppressedBy.resize(rois.size());
    } else if (config.grouping == NmsGrouping::Image) {
        result = nms(boxes, losses, options);
    } else {
        result = groupedNms(boxes, losses, labels, options);
    }
    for (size_t k = 0; k < rois.size(); ++k) {
        if (result.suppressedBy[k].by < 0)
            continue;
        RoiDecision& d = s.decisions[size_t(rois[k])];
        d.fate = Fate::Suppressed;
        d.suppressedBy = rois[size_t(result.suppressedBy[k].by)];
        d.suppressedIou = result.suppressedBy[k].iou;
    }
    std::vector<int32_t> survivors;
    for (const int32_t k : result.kept)
        survivors.push_back(rois[size_t(k)]);
    return survivors;
}

/// Of the first `quota` of `byLoss` (before NMS), how many NMS suppressed.
int64_t duplicatesAmong(std::span<const int32_t> byLoss, int64_t quota, const Selection& s)
{
    int64_t duplicates = 0;
    for (size_t k = 0; k < byLoss.size() && int64_t(k) < quota; ++k)
        duplicates += s.decisions[size_t(byLoss[k])].fate == Fate::Suppressed;
    return duplicates;
}

std::vector<int32_t> byFallingLoss(
    const RoiCandidates& c, const MiningConfig& config, std::span<const int32_t> rois)
{
    std::vector<int32_t> order;
    for (const int32_t k : orderByFallingScore(lossesOf(c, config, rois), config.ties))
        order.push_back(rois[size_t(k)]);
    return order;
}

/// Takes the quota from the survivors, which come by falling loss: the first of them, and for
/// HardEasyMix the rest by lot from the others.
Quota takeQuota(const RoiCandidates& c, const MiningConfig& config, RandomStream stream,
    std::span<const int32_t> survivors, int64_t quota, Selection& s)
{
    const int64_t n = int64_t(survivors.size());
    const int64_t taken = std::min(quota, n);
    const int64_t hard = config.sampler == SamplerKind::Ohem
        ? taken
        : std::min(taken, int64_t(std::llround(config.hardFraction * double(quota))));
    for (int64_t k = 0; k < n; ++k) {
        RoiDecision& d = s.decisions[size_t(survivors[size_t(k)])];
        d.survivorRank = int32_t(k + 1);
        d.fate = Fate::BelowCut;
        if (k < hard)
            select(s, survivors[size_t(k)], 1.f);
    }
    const auto order = permutation(n - hard, stream);
    for (int64_t k = 0; k < taken - hard; ++k)
        select(s, survivors[size_t(hard + order[size_t(k)])], 1.f);
    Quota q {.quota = quota, .survivors = n, .kept = taken};
    if (n >= quota && hard > 0)
        q.cut = rankingLoss(c, config, size_t(survivors[size_t(hard - 1)]));
    return q;
}

RandomKey keyOfPicture(RandomKey key, size_t picture)
{
    key.item = uint32_t(picture);
    return key;
}

} // namespace

void markIneligible(const RoiCandidates& c, const MiningConfig& config, Selection& s)
{
    for (size_t i = 0; i < s.decisions.size(); ++i) {
        Fate& fate = s.decisions[i].fate;
        const bool finite = c.classLosses.empty() || std::isfinite(rankingLoss(c, config, i));
        if (c.labels[i] == ignoredLabel || !finite)
            fate = Fate::Ignored;
        else if (c.labels[i] == 0 && double(c.ious[i]) < config.backgroundLow)
            fate = Fate::Excluded;
        else
            fate = Fate::NotDrawn;
    }
}

void rankWithinPictures(const RoiCandidates& c, const MiningConfig& config, Selection& s)
{
    for (size_t picture = 0; picture < pictureCount(c); ++picture) {
        int32_t rank = 0;
        const auto rois = roisWithFate(c, s, picture, Fate::NotDrawn);
        for (const int32_t roi : byFallingLoss(c, config, rois))
            s.decisions[size_t(roi)].rank = ++rank;
    }
}

void takeHardest(
    const RoiCandidates& c, const MiningConfig& config, const RandomKey& key, Selection& s)
{
    std::vector<int32_t> pooledRois, pooledSurvivors;
    for (size_t picture = 0; picture < pictureCount(c); ++picture) {
        const auto rois = roisWithFate(c, s, picture, Fate::NotDrawn);
        const auto survivors = survivorsOf(c, config, rois, s);
        if (config.scope == SelectionScope::Pooled) {
            pooledRois.insert(pooledRois.end(), rois.begin(), rois.end());
            pooledSurvivors.insert(pooledSurvivors.end(), survivors.begin(), survivors.end());
            continue;
        }
        const int64_t quota
            = quotaOf(int64_t(picture), int64_t(pictureCount(c)), config.roisPerStep);
        Quota q
            = takeQuota(c, config, RandomStream(keyOfPicture(key, picture)), survivors, quota, s);
        q.candidates = int64_t(rois.size());
        q.duplicatesOfTop = duplicatesAmong(byFallingLoss(c, config, rois), quota, s);
        s.quotas.push_back(q);
    }
    if (config.scope == SelectionScope::Pooled) {
        std::sort(pooledSurvivors.begin(), pooledSurvivors.end()); // ties go by index again
        Quota q = takeQuota(c, config, RandomStream(key), byFallingLoss(c, config, pooledSurvivors),
            config.roisPerStep, s);
        q.candidates = int64_t(pooledRois.size());
        q.duplicatesOfTop
            = duplicatesAmong(byFallingLoss(c, config, pooledRois), config.roisPerStep, s);
        s.quotas.push_back(q);
    }
}

void drawHeuristic(
    const RoiCandidates& c, const MiningConfig& config, const RandomKey& key, Selection& s)
{
    for (size_t picture = 0; picture < pictureCount(c); ++picture) {
        std::vector<int32_t> foreground, background;
        for (const int32_t i : roisWithFate(c, s, picture, Fate::NotDrawn))
            (c.labels[size_t(i)] > 0 ? foreground : background).push_back(i);
        const int64_t quota
            = quotaOf(int64_t(picture), int64_t(pictureCount(c)), config.roisPerStep);
        // Fast R-CNN rounds the foreground share; too few foreground RoIs are made up by background
        // ones, not the other way round.
        const int64_t wanted = std::llround(config.foregroundFraction * double(quota));
        const int64_t takenForeground = std::min(wanted, int64_t(foreground.size()));
        const int64_t takenBackground
            = std::min(quota - takenForeground, int64_t(background.size()));
        const RandomKey pictureKey = keyOfPicture(key, picture);
        const auto draw = [&](const std::vector<int32_t>& from, int64_t count, uint32_t item) {
            RandomKey drawKey = pictureKey;
            drawKey.item = 2 * pictureKey.item + item;
            const auto order = permutation(int64_t(from.size()), RandomStream(drawKey));
            for (int64_t k = 0; k < count; ++k)
                select(s, from[size_t(order[size_t(k)])], 1.f);
        };
        draw(foreground, takenForeground, 0);
        draw(background, takenBackground, 1);
        const int64_t candidates = int64_t(foreground.size() + background.size());
        s.quotas.push_back({.quota = quota,
            .candidates = candidates,
            .survivors = candidates,
            .kept = takenForeground + takenBackground});
    }
}

void takeAll(const RoiCandidates& c, const MiningConfig& config, Selection& s)
{
    for (size_t picture = 0; picture < pictureCount(c); ++picture) {
        const auto rois = roisWithFate(c, s, picture, Fate::NotDrawn);
        for (const int32_t i : rois) {
            const float p = config.sampler == SamplerKind::Focal ? c.probabilities[size_t(i)] : 0.f;
            select(s, i,
                config.sampler == SamplerKind::Focal
                    ? std::pow(std::max(0.f, 1.f - p), float(config.focalGamma))
                    : 1.f);
        }
        const int64_t n = int64_t(rois.size());
        s.quotas.push_back({.quota = n, .candidates = n, .survivors = n, .kept = n});
    }
}

} // namespace hardlens

#include "core/records/encoding/embedding_fields.h"
#include "core/records/encoding/record_frame.h"
#include "core/records/encoding/step_predictions.h"

#include <algorithm>

namespace hardlens {

namespace {

constexpr size_t groundTruthBytes = 16 + 4 + 1 + 1 + 4;
constexpr size_t roiBytes = 28 * 4 + 1;
constexpr size_t leastPictureRecordBytes = leastPictureBytes + 4 + 4;
constexpr size_t leastQuotaBytes = 5 * 8 + 1;

void code(auto& c, Is<PhaseTimes> auto& t)
{
    c(t.dataWait, t.backbone, t.readOnly, t.select, t.learn, t.update, t.record, t.watching);
}

void code(auto& c, Is<StepHeader> auto& h)
{
    c(h.step, h.epoch, h.wallSeconds, h.picturesSeen, h.roisSeen, h.pixelsSeen, h.learningRate,
        h.implementation, h.bytesPeak, h.bytesHeld, h.rank, h.worldSize);
    code(c, h.phases);
}

void code(auto& c, Is<MiningConfig> auto& m)
{
    c.choice(m.sampler, SamplerKind::Focal);
    c(m.picturesPerStep, m.roisPerStep, m.useNms, m.nmsIou);
    c.choice(m.grouping, NmsGrouping::ImageAndLabel);
    c.choice(m.scope, SelectionScope::Pooled);
    c.choice(m.rankingLoss, RankingLoss::ClassOnly);
    c.choice(m.divisor, LossDivisor::AllRois);
    c(m.foregroundIou, m.backgroundLow, m.foregroundFraction, m.hardFraction, m.focalGamma);
    c.choice(m.ties, TieOrder::HigherIndexFirst);
    c.choice(m.convention, PixelConvention::InclusivePixel);
}

void code(auto& c, Is<RandomKey> auto& key)
{
    c(key.seed);
    c.choice(key.purpose, lastPurpose);
    c(key.step, key.item);
}

void code(auto& c, Is<Quota> auto& q)
{
    bool hasCut = q.cut.has_value();
    float cut = q.cut.value_or(0.f);
    c(q.quota, q.candidates, q.survivors, q.kept, q.duplicatesOfTop, hasCut);
    if (!hasCut)
        return;
    c(cut);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(q)>>)
        q.cut = cut;
}

/// What the RoI is, before the network has seen it.
void codeLabels(auto& c, auto& picture)
{
    auto& rois = picture.rois;
    c.column(
        rois, [](auto& r) -> auto& { return r.proposal; }, [](size_t i) { return int32_t(i); });
    codeBoxes(
        c, rois, [](auto& r) -> auto& { return r.box; });
    c.column(
        rois, [](auto& r) -> auto& { return r.label; });
    c.column(
        rois, [](auto& r) -> auto& { return r.matched; });
    c.column(
        rois, [](auto& r) -> auto& { return r.iou; },
        [&](size_t i) { return foretold::matchedIou(rois[i], picture.groundTruth); });
}

/// A learned loss is mostly the ranked one where the RoI was taken, and NaN elsewhere.
void codeLosses(auto& c, auto& rois)
{
    const auto taken = [&](size_t i) { return rois[i].decision.fate == Fate::Selected; };
    const float none = std::numeric_limits<float>::quiet_NaN();
    c.column(
        rois, [](auto& r) -> auto& { return r.classLoss; });
    c.column(
        rois, [](auto& r) -> auto& { return r.boxLoss; });
    c.column(
        rois, [](auto& r) -> auto& { return r.learnedClassLoss; },
        [&](size_t i) { return taken(i) ? rois[i].classLoss : none; });
    c.column(
        rois, [](auto& r) -> auto& { return r.learnedBoxLoss; },
        [&](size_t i) { return taken(i) ? rois[i].boxLoss : none; });
}

void codeDecisions(auto& c, auto& rois, const MiningConfig& mining)
{
    const auto ranks = foretold::ranks(rois, mining);
    c.column(
        rois, [](auto& r) -> auto& { return r.decision.rank; }, [&](size_t i) { return ranks[i]; });
    const auto survivorRanks = foretold::survivorRanks(rois, mining);
    c.column(
        rois, [](auto& r) -> auto& { return r.decision.survivorRank; },
        [&](size_t i) { return survivorRanks[i]; });
    c.column(
        rois, [](auto& r) -> auto& { return r.decision.suppressedBy; },
        [&](size_t i) { return rois[i].decision.fate == Fate::Suppressed ? 0 : -1; });
    c.column(
        rois, [](auto& r) -> auto& { return r.decision.suppressedIou; },
        [&](size_t i) { return foretold::suppressedIou(rois[i], rois, mining.convention); });
    c.column(
        rois, [](auto& r) -> auto& { return r.decision.weight; },
        [&](size_t i) { return rois[i].decision.fate == Fate::Selected ? 1.f : 0.f; });
}

void codeBeliefs(auto& c, auto& rois)
{
    for (size_t k = 0; k < 3; ++k)
        c.column(
            rois, [k](auto& r) -> auto& { return r.top[k].label; });
    for (size_t k = 0; k < 3; ++k)
        c.column(
            rois, [k](auto& r) -> auto& { return r.top[k].probability; },
            [&, k](size_t i) { return foretold::beliefInLabel(rois[i], k); });
    c.column(
        rois, [](auto& r) -> auto& { return r.probability; },
        [&](size_t i) { return foretold::labelProbability(rois[i]); });
    codeBoxes(
        c, rois, [](auto& r) -> auto& { return r.decoded; });
}

/// What views rely on when they follow a record's indices.
void checkIndices(const ByteReader& reader, const PictureRecord& picture)
{
    const auto objects = int32_t(picture.groundTruth.size()), rois = int32_t(picture.rois.size());
    for (const RoiRecord& r : picture.rois) {
        reader.require(r.label >= ignoredLabel, "a label below -1");
        reader.require(r.matched >= -1 && r.matched < objects, "a match with no object");
        reader.require(r.decision.suppressedBy >= -1 && r.decision.suppressedBy < rois,
            "suppressed by no RoI of the picture");
        reader.require(r.decision.rank >= 0 && r.decision.survivorRank >= 0, "a rank below 0");
        for (const ClassBelief& belief : r.top)
            reader.require(belief.label >= -1, "a class below -1");
    }
}

void codePicture(auto& c, Is<PictureRecord> auto& picture, const MiningConfig& mining)
{
    code(c, picture.picture);
    c.list(picture.groundTruth, groundTruthBytes, [&](auto& object) {
        code(c, object.box);
        c(object.label, object.ignored, object.crowd, object.area);
    });
    auto& rois = picture.rois;
    c.columns(rois, roiBytes);
    codeLabels(c, picture);
    c.choices(
        rois, [](auto& r) -> auto& { return r.decision.fate; }, Fate::Excluded);
    codeLosses(c, rois);
    codeDecisions(c, rois, mining);
    codeBeliefs(c, rois);
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        checkIndices(c, picture);
}

void check(const ByteReader& reader, const DetectionStep& step)
{
    reader.require(step.quotas.size() <= std::max<size_t>(1, step.pictures.size()),
        "more quotas than pictures");
    try {
        step.mining.validate();
    } catch (const ConfigError& error) {
        reader.require(false, error.what());
    }
}

void code(auto& c, Is<DetectionStep> auto& step)
{
    code(c, step.mining);
    code(c, step.key);
    c(step.hasLosses, step.divisor);
    c.list(step.quotas, leastQuotaBytes, [&](auto& quota) { code(c, quota); });
    c.list(step.pictures, leastPictureRecordBytes,
        [&](auto& picture) { codePicture(c, picture, step.mining); });
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        check(c, step);
}

/// Kinds of bodies by their place in the variant.
enum class BodyKind : uint8_t
{
    Detection,
    Embedding
};

void code(auto& c, Is<EmbeddingStep> auto& step)
{
    code(c, step.sampling);
    code(c, step.loss);
    code(c, step.key);
    c(step.dimension);
    c.list(step.pictures, leastPictureBytes, [&](auto& picture) { code(c, picture); });
    codeNumbers(c, step.labels);
    codeNumbers(c, step.embeddings);
    codeNumbers(c, step.betas);
    code(c, step.drawn);
    c(step.draws);
    codeNumbers(c, step.drawLosses);
    c(step.meanLoss, step.activePositives, step.activeNegatives, step.meanPositiveDistance,
        step.meanNegativeDistance);
    c(step.spread.pairs, step.spread.meanSquare, step.spread.variance);
    codeOptional(c, step.spread.effectiveDimension);
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        checkIndices(c, step);
}

void code(auto& c, Is<EmbeddedPictures> auto& e)
{
    c(e.step, e.milliseconds, e.dimension);
    c.list(e.pictures, leastPictureBytes, [&](auto& picture) { code(c, picture); });
    codeNumbers(c, e.labels);
    codeNumbers(c, e.embeddings);
    if constexpr (std::same_as<decltype(c), ByteReader&>) {
        c.require(e.dimension > 0 && e.dimension <= 4096, "a dimension beyond 1 to 4096");
        c.require(e.labels.size() == e.pictures.size()
                && e.embeddings.size() == e.pictures.size() * size_t(e.dimension),
            "not as many numbers as the pictures' embeddings have");
    }
}

void code(auto& c, Is<Step> auto& step)
{
    code(c, step.header);
    auto kind = BodyKind(step.body.index());
    c.choice(kind, BodyKind::Embedding);
    if constexpr (std::same_as<decltype(c), ByteReader&>)
        if (kind == BodyKind::Embedding)
            step.body = EmbeddingStep {};
    std::visit([&](auto& body) { code(c, body); }, step.body);
}

void code(auto& c, Is<PinnedScore> auto& pinned)
{
    c(pinned.step, pinned.milliseconds);
    code(c, pinned.body);
}

} // namespace

HL_ENCODED_RECORD(Step)
HL_ENCODED_RECORD(PinnedScore)
HL_ENCODED_RECORD(EmbeddedPictures)

} // namespace hardlens

#pragma once

#include "core/records/encoding/encoding.h"
#include "core/runs/run_reader.h"
#include "core/runs/run_writer.h"
#include "tests/support/made_up_run_records.h"

#include <QTemporaryDir>

#include <cmath>

namespace hardlens::test {

inline RunDescription madeUpDescription()
{
    return {.configuration = "seed = 7\n[mining]\nB = 6\n",
        .seed = ~uint64_t {6},
        .programVersion = "0.1.0",
        .libraries = {{"LibTorch", "1.13.1"}, {"zstd", "1.5.4"}},
        .machine = "two cores",
        .parent = {}};
}

inline std::shared_ptr<const Step> smallStep(int64_t step, int rois = 12)
{
    return std::make_shared<const Step>(
        madeUpStep(uint64_t(step), {.rois = rois, .mining = {.roisPerStep = 6}, .step = step}));
}

inline std::shared_ptr<const StepChoices> choicesFor(const Step& step)
{
    return std::make_shared<const StepChoices>(choicesOf(step));
}

inline std::shared_ptr<const Event> noteAt(int64_t step, EventKind kind = EventKind::Note)
{
    return std::make_shared<const Event>(Event {.kind = kind,
        .step = step,
        .wallSeconds = double(step) * .1,
        .text = "after step " + std::to_string(step)});
}

inline std::shared_ptr<const Evaluation> evaluationAt(int64_t step)
{
    auto evaluation = std::make_shared<Evaluation>(madeUpEvaluation());
    evaluation->step = step;
    evaluation->meanAveragePrecision = double(step) / 1000;
    return evaluation;
}

inline std::shared_ptr<const EvaluatedDetections> detectionsAt(int64_t step)
{
    auto detections = std::make_shared<EvaluatedDetections>(madeUpDetections());
    detections->step = step;
    return detections;
}

/// Steps [first, last], of each its body, its row and an event; every tenth is evaluated and scores
/// pinned pictures.
inline void recordSteps(RunWriter& writer, int64_t first, int64_t last, int rois = 12)
{
    for (int64_t s = first; s <= last; ++s) {
        const auto step = smallStep(s, rois);
        writer.record(step, rowOf(*step, double(s) * .09), choicesFor(*step));
        writer.record(noteAt(s));
        if (s % 10 == 0) {
            writer.record(evaluationAt(s), detectionsAt(s));
            writer.record(
                std::make_shared<const PinnedScore>(PinnedScore {s, 2.5, step->detection()}));
        }
    }
}

/// Two pictures of each of three classes on the circle, with a negative drawn for every pair.
inline std::shared_ptr<const Step> smallEmbeddingStep(int64_t step)
{
    EmbeddingStep body;
    body.key = {.seed = 7, .purpose = Purpose::Sampling, .step = uint64_t(step)};
    body.dimension = 2;
    for (int i = 0; i < 6; ++i) {
        const double angle = .7 * i + .01 * double(step);
        body.embeddings.insert(
            body.embeddings.end(), {float(std::cos(angle)), float(std::sin(angle))});
        body.labels.push_back(i / 2);
        body.pictures.push_back({.contentId = uint64_t(100 + i),
            .name = "glyph",
            .width = 64,
            .height = 64,
            .index = i});
    }
    body.sampling.negatives = NegativeSampler::Uniform;
    const Draws drawn = drawAgain(body, cosinesOf(body.embeddings, 2), body.sampling, body.key);
    body.draws = int64_t(drawn.draws.size());
    body.drawn = shortenedDraws(drawn);
    body.drawLosses.assign(body.drawn.draws.size(), .25f);
    body.meanLoss = .25;
    auto record = std::make_shared<Step>();
    record->header.step = step;
    record->body = std::move(body);
    return record;
}

inline std::shared_ptr<const EmbeddedPictures> probeAt(int64_t step)
{
    const EmbeddingStep of = smallEmbeddingStep(step)->embedding();
    return std::make_shared<const EmbeddedPictures>(EmbeddedPictures {.step = step,
        .milliseconds = 1.5,
        .dimension = of.dimension,
        .pictures = of.pictures,
        .labels = of.labels,
        .embeddings = of.embeddings});
}

/// The same of an embedding; every tenth step is evaluated and has a probe.
inline void recordEmbeddingSteps(RunWriter& writer, int64_t first, int64_t last)
{
    for (int64_t s = first; s <= last; ++s) {
        const auto step = smallEmbeddingStep(s);
        writer.record(step, rowOf(*step, double(s) * .09), nullptr);
        writer.record(noteAt(s));
        if (s % 10 == 0) {
            writer.record(evaluationAt(s), nullptr);
            writer.record(probeAt(s));
        }
    }
}

inline Thumbnail madeUpThumbnail(uint64_t id)
{
    return {id, 64, 48, {std::byte {0xff}, std::byte {0xd8}, std::byte(id)}};
}

/// A folder that goes when the test is over.
class TestFolder
{
public:
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path run() const { return path() / "run"; }

private:
    QTemporaryDir m_folder {};
};

} // namespace hardlens::test

#pragma once

#include "core/basics/error.h"
#include "core/records/embedding_step.h"
#include "core/records/encoding/picture_fields.h"

/// Fields of embedding steps; for the files of this folder.
namespace hardlens {

/// A list of numbers as one column of planes of bytes.
void codeNumbers(auto& c, auto& values)
{
    using Number = std::remove_cvref_t<decltype(values[0])>;
    c.columns(values, sizeof(Number));
    c.column(
        values, [](auto& v) -> auto& { return v; });
}

/// A value that may be absent, behind a switch.
void codeOptional(auto& c, auto& value)
{
    bool is = value.has_value();
    double number = value.value_or(0);
    c(is);
    if (!is)
        return;
    c(number);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(value)>>)
        value = number;
}

void code(auto& c, Is<SamplingConfig> auto& s)
{
    c.choice(s.negatives, NegativeSampler::NearestBeyondCutoff);
    c.choice(s.positives, PositiveChoice::SoftHard);
    c(s.margin, s.cutoff);
    c.choice(s.cutoffMode, CutoffMode::Exclude);
    codeOptional(c, s.upperCutoff);
    c.choice(s.dimension, DensityDimension::Given);
    c(s.densityDimension, s.withReplacement);
    c.choice(s.emptyRow, EmptyRow::Nearest);
}

void code(auto& c, Is<EmbeddingLossConfig> auto& l)
{
    c.choice(l.kind, EmbeddingLossKind::Quadruplet);
    c(l.margin, l.contrastiveMargin, l.contrastivePositive, l.liftedMargin, l.nPairPenalty, l.beta);
    c.choice(l.betaScope, BetaScope::PerSample);
    c(l.learnBeta, l.nu);
    c.choice(l.betaPenalty, BetaPenalty::Once);
    c.choice(l.mean, TermMean::All);
}

void code(auto& c, Is<Draws> auto& d)
{
    c.columns(d.draws, 4 * 4 + 2 * 4);
    c.column(
        d.draws, [](auto& x) -> auto& { return x.anchor; },
        [&](size_t i) { return i ? d.draws[i - 1].anchor : 0; });
    c.column(
        d.draws, [](auto& x) -> auto& { return x.positive; });
    c.column(
        d.draws, [](auto& x) -> auto& { return x.negative; });
    c.column(
        d.draws, [](auto& x) -> auto& { return x.row; },
        [&](size_t i) { return i ? d.draws[i - 1].row : 0; });
    c.column(
        d.draws, [](auto& x) -> auto& { return x.logWeight; });
    c.column(
        d.draws, [](auto& x) -> auto& { return x.probability; });
    c.columns(d.rows, 3 * 4 + 1 + 2 * 4);
    c.column(
        d.rows, [](auto& x) -> auto& { return x.anchor; },
        [&](size_t i) { return i ? d.rows[i - 1].anchor : 0; });
    c.column(
        d.rows, [](auto& x) -> auto& { return x.positive; }, [](size_t) { return -1; });
    c.column(
        d.rows, [](auto& x) -> auto& { return x.candidates; },
        [&](size_t i) { return i ? d.rows[i - 1].candidates : 0; });
    c.choices(
        d.rows, [](auto& x) -> auto& { return x.treatment; }, RowTreatment::Dropped);
    c.column(
        d.rows, [](auto& x) -> auto& { return x.effectiveSampleSize; });
    c.column(
        d.rows, [](auto& x) -> auto& { return x.largestProbability; });
    c(d.unusable, d.anchorsWithoutPositive, d.anchorsWithoutNegative, d.emptyRows, d.droppedRows);
    codeOptional(c, d.densityDimension);
}

/// What views rely on when they follow the indices.
inline void checkIndices(const auto& reader, const EmbeddingStep& step)
{
    const auto n = int32_t(step.labels.size()), rows = int32_t(step.drawn.rows.size());
    const auto isPlace = [n](int32_t place) { return place >= 0 && place < n; };
    reader.require(step.pictures.size() == size_t(n), "not as many labels as pictures");
    reader.require(step.dimension > 0 && step.dimension <= 4096, "a dimension beyond 1 to 4096");
    reader.require(step.embeddings.size() == size_t(n) * size_t(step.dimension),
        "not as many numbers as the pictures' embeddings have");
    reader.require(
        step.betas.empty() || step.betas.size() == size_t(n), "not as many betas as pictures");
    reader.require(step.drawLosses.empty() || step.drawLosses.size() == step.drawn.draws.size(),
        "not as many losses as draws");
    for (const int32_t label : step.labels)
        reader.require(label >= 0, "a class below 0");
    for (const Draw& d : step.drawn.draws)
        reader.require(isPlace(d.anchor) && isPlace(d.positive) && isPlace(d.negative) && d.row >= 0
                && d.row < rows,
            "a draw of what is not in the batch");
    for (const DrawRow& r : step.drawn.rows)
        reader.require(isPlace(r.anchor) && r.positive >= -1 && r.positive < n,
            "a row of what is not in the batch");
    try {
        step.sampling.validate();
        step.loss.validate();
    } catch (const ConfigError& error) {
        reader.require(false, error.what());
    }
}

} // namespace hardlens

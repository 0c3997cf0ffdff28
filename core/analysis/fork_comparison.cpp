#include "core/analysis/fork_comparison.h"

#include "core/analysis/fork_difference.h"
#include "core/basics/error.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace hardlens {

namespace {

/// How many rows of a history are of steps up to this one.
size_t rowsUpTo(const History& history, int64_t step)
{
    size_t low = 0, high = history.steps.size();
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (history.steps[middle].step <= step)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double meanStepMs(const History& history, size_t rows)
{
    const size_t first = rows - std::min(rows, VariantFigures::timedSteps);
    double sum = 0;
    for (size_t i = first; i < rows; ++i)
        sum += history.steps[i].stepMs;
    return rows > first ? sum / double(rows - first) : VariantFigures::none;
}

void setDetection(VariantFigures& figures, const StepRow& row)
{
    figures.meanLossAll = double(row.meanLossAll);
    figures.meanLossChosen = double(row.meanLossSelected);
    figures.lossShareChosen = double(row.lossShareSelected);
    figures.chosen = double(row.selected);
    figures.chosenForeground = double(row.selectedForeground);
    figures.suppressed = double(row.suppressed);
    figures.duplicatesOfTop = double(row.duplicatesOfTop);
}

void setEmbedding(VariantFigures& figures, const EmbeddingScalars& row)
{
    figures.loss = double(row.loss);
    figures.triplets = double(row.draws);
    figures.positiveDistance = double(row.positiveDistance);
    figures.negativeDistance = double(row.negativeDistance);
    figures.sampleSize = double(row.sampleSize);
    figures.emptyRows = double(row.emptyRows);
}

void setRow(VariantFigures& figures, const StepRow& row)
{
    figures.step = row.step;
    figures.stepMs = row.stepMs;
    if (row.embedding.items > 0)
        setEmbedding(figures, row.embedding);
    else
        setDetection(figures, row);
}

/// `step` may be null; `number`: the step that is meant, 0: the newest.
VariantFigures figuresOf(const Step* step, int64_t number, const History& history)
{
    VariantFigures figures;
    const size_t all = history.steps.size();
    const size_t rows = number > 0 ? rowsUpTo(history, number) : all;
    if (step)
        setRow(figures, rowOf(*step, 0));
    else if (rows > 0 && (number == 0 || history.steps[rows - 1].step == number))
        setRow(figures, history.steps[rows - 1]);
    if (rows > 0)
        figures.stepMs = meanStepMs(history, rows);
    const int64_t upTo = number > 0 ? number : std::numeric_limits<int64_t>::max();
    if (const auto evaluation = evaluationUpTo(history, upTo)) {
        (evaluation->retrieval ? figures.recallAtOne : figures.meanAveragePrecision)
            = headline(*evaluation);
        figures.evaluatedStep = evaluation->step;
    }
    return figures;
}

ChoiceComparison choicesOf(const Step& first, const Step& here)
{
    return first.isEmbedding() ? compareChoices(first.embedding(), here.embedding())
                               : compareChoices(first.detection(), here.detection());
}

} // namespace

bool sameReference(const PictureReference& a, const PictureReference& b)
{
    return a.contentId == b.contentId && a.name == b.name && a.width == b.width
        && a.height == b.height && a.index == b.index && a.isTest == b.isTest
        && a.flipped == b.flipped && sameBits(a.scale, b.scale);
}

Sameness compareUpToTheChoice(const Step& first, const Step& here)
{
    Sameness sameness;
    if (!first.isEmbedding())
        sameness.lossesCompared = first.detection().hasLosses && here.detection().hasLosses;
    if (first.header.step != here.header.step)
        sameness.firstDifference = "step";
    else if (first.isEmbedding())
        sameness.firstDifference = firstDifference(first.embedding(), here.embedding());
    else
        sameness.firstDifference
            = firstDifference(first.detection(), here.detection(), sameness.lossesCompared);
    sameness.isSameUpToTheChoice = sameness.firstDifference.empty();
    return sameness;
}

std::vector<VariantComparison> compareVariants(
    std::span<const std::shared_ptr<const Step>> steps, std::span<const History> histories)
{
    if (steps.size() != histories.size())
        throw std::invalid_argument(concat("compareVariants: ", histories.size(),
            " histories: expected one for each of ", steps.size(), " variants"));
    int64_t number = 0;
    for (const auto& step : steps)
        if (step && number == 0)
            number = step->header.step;
    std::vector<VariantComparison> variants;
    for (size_t v = 0; v < steps.size(); ++v) {
        const Step* const step = steps[v].get();
        VariantComparison variant {
            .figures = figuresOf(step, step ? step->header.step : number, histories[v])};
        if (step && steps[0]) {
            variant.choice = choicesOf(*steps[0], *step);
            variant.sameness = compareUpToTheChoice(*steps[0], *step);
        }
        variants.push_back(std::move(variant));
    }
    return variants;
}

} // namespace hardlens

#include "core/analysis/fork_comparison.h"

#include "core/analysis/pick_overlap.h"
#include "core/analysis/same_roi.h"
#include "core/basics/error.h"

#include <algorithm>
#include <bit>
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

void setRow(VariantFigures& figures, const StepRow& row)
{
    figures.step = row.step;
    figures.meanLossAll = double(row.meanLossAll);
    figures.meanLossChosen = double(row.meanLossSelected);
    figures.lossShareChosen = double(row.lossShareSelected);
    figures.chosen = double(row.selected);
    figures.chosenForeground = double(row.selectedForeground);
    figures.suppressed = double(row.suppressed);
    figures.duplicatesOfTop = double(row.duplicatesOfTop);
    figures.stepMs = row.stepMs;
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
        figures.meanAveragePrecision = evaluation->meanAveragePrecision;
        figures.evaluatedStep = evaluation->step;
    }
    return figures;
}

int32_t roiCount(const DetectionStep& step)
{
    size_t count = 0;
    for (const PictureRecord& picture : step.pictures)
        count += picture.rois.size();
    return int32_t(count);
}

/// The chosen RoIs as places in `first`, counted through its pictures, rising; what it does not
/// have has numbers beyond.
std::vector<int32_t> chosenPlaces(const DetectionStep& step, const DetectionStep& first)
{
    std::vector<int32_t> begins {0};
    for (const PictureRecord& picture : first.pictures)
        begins.push_back(begins.back() + int32_t(picture.rois.size()));
    std::vector<int32_t> places;
    int32_t beyond = begins.back();
    for (size_t p = 0; p < step.pictures.size(); ++p)
        for (size_t i = 0; i < step.pictures[p].rois.size(); ++i) {
            if (step.pictures[p].rois[i].decision.fate != Fate::Selected)
                continue;
            const auto same = sameRoiIn(step, {int32_t(p), int32_t(i)}, first);
            places.push_back(same ? begins[size_t(same->picture)] + same->roi : beyond++);
        }
    std::ranges::sort(places);
    return places;
}

bool isSame(float a, float b) // NaN, and the sign of zero, included
{
    return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
}

bool isSame(const Box& a, const Box& b)
{
    return isSame(a.x1, b.x1) && isSame(a.y1, b.y1) && isSame(a.x2, b.x2) && isSame(a.y2, b.y2);
}

bool isSame(const PictureReference& a, const PictureReference& b)
{
    return a.contentId == b.contentId && a.name == b.name && a.width == b.width
        && a.height == b.height && a.index == b.index && a.isTest == b.isTest
        && a.flipped == b.flipped && isSame(a.scale, b.scale);
}

bool isSame(const GroundTruth& a, const GroundTruth& b)
{
    return isSame(a.box, b.box) && a.label == b.label && a.ignored == b.ignored
        && a.crowd == b.crowd && isSame(a.area, b.area);
}

/// What of a RoI differs first; empty: nothing.
std::string differenceOf(const RoiRecord& a, const RoiRecord& b, bool withLosses)
{
    if (a.proposal != b.proposal || !isSame(a.box, b.box))
        return "box";
    if (a.label != b.label || a.matched != b.matched || !isSame(a.iou, b.iou))
        return "label";
    if (withLosses && (!isSame(a.classLoss, b.classLoss) || !isSame(a.boxLoss, b.boxLoss)))
        return "losses";
    return {};
}

std::string differenceOf(
    const PictureRecord& a, const PictureRecord& b, size_t number, bool withLosses)
{
    if (!isSame(a.picture, b.picture))
        return concat("picture ", number);
    const auto same = [](const GroundTruth& x, const GroundTruth& y) { return isSame(x, y); };
    if (!std::ranges::equal(a.groundTruth, b.groundTruth, same))
        return concat("objects of picture ", number);
    if (a.rois.size() != b.rois.size())
        return concat("number of RoIs of picture ", number);
    for (size_t i = 0; i < a.rois.size(); ++i)
        if (const std::string what = differenceOf(a.rois[i], b.rois[i], withLosses); !what.empty())
            return concat(what, " of RoI ", i + 1, " of picture ", number);
    return {};
}

std::string firstDifference(const Step& first, const Step& here, bool withLosses)
{
    const DetectionStep& a = first.detection();
    const DetectionStep& b = here.detection();
    if (first.header.step != here.header.step)
        return "step";
    if (a.key != b.key)
        return "random key";
    // Another N has fewer of the same pictures.
    const size_t pictures = std::min(a.pictures.size(), b.pictures.size());
    for (size_t p = 0; p < pictures; ++p)
        if (std::string what = differenceOf(a.pictures[p], b.pictures[p], p + 1, withLosses);
            !what.empty())
            return what;
    return a.pictures.size() == b.pictures.size() ? std::string() : "number of pictures";
}

} // namespace

ChoiceComparison compareChoices(const DetectionStep& first, const DetectionStep& here)
{
    const std::vector<int32_t> there = chosenPlaces(first, first);
    const std::vector<int32_t> mine = chosenPlaces(here, first);
    ChoiceComparison comparison {.overlap = pickOverlap(there, mine)};
    for (const int32_t place : mine)
        comparison.both
            += place < roiCount(first) && std::ranges::binary_search(there, place);
    comparison.onlyHere = int64_t(mine.size()) - comparison.both;
    comparison.onlyThere = int64_t(there.size()) - comparison.both;
    return comparison;
}

Sameness compareUpToTheChoice(const Step& first, const Step& here)
{
    Sameness sameness;
    sameness.lossesCompared = first.detection().hasLosses && here.detection().hasLosses;
    sameness.firstDifference = firstDifference(first, here, sameness.lossesCompared);
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
            variant.choice = compareChoices(steps[0]->detection(), step->detection());
            variant.sameness = compareUpToTheChoice(*steps[0], *step);
        }
        variants.push_back(std::move(variant));
    }
    return variants;
}

} // namespace hardlens

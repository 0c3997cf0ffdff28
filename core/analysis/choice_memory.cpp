#include "core/analysis/choice_memory.h"

#include "core/analysis/pick_overlap.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr float notEasy = std::numeric_limits<float>::quiet_NaN();

/// Proposals from here on are not remembered: no picture has so many, and one wrong index must not
/// fill the memory.
constexpr int32_t proposalLimit = 100'000;

bool isRemembered(const RoiRecord& roi)
{
    return roi.proposal >= 0 && roi.proposal < proposalLimit;
}

std::optional<float> cutOf(const DetectionStep& step, size_t picture)
{
    const auto quota = quotaOfPicture(step, int(picture));
    return quota ? quota->cut : std::nullopt;
}

/// Chosen for its loss: not by lot from below the cut.
bool isHard(const RoiRecord& roi, float loss, std::optional<float> cut)
{
    return roi.decision.fate == Fate::Selected && !(cut && loss < *cut);
}

} // namespace

ChoiceMemory::ChoiceMemory(size_t maxNumbers)
    : m_maxNumbers(maxNumbers)
{
}

std::vector<PickComparison> ChoiceMemory::add(const DetectionStep& step, int64_t stepNumber)
{
    std::vector<PickComparison> comparisons;
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const PictureReference& picture = step.pictures[p].picture;
        Remembered& memory = m_pictures[{picture.contentId, picture.flipped}];
        PickComparison comparison = compare(step, p, memory);
        std::vector<int32_t> pick = chosenProposals(step.pictures[p]);
        if (memory.step > 0)
            comparison.overlap = pickOverlap(memory.lastPick, pick);
        comparisons.push_back(std::move(comparison));

        m_numbers -= memory.numbers();
        memory.lastPick = std::move(pick);
        memory.step = stepNumber;
        remember(step, p, memory);
        m_numbers += memory.numbers();
    }
    while (m_numbers > m_maxNumbers)
        forgetOldest();
    return comparisons;
}

void ChoiceMemory::clear()
{
    m_pictures.clear();
    m_numbers = 0;
}

PickComparison ChoiceMemory::compare(
    const DetectionStep& step, size_t picture, const Remembered& memory)
{
    PickComparison comparison {.previousStep = memory.step};
    const auto cut = cutOf(step, picture);
    const auto& rois = step.pictures[picture].rois;
    for (size_t i = 0; i < rois.size(); ++i) {
        if (!isRemembered(rois[i]) || size_t(rois[i].proposal) >= memory.easyLosses.size())
            continue;
        const float then = memory.easyLosses[size_t(rois[i].proposal)];
        const float now = rankingLoss(rois[i], step.mining);
        if (!std::isnan(then) && isHard(rois[i], now, cut))
            comparison.returned.push_back({int32_t(i), then, now});
    }
    return comparison;
}

void ChoiceMemory::remember(const DetectionStep& step, size_t picture, Remembered& memory)
{
    const auto cut = cutOf(step, picture);
    if (!cut)
        return;
    for (const RoiRecord& roi : step.pictures[picture].rois) {
        if (!isRemembered(roi))
            continue;
        const size_t at = size_t(roi.proposal);
        if (at >= memory.easyLosses.size())
            memory.easyLosses.resize(at + 1, notEasy);
        const float loss = rankingLoss(roi, step.mining);
        const bool isEasy = roi.decision.rank > 0 && loss < *cut;
        memory.easyLosses[at] = isEasy ? loss : notEasy;
    }
}

void ChoiceMemory::forgetOldest()
{
    const auto oldest = std::min_element(m_pictures.begin(), m_pictures.end(),
        [](const auto& a, const auto& b) { return a.second.step < b.second.step; });
    m_numbers -= oldest->second.numbers();
    m_pictures.erase(oldest);
}

} // namespace hardlens

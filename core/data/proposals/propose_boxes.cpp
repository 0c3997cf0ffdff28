#include "core/data/proposals/propose_boxes.h"

#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/data/proposals/grid_proposals.h"
#include "core/data/proposals/selective_search.h"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace hardlens {

namespace {

bool earlier(const Box& a, const Box& b)
{
    return std::tie(a.x1, a.y1, a.x2, a.y2) < std::tie(b.x1, b.y1, b.x2, b.y2);
}

/// The same set of boxes, whatever order it came in, in an order that only the picture's content
/// decides.
std::vector<Box> shuffled(std::vector<Box> boxes, uint64_t contentId)
{
    std::sort(boxes.begin(), boxes.end(), earlier);
    boxes.erase(std::unique(boxes.begin(), boxes.end()), boxes.end());
    const auto order
        = permutation(int64_t(boxes.size()), RandomStream({contentId, Purpose::Proposals, 0, 0}));
    std::vector<Box> result;
    result.reserve(boxes.size());
    for (const int64_t i : order)
        result.push_back(boxes[size_t(i)]);
    return result;
}

} // namespace

std::vector<Box> foundBoxes(const Pixels& picture, uint64_t contentId, const ProposalConfig& config)
{
    config.validate();
    if (picture.width < 1 || picture.height < 1)
        throw std::invalid_argument(concat("foundBoxes: picture of ", picture.width, " x ",
            picture.height, ": expected at least 1 x 1"));
    if (config.method == ProposalMethod::Grid)
        return shuffled(gridProposals(picture, contentId, config.count, config.minSide), contentId);
    auto boxes = shuffled(selectiveSearch(picture, config), contentId);
    boxes.resize(std::min(boxes.size(), size_t(mostProposals)));
    return boxes;
}

std::vector<Box> withGroundTruth(
    std::span<const Box> found, std::span<const GroundTruth> objects, int64_t count)
{
    std::vector<Box> boxes;
    for (const GroundTruth& object : objects)
        if (!object.ignored)
            boxes.push_back(object.box);
    boxes.insert(boxes.end(), found.begin(), found.end());
    boxes.resize(std::min(boxes.size(), size_t(std::max<int64_t>(count, 0))));
    return boxes;
}

std::vector<Box> proposeBoxes(const Pixels& picture, uint64_t contentId,
    std::span<const GroundTruth> objects, const ProposalConfig& config)
{
    const auto merged = config.mergeGroundTruth ? objects : std::span<const GroundTruth> {};
    return withGroundTruth(foundBoxes(picture, contentId, config), merged, config.count);
}

} // namespace hardlens

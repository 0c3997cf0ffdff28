#include "core/analysis/pick_overlap.h"

#include <algorithm>
#include <iterator>

namespace hardlens {

std::vector<int32_t> chosenProposals(const PictureRecord& picture)
{
    std::vector<int32_t> proposals;
    for (const RoiRecord& roi : picture.rois)
        if (roi.decision.fate == Fate::Selected && roi.proposal >= 0)
            proposals.push_back(roi.proposal);
    std::sort(proposals.begin(), proposals.end());
    proposals.erase(std::unique(proposals.begin(), proposals.end()), proposals.end());
    return proposals;
}

std::optional<double> pickOverlap(std::span<const int32_t> a, std::span<const int32_t> b)
{
    std::vector<int32_t> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    const size_t either = a.size() + b.size() - both.size();
    if (either == 0)
        return std::nullopt;
    return double(both.size()) / double(either);
}

} // namespace hardlens

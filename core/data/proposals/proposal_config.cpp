#include "core/data/proposals/proposal_config.h"

#include "core/basics/error.h"

namespace hardlens {

namespace {

void requireIn(const char* key, int64_t value, int64_t low, int64_t high)
{
    if (!(value >= low && value <= high))
        throw ConfigError(
            concat("proposals.", key, " = ", value, ": must be in [", low, ", ", high, "]"));
}

} // namespace

void ProposalConfig::validate() const
{
    requireIn("count", count, 1, mostProposals);
    requireIn("segmentationShortSide", segmentationShortSide, 32, 2000);
    requireIn("minSide", minSide, 1, 100);
}

std::string settingsText(const ProposalConfig& config)
{
    // The number of the procedure: raise it when the same settings give other boxes.
    constexpr int grid = 2, selectiveSearch = 1;
    if (config.method == ProposalMethod::Grid)
        return concat("grid ", grid, " count ", config.count, " min ", config.minSide);
    return concat("selective search ", selectiveSearch,
        config.method == ProposalMethod::SelectiveSearchFast ? " fast" : " quality", " short ",
        config.segmentationShortSide, " min ", config.minSide);
}

} // namespace hardlens

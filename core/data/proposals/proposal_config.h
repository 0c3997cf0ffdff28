#pragma once

#include <cstdint>
#include <string>

namespace hardlens {

enum class ProposalMethod
{
    Grid,                // boxes of many sizes and shapes, denser on what stands out; milliseconds
    SelectiveSearchFast, // Uijlings et al., IJCV 2013; about a second a picture
    SelectiveSearchQuality, // the same with more colour spaces and strategies; several seconds
};

/// How RoIs are proposed.
struct ProposalConfig
{
    ProposalMethod method = ProposalMethod::Grid;
    int64_t count = 1000;         // R: proposals per picture, in [1, 2000]
    bool mergeGroundTruth = true; // training pictures' objects come first among their proposals
    int64_t segmentationShortSide
        = 240; // pixels: selective search looks at the picture at this size, in [32, 2000]
    int64_t minSide
        = 6; // pixels at that size; boxes with a side of at most this are dropped, in [1, 100]

    void validate() const; // throws ConfigError for the first field that breaks its rule

    friend bool operator==(const ProposalConfig&, const ProposalConfig&) = default;
};

inline constexpr int64_t mostProposals = 2000;

/// What the proposals before merging and cutting depend on, as text: part of the cache's key.
std::string settingsText(const ProposalConfig& config);

} // namespace hardlens

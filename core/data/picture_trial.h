#pragma once

#include "core/data/data_check.h"

#include <span>

namespace hardlens {

/// What trying to decode some pictures told.
struct PictureTrial
{
    int64_t decoded = 0;
    ProposalCoverage coverage {};
    std::vector<DataProblem> problems {}; // by picture, then damage by file
};

/// Decodes evenly spread pictures of these, as many as the options say, on all cores, and compares
/// the objects of some with proposals. progress: see checkData.
PictureTrial tryPictures(const DetectionData& data,
    std::span<const AnnotatedPicture* const> pictures, const DataCheckOptions& options,
    const std::function<void(int64_t done, int64_t total)>& progress);

} // namespace hardlens

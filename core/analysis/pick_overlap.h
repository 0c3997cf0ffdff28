#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hardlens {

/// The proposals of a picture that were chosen, rising, each once. Jittered RoIs have no identity
/// and are left out.
std::vector<int32_t> chosenProposals(const PictureRecord& picture);

/// How much two picks of the same picture agree: |A ∩ B| / |A ∪ B|, in [0, 1]. None where both are
/// empty. a, b: proposals, rising, as chosenProposals gives them.
std::optional<double> pickOverlap(std::span<const int32_t> a, std::span<const int32_t> b);

} // namespace hardlens

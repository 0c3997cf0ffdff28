#pragma once

#include "core/data/scenes/scene_plan.h"

namespace hardlens {

/// Paints a plan at twice the size and shrinks it: edges are smooth. random: of the ground's
/// texture.
Pixels paintScene(const ScenePlan& plan, int32_t width, int32_t height, const RandomKey& random);

} // namespace hardlens

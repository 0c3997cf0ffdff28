#pragma once

#include "core/training/step_batch.h"

#include <functional>
#include <string>

namespace hardlens {

/// Mean 0 and std (0.1, 0.1, 0.2, 0.2) for every class, the RPN's recipe.
TargetNormalisation fixedNormalisation(size_t classes);

/// Sums of the box deltas of one class's foreground RoIs.
class DeltaStatistics
{
public:
    explicit DeltaStatistics(size_t classes);

    /// Adds the RoIs of a picture that overlap an object by at least foregroundIou. A RoI that is
    /// the object itself counts as well, as in py-faster-rcnn.
    void add(std::span<const Box> rois, std::span<const GroundTruth> objects, double foregroundIou);

    /// Per class mean and std, var = E[x²] - E[x]². Classes without foreground RoIs keep the fixed
    /// values. Throws ConfigError naming the class and coordinate whose std is zero: dividing by it
    /// would give NaN.
    TargetNormalisation normalisation(const std::vector<std::string>& classNames) const;

private:
    struct Sums
    {
        int64_t count = 0;
        std::array<double, 4> sum {};
        std::array<double, 4> squares {};
    };
    std::vector<Sums> m_sums;
};

} // namespace hardlens

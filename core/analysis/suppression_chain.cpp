#include "core/analysis/suppression_chain.h"

#include <algorithm>

namespace hardlens {

std::vector<ChainLink> suppressionChain(const DetectionStep& step, int picture, int roi)
{
    std::vector<ChainLink> chain {{roi, explainRoi(step, picture, roi)}};
    const auto holds = [&](int32_t other) {
        return std::any_of(
            chain.begin(), chain.end(), [&](const ChainLink& link) { return link.roi == other; });
    };
    while (const auto by = chain.back().why.suppressor) {
        if (holds(by->roi))
            break;
        chain.push_back({by->roi, explainRoi(step, picture, by->roi)});
    }
    return chain;
}

} // namespace hardlens

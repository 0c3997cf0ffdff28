#include "core/geometry/box_deltas.h"

#include "core/basics/error.h"

#include <cmath>

namespace hardlens {

namespace {

float extra(DeltaConvention convention)
{
    return convention == DeltaConvention::InclusivePixel ? 1.f : 0.f;
}

void requireArea(const char* name, size_t index, const Box& box, float plus)
{
    if (!(box.width() + plus > 0 && box.height() + plus > 0))
        throw std::invalid_argument(concat("encodeBoxDeltas: ", name, "[", index, "] = (", box.x1,
            ", ", box.y1, ", ", box.x2, ", ", box.y2, "): must have x1 < x2 and y1 < y2"));
}

} // namespace

std::vector<BoxDeltas> encodeBoxDeltas(
    std::span<const Box> proposals, std::span<const Box> groundTruth, DeltaConvention convention)
{
    if (proposals.size() != groundTruth.size())
        throw std::invalid_argument(concat("encodeBoxDeltas: ", proposals.size(), " proposals and ",
            groundTruth.size(), " ground-truth boxes: must be as many"));
    const float plus = extra(convention);
    std::vector<BoxDeltas> deltas;
    deltas.reserve(proposals.size());
    for (size_t i = 0; i < proposals.size(); ++i) {
        const Box& p = proposals[i];
        const Box& g = groundTruth[i];
        requireArea("proposals", i, p, plus);
        requireArea("groundTruth", i, g, plus);
        const float wp = p.width() + plus, hp = p.height() + plus;
        const float wg = g.width() + plus, hg = g.height() + plus;
        deltas.push_back({(g.x1 + .5f * wg - (p.x1 + .5f * wp)) / wp,
            (g.y1 + .5f * hg - (p.y1 + .5f * hp)) / hp, std::log(wg / wp), std::log(hg / hp)});
    }
    return deltas;
}

Box decodeBoxDeltas(const Box& proposal, const BoxDeltas& deltas, DeltaConvention convention)
{
    const float plus = extra(convention);
    const float w = proposal.width() + plus, h = proposal.height() + plus;
    const float cx = proposal.x1 + .5f * w + deltas.dx * w;
    const float cy = proposal.y1 + .5f * h + deltas.dy * h;
    const float halfW = .5f * w * std::exp(std::min(deltas.dw, maxLogSize));
    const float halfH = .5f * h * std::exp(std::min(deltas.dh, maxLogSize));
    return {cx - halfW, cy - halfH, cx + halfW, cy + halfH};
}

BoxDeltas DeltaNormalisation::normalised(const BoxDeltas& d) const
{
    return {(d.dx - mean[0]) / std[0], (d.dy - mean[1]) / std[1], (d.dw - mean[2]) / std[2],
        (d.dh - mean[3]) / std[3]};
}

BoxDeltas DeltaNormalisation::raw(const BoxDeltas& d) const
{
    return {d.dx * std[0] + mean[0], d.dy * std[1] + mean[1], d.dw * std[2] + mean[2],
        d.dh * std[3] + mean[3]};
}

} // namespace hardlens

#include "core/geometry/iou.h"

namespace hardlens {

namespace {

float extra(PixelConvention convention)
{
    return convention == PixelConvention::InclusivePixel ? 1.f : 0.f;
}

float intersectionOf(const Box& a, const Box& b, float plus)
{
    const float width = std::max(0.f, std::min(a.x2, b.x2) - std::max(a.x1, b.x1) + plus);
    const float height = std::max(0.f, std::min(a.y2, b.y2) - std::max(a.y1, b.y1) + plus);
    return width * height;
}

float iouWith(const Box& a, const Box& b, float plus)
{
    const float intersection = intersectionOf(a, b, plus);
    if (!(intersection > 0.f))
        return 0.f;
    const float areaA = (a.x2 - a.x1 + plus) * (a.y2 - a.y1 + plus);
    const float areaB = (b.x2 - b.x1 + plus) * (b.y2 - b.y1 + plus);
    return intersection / (areaA + areaB - intersection);
}

} // namespace

float iou(const Box& a, const Box& b, PixelConvention convention)
{
    return iouWith(a, b, extra(convention));
}

float coveredPart(const Box& a, const Box& b)
{
    const float intersection = intersectionOf(a, b, 0);
    return intersection > 0.f ? intersection / a.area() : 0.f;
}

std::vector<float> pairwiseIou(
    std::span<const Box> a, std::span<const Box> b, PixelConvention convention)
{
    const float plus = extra(convention);
    std::vector<float> result;
    result.reserve(a.size() * b.size());
    for (const Box& boxA : a)
        for (const Box& boxB : b)
            result.push_back(iouWith(boxA, boxB, plus));
    return result;
}

std::vector<Match> bestMatches(
    std::span<const Box> proposals, std::span<const Box> groundTruth, PixelConvention convention)
{
    const float plus = extra(convention);
    std::vector<Match> matches(proposals.size());
    for (size_t i = 0; i < proposals.size(); ++i) {
        for (size_t j = 0; j < groundTruth.size(); ++j) {
            const float overlap = iouWith(proposals[i], groundTruth[j], plus);
            if (matches[i].index < 0 || overlap > matches[i].iou)
                matches[i] = {int32_t(j), overlap};
        }
    }
    return matches;
}

} // namespace hardlens

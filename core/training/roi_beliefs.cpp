#include "core/training/roi_beliefs.h"

namespace hardlens {

namespace {

/// The three largest of `count` values, falling; the lower class first among equals.
std::array<ClassBelief, 3> topThree(const float* probabilities, int64_t count)
{
    std::array<ClassBelief, 3> top;
    top.fill({-1, 0.f});
    for (int64_t k = 0; k < count; ++k) {
        ClassBelief candidate {int32_t(k), probabilities[k]};
        for (ClassBelief& place : top)
            if (place.label < 0 || candidate.probability > place.probability)
                std::swap(place, candidate);
    }
    return top;
}

int32_t mostProbableObject(const float* probabilities, int64_t count)
{
    return int32_t(std::max_element(probabilities + 1, probabilities + count) - probabilities);
}

} // namespace

Box decodedInStoredPixels(const float* networkRoi, const float* deltas, int32_t label,
    const TargetNormalisation& normalisation, const PictureReference& picture)
{
    const Box roi {networkRoi[1], networkRoi[2], networkRoi[3], networkRoi[4]};
    const float* own = deltas + 4 * label;
    const BoxDeltas raw = normalisation[size_t(label)].raw({own[0], own[1], own[2], own[3]});
    const Box stored = scaled(decodeBoxDeltas(roi, raw), 1.f / picture.scale);
    const float width = float(picture.width);
    return clipped(
        picture.flipped ? mirrored(stored, width) : stored, width, float(picture.height));
}

std::vector<RoiBelief> beliefsOf(const StepBatch& batch, std::span<const int32_t> rois,
    const HeadOutput& output, const TargetNormalisation& normalisation)
{
    const auto host = [](const torch::Tensor& t) {
        return t.detach().to(torch::kCPU, torch::kFloat).contiguous();
    };
    const torch::Tensor probabilities = host(torch::softmax(output.logits.detach(), 1));
    const torch::Tensor deltas = host(output.deltas), networkRois = host(batch.rois);
    const int64_t classes = probabilities.size(1);
    std::vector<RoiBelief> beliefs(rois.size());
    size_t picture = 0;
    for (size_t i = 0; i < rois.size(); ++i) {
        const int64_t roi = rois[i];
        if (roi < batch.firstOfPicture[picture])
            picture = 0; // a pooled choice jumps between pictures
        while (roi >= batch.firstOfPicture[picture + 1])
            ++picture;
        const float* p = probabilities.data_ptr<float>() + int64_t(i) * classes;
        RoiBelief& belief = beliefs[i];
        belief.probability = p[std::max(0, batch.labels[size_t(roi)])];
        belief.top = topThree(p, classes);
        belief.decoded = decodedInStoredPixels(networkRois.data_ptr<float>() + 5 * roi,
            deltas.data_ptr<float>() + int64_t(i) * 4 * classes, mostProbableObject(p, classes),
            normalisation, batch.samples[picture].picture);
    }
    return beliefs;
}

} // namespace hardlens

#include "core/training/detection_evaluator.h"

#include "core/geometry/nms.h"
#include "core/training/roi_beliefs.h"

namespace hardlens {

std::vector<Detection> detect(Detector& detector, const StepBatch& picture, int64_t pictureIndex,
    const TargetNormalisation& normalisation, const TrainingConfig::Evaluation& rule)
{
    const torch::NoGradGuard noGrad;
    const auto host
        = [](const torch::Tensor& t) { return t.to(torch::kCPU, torch::kFloat).contiguous(); };
    const HeadOutput output
        = detector.readOnlyHead(detector.features(picture.pictures), picture.rois);
    const torch::Tensor probabilities = host(torch::softmax(output.logits, 1));
    const torch::Tensor deltas = host(output.deltas), rois = host(picture.rois);
    const int64_t classes = probabilities.size(1);
    const float* p = probabilities.data_ptr<float>();
    std::vector<Detection> found;
    for (int32_t label = 1; label < classes; ++label) {
        std::vector<Box> boxes;
        std::vector<float> scores;
        for (int64_t i = 0; i < picture.roiCount(); ++i) {
            const float score = p[i * classes + label];
            if (!(double(score) > rule.scoreThreshold))
                continue;
            boxes.push_back(decodedInStoredPixels(rois.data_ptr<float>() + 5 * i,
                deltas.data_ptr<float>() + i * 4 * classes, label, normalisation,
                picture.samples.front().picture));
            scores.push_back(score);
        }
        const NmsOptions options {.iouThreshold = rule.nmsIou, .maxKept = rule.detectionsPerClass};
        for (const int32_t k : nms(boxes, scores, options).kept)
            found.push_back({pictureIndex, label, scores[size_t(k)], boxes[size_t(k)]});
    }
    return found;
}

} // namespace hardlens

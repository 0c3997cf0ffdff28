#include "core/training/step_batch.h"

#include "core/geometry/iou.h"

#include <ATen/Parallel.h>

namespace hardlens {

namespace {

/// The backbone halves a side three times; maps must not lose a partial row.
constexpr int64_t sideMultiple = 8;

int64_t padded(int64_t side)
{
    return std::max(sideMultiple, (side + sideMultiple - 1) / sideMultiple * sideMultiple);
}

torch::Tensor picturesOf(const std::vector<Sample>& samples)
{
    int64_t height = 1, width = 1;
    for (const Sample& s : samples) {
        height = std::max<int64_t>(height, s.height);
        width = std::max<int64_t>(width, s.width);
    }
    height = padded(height);
    width = padded(width);
    const int64_t n = int64_t(samples.size());
    torch::Tensor nhwc = torch::zeros({n, height, width, 3});
    float* out = nhwc.data_ptr<float>();
    for (int64_t i = 0; i < n; ++i) {
        const Sample& s = samples[size_t(i)];
        at::parallel_for(0, s.height, 32, [&](int64_t begin, int64_t end) {
            for (int64_t y = begin; y < end; ++y) {
                const uint8_t* row = s.rgb.data() + y * s.width * 3;
                float* to = out + ((i * height + y) * width) * 3;
                for (int64_t x = 0; x < s.width * 3; ++x)
                    to[x] = (float(row[x]) - 120.f) * (1.f / 60.f);
            }
        });
    }
    return nhwc.permute({0, 3, 1, 2});
}

/// A box of the stored picture in network pixels.
Box networkBox(const Box& box, const Sample& sample)
{
    const Box turned = sample.picture.flipped ? mirrored(box, float(sample.picture.width)) : box;
    return scaled(turned, sample.picture.scale);
}

struct Labelling
{
    int32_t label = 0;
    int32_t matched = -1;
    float iou = 0;
};

Labelling labelOf(const Box& roi, const std::vector<GroundTruth>& objects, double foregroundIou)
{
    Labelling best;
    float onIgnored = 0;
    for (size_t j = 0; j < objects.size(); ++j) {
        if (objects[j].ignored) {
            onIgnored = std::max(onIgnored, ignoredOverlap(roi, objects[j]));
            continue;
        }
        const float overlap = iou(roi, objects[j].box);
        if (best.matched < 0 || overlap > best.iou) {
            best.matched = int32_t(j);
            best.iou = overlap;
        }
    }
    if (best.matched >= 0 && double(best.iou) >= foregroundIou)
        best.label = objects[size_t(best.matched)].label;
    else if (double(onIgnored) >= foregroundIou)
        best.label = ignoredLabel;
    return best;
}

BoxDeltas targetOf(const Box& roi, const Box& object, const DeltaNormalisation& normalisation)
{
    return normalisation.normalised(
        encodeBoxDeltas(std::span(&roi, 1), std::span(&object, 1)).front());
}

void addPicture(StepBatch& batch, int64_t picture, double foregroundIou,
    const TargetNormalisation& normalisation, std::vector<float>& rois, std::vector<float>& targets)
{
    const Sample& sample = batch.samples[size_t(picture)];
    for (const Box& roi : sample.rois) {
        const Labelling l = labelOf(roi, sample.objects, foregroundIou);
        const Box box = networkBox(roi, sample);
        batch.boxes.push_back(roi);
        batch.labels.push_back(l.label);
        batch.matched.push_back(l.matched);
        batch.ious.push_back(l.iou);
        rois.insert(rois.end(), {float(picture), box.x1, box.y1, box.x2, box.y2});
        BoxDeltas target;
        if (l.label > 0)
            target = targetOf(box, networkBox(sample.objects[size_t(l.matched)].box, sample),
                normalisation[size_t(l.label)]);
        targets.insert(targets.end(), {target.dx, target.dy, target.dw, target.dh});
    }
    batch.firstOfPicture.push_back(batch.roiCount());
}

torch::Tensor tensorOf(const std::vector<float>& values, int64_t columns)
{
    return torch::tensor(values, torch::kFloat).view({-1, columns});
}

} // namespace

StepBatch makeStepBatch(
    std::vector<Sample> samples, double foregroundIou, const TargetNormalisation& normalisation)
{
    StepBatch batch;
    batch.samples = std::move(samples);
    batch.pictures = picturesOf(batch.samples);
    std::vector<float> rois, targets;
    for (int64_t i = 0; i < batch.pictureCount(); ++i)
        addPicture(batch, i, foregroundIou, normalisation, rois, targets);
    batch.rois = tensorOf(rois, 5);
    batch.targets = tensorOf(targets, 4);
    batch.labelTensor = torch::tensor(
        std::vector<int64_t>(batch.labels.begin(), batch.labels.end()), torch::kInt64);
    return batch;
}

StepBatch pictureOf(const StepBatch& batch, int64_t picture)
{
    const int64_t first = batch.firstOfPicture[size_t(picture)];
    const int64_t last = batch.firstOfPicture[size_t(picture) + 1];
    const auto part = [&](const auto& column) {
        return std::decay_t<decltype(column)>(column.begin() + first, column.begin() + last);
    };
    const Sample& sample = batch.samples[size_t(picture)];
    StepBatch one;
    one.samples = {sample};
    one.pictures = batch.pictures.narrow(0, picture, 1)
                       .narrow(2, 0, padded(sample.height))
                       .narrow(3, 0, padded(sample.width));
    one.rois = batch.rois.narrow(0, first, last - first).clone();
    one.rois.select(1, 0).zero_();
    one.firstOfPicture = {0, last - first};
    one.boxes = part(batch.boxes);
    one.labels = part(batch.labels);
    one.matched = part(batch.matched);
    one.ious = part(batch.ious);
    one.labelTensor = batch.labelTensor.narrow(0, first, last - first);
    one.targets = batch.targets.narrow(0, first, last - first);
    return one;
}

StepBatch movedTo(StepBatch batch, torch::Device device, torch::ScalarType type)
{
    batch.pictures = batch.pictures.to(device, type);
    batch.rois = batch.rois.to(device, type);
    batch.targets = batch.targets.to(device, type);
    batch.labelTensor = batch.labelTensor.to(device);
    return batch;
}

} // namespace hardlens

#include "tests/bench/step_cases.h"

#include "core/nets/counting_allocator.h"
#include "core/training/detection_trainer.h"
#include "core/training/target_normalisation.h"
#include "tests/bench/made_up_proposals.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cstdio>

namespace hardlens::bench {

namespace {

/// A picture of noise in the network's pixels, with proposals and with objects where some of them
/// are.
Sample madeUpSample(uint64_t seed, int32_t width, int32_t height, int64_t rois)
{
    RandomStream random({.seed = seed, .purpose = Purpose::Scene});
    Sample sample;
    sample.picture
        = {.contentId = seed, .name = "made-up", .width = width, .height = height, .index = 0};
    sample.width = width;
    sample.height = height;
    sample.rgb.resize(size_t(width) * size_t(height) * 3);
    for (uint8_t& value : sample.rgb)
        value = uint8_t(random.below(256));
    const float sx = float(width) / 800, sy = float(height) / 600;
    for (const Box& b : madeUpProposals(rois)) {
        sample.rois.push_back({b.x1 * sx, b.y1 * sy, b.x2 * sx, b.y2 * sy});
        sample.proposal.push_back(int32_t(sample.proposal.size()));
    }
    for (size_t i = 0; i < 4; ++i)
        sample.objects.push_back({sample.rois[i * sample.rois.size() / 4], int32_t(i) + 1, false});
    return sample;
}

StepBatch madeUpBatch(int64_t pictures, int32_t width, int32_t height, int64_t rois)
{
    std::vector<Sample> samples;
    for (int64_t i = 0; i < pictures; ++i)
        samples.push_back(madeUpSample(7 + uint64_t(i), width, height, rois));
    return makeStepBatch(std::move(samples), .5, fixedNormalisation(21));
}

int64_t gradientBytes(const Detector& detector)
{
    int64_t bytes = 0;
    for (const auto& parameter : detector.parameters())
        bytes += int64_t(parameter.nbytes());
    return bytes;
}

struct HeadPart
{
    double milliseconds = 0; // ranking, choice, learning
    double bytes = 0;        // held at most beyond weights and their gradients
};

/// 512 channels and two layers of 4096: 38 x 50 cells of VGG16's last map are 304 x 400 pixels at
/// this backbone's stride.
HeadPart headPart(Implementation implementation)
{
    const StepBatch batch = madeUpBatch(1, 400, 304, 2000);
    const auto detector = std::make_shared<Detector>(
        DetectorConfig {.classes = 20, .widths = {8, 8, 8, 512}, .headWidth = 4096}, 5);
    DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(21), 7);
    StepSettings settings;
    settings.mining.picturesPerStep = 1;
    settings.mining.roisPerStep = 128;
    settings.implementation = implementation;
    std::vector<double> times;
    HeadPart part;
    for (int64_t step = 1; step <= 4; ++step) {
        const StepOutcome outcome = trainer.step(batch, settings, step);
        if (step > 1) // the first one pays for fresh memory
            times.push_back(outcome.phases.readOnly + outcome.phases.select + outcome.phases.learn);
        part.bytes = double(outcome.bytesPeak - gradientBytes(*detector));
    }
    part.milliseconds = median(times);
    return part;
}

struct Point
{
    int64_t rois = 1000, chosen = 128, pictures = 2;
    int32_t shortSide = 240;
};

/// Multiply-adds of a step by arithmetic: each layer forward once, backward twice; the read-only
/// head forward once.
double arithmetic(const Detector& detector, const Point& p)
{
    const auto& c = detector.config();
    double backbone = 0, pixels = double(p.shortSide) * p.shortSide * 4 / 3;
    int64_t in = 3;
    for (size_t stage = 0; stage < c.widths.size(); ++stage) {
        pixels /= stage < 3 ? 4 : 1;
        backbone += pixels * 9 * double(c.widths[stage]) * double(in + c.widths[stage]);
        in = c.widths[stage];
    }
    const double head = double(c.headWidth)
        * double(in * c.poolBins * c.poolBins + c.headWidth + 5 * (c.classes + 1));
    return double(p.pictures) * (3 * backbone + double(p.rois) * head)
        + 3 * double(p.chosen) * head;
}

double stepMilliseconds(const std::shared_ptr<Detector>& detector, const Point& p)
{
    const StepBatch batch = madeUpBatch(p.pictures, p.shortSide * 4 / 3, p.shortSide, p.rois);
    DetectionTrainer trainer(detector, {}, {}, fixedNormalisation(21), 7);
    StepSettings settings;
    settings.mining.picturesPerStep = p.pictures;
    settings.mining.roisPerStep = p.chosen;
    std::vector<double> times;
    for (int64_t step = 1; step <= 12; ++step) {
        const StepOutcome outcome = trainer.step(batch, settings, step);
        if (step > 2)
            times.push_back(outcome.phases.total());
    }
    return median(times);
}

} // namespace

void measureHeadPart(Figures& figures, const std::string& only)
{
    if (std::string("head_part").find(only) == std::string::npos)
        return;
    installCountingAllocator();
    at::set_num_threads(2);
    const HeadPart b = headPart(Implementation::ReadOnlyPass),
                   a = headPart(Implementation::ZeroedLosses);
    const std::string command = "./dev bench --long --only head_part";
    figures.add({"head_part_b_beside_a", b.milliseconds, "ms", a.milliseconds,
        a.milliseconds / b.milliseconds, "2×", command});
    figures.add({"head_part_memory_b_beside_a", b.bytes / 1e6, "MB", a.bytes / 1e6,
        a.bytes / b.bytes, "4×", command});
}

void measureGrowth(Figures& figures, const std::string& only)
{
    if (std::string("growth").find(only) == std::string::npos)
        return;
    installCountingAllocator();
    at::set_num_threads(2);
    const auto detector = std::make_shared<Detector>(DetectorConfig {.classes = 20}, 5);
    const Point middle;
    const double atMiddle = stepMilliseconds(detector, middle);
    const double perOperation = atMiddle / arithmetic(*detector, middle);
    const auto add = [&](const std::string& name, int64_t value, const Point& p) {
        const double predicted = perOperation * arithmetic(*detector, p);
        figures.add({"growth_" + name + "_" + std::to_string(value), stepMilliseconds(detector, p),
            "ms", predicted, {}, "", "./dev bench --long --only growth"});
    };
    for (const int64_t rois : {250, 500, 1000, 2000})
        add("R", rois, {.rois = rois});
    for (const int64_t chosen : {32, 64, 128, 256, 512})
        add("B", chosen, {.chosen = chosen});
    for (const int64_t pictures : {1, 2, 4, 8})
        add("N", pictures, {.pictures = pictures});
    for (const int32_t side : {120, 240, 360, 480})
        add("side", side, {.shortSide = side});
}

} // namespace hardlens::bench

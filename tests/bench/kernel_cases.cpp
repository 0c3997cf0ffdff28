#include "tests/bench/kernel_cases.h"

#include "core/geometry/nms.h"
#include "core/nets/counting_allocator.h"
#include "core/nets/roi_max_pool.h"
#include "tests/bench/made_up_proposals.h"
#include "tests/bench/peer_process.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

#include <cstring>
#include <iostream>

namespace hardlens::bench {

namespace {

constexpr int pairs = 12;

/// As in peer_kernels.py: order matters, and so does every value.
uint64_t checksum(const auto& values)
{
    constexpr int64_t modulus = (int64_t {1} << 31) - 1;
    int64_t total = 0;
    for (const auto value : values)
        total = ((total * 1000003 + int64_t(value) + 7) % modulus + modulus) % modulus;
    return uint64_t(total);
}

void write(
    const std::filesystem::path& folder, const std::string& name, const void* data, size_t bytes)
{
    std::ofstream(folder / (name + ".f32"), std::ios::binary)
        .write(static_cast<const char*>(data), std::streamsize(bytes));
}

struct Inputs
{
    std::filesystem::path folder {};
    std::vector<Box> boxes2000 {}, boxes12000 {};
    std::vector<float> scores2000 {}, scores12000 {};
    torch::Tensor features {}, rois {};

    Inputs()
    {
        folder = std::filesystem::temp_directory_path()
            / ("hardlens-bench-" + std::to_string(getpid()));
        std::filesystem::create_directories(folder);
        const auto fill = [&](int64_t n, std::vector<Box>& boxes, std::vector<float>& scores) {
            boxes = madeUpProposals(n);
            RandomStream random({.seed = 12, .step = uint64_t(n)});
            for (int64_t i = 0; i < n; ++i)
                scores.push_back(random.uniform(0, 8));
            write(folder, "boxes" + std::to_string(n), boxes.data(), boxes.size() * sizeof(Box));
            write(
                folder, "scores" + std::to_string(n), scores.data(), scores.size() * sizeof(float));
        };
        fill(2000, boxes2000, scores2000);
        fill(12000, boxes12000, scores12000);
        torch::manual_seed(1);
        features = torch::randn({1, 512, 38, 50});
        rois = torch::zeros({2000, 5});
        auto at = rois.accessor<float, 2>();
        for (int64_t i = 0; i < 2000; ++i) {
            const Box& b = boxes2000[size_t(i)];
            at[i][1] = b.x1;
            at[i][2] = b.y1;
            at[i][3] = b.x2;
            at[i][4] = b.y2;
        }
        write(folder, "features", features.data_ptr(), size_t(features.nbytes()));
        write(folder, "rois2000", rois.data_ptr(), size_t(rois.nbytes()));
    }

    ~Inputs() { std::filesystem::remove_all(folder); }
    Inputs(const Inputs&) = delete;
    Inputs& operator=(const Inputs&) = delete;
};

struct Case
{
    std::string name {};
    std::string goal {};
    std::function<double()> time {};
    std::function<uint64_t()> digest {};
};

Case nmsCase(const std::string& name, const std::string& goal, const std::vector<Box>& boxes,
    const std::vector<float>& scores, double threshold)
{
    const NmsOptions options {.iouThreshold = threshold};
    return {name, goal,
        [&boxes, &scores, options] { return milliseconds([&] { nms(boxes, scores, options); }); },
        [&boxes, &scores, options] { return checksum(nms(boxes, scores, options).kept); }};
}

std::vector<Case> casesOf(const Inputs& in)
{
    const torch::Tensor nhwc = in.features.contiguous(torch::MemoryFormat::ChannelsLast);
    const auto forward = [nhwc, &in] { return roiMaxPool(nhwc, in.rois, 1. / 16, 7); };
    const torch::Tensor tracked = nhwc.clone(torch::MemoryFormat::Preserve).requires_grad_();
    const torch::Tensor pooled = roiMaxPool(tracked, in.rois.narrow(0, 0, 128), 1. / 16, 7);
    const torch::Tensor ones = torch::ones_like(pooled);
    const auto backward
        = [=] { return torch::autograd::grad({pooled}, {tracked}, {ones}, true)[0]; };
    const auto firstWords = [forward] {
        const torch::Tensor flat = forward().flatten().narrow(0, 0, 100000).contiguous();
        std::vector<int32_t> words(100000);
        std::memcpy(words.data(), flat.data_ptr(), words.size() * 4);
        return checksum(words);
    };
    return {nmsCase("nms_2000_0.3", "12×", in.boxes2000, in.scores2000, .3),
        nmsCase("nms_2000_0.7", "12×", in.boxes2000, in.scores2000, .7),
        nmsCase("nms_12000_0.7", "12×", in.boxes12000, in.scores12000, .7),
        {"roi_pool_forward", "15×", [forward] { return milliseconds([&] { forward(); }); },
            firstWords},
        {"roi_pool_backward", "4×", [backward] { return milliseconds([&] { backward(); }); },
            [backward] {
                return checksum(std::vector<int64_t> {
                    std::llround(backward().to(torch::kDouble).sum().item<double>())});
            }}};
}

} // namespace

void measureKernels(Figures& figures, const std::string& only)
{
    installCountingAllocator(); // as in the programs
    at::set_num_threads(2);
    const Inputs inputs;
    PeerProcess peer("peer_kernels.py", inputs.folder.string());
    if (!peer.missing().empty())
        std::printf("  (no peer for the kernels: %s)\n", peer.missing().c_str());
    for (const Case& c : casesOf(inputs)) {
        if (c.name.find(only) == std::string::npos)
            continue;
        c.time(); // warm
        const auto first = peer.run(c.name);
        if (first && first->checksum != std::to_string(c.digest())) {
            std::printf("%-30s results differ from torchvision's\n", c.name.c_str());
            continue;
        }
        const Pairing p = interleaved(
            c.time,
            [&]() -> std::optional<double> {
                const auto answer = peer.run(c.name);
                return answer ? std::optional(answer->ms) : std::nullopt;
            },
            pairs);
        figures.add(
            {c.name, p.ours, "ms", p.peer, p.peer ? std::optional(*p.peer / p.ours) : std::nullopt,
                c.goal, "./dev bench --only " + c.name});
    }
}

} // namespace hardlens::bench

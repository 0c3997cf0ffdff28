#include "core/nets/group_norm_relu.h"

#include "core/nets/group_norm_kernels.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace hardlens {

namespace {

using torch::Tensor;

/// A channels-last map, cut into runs of pixels whose sums are made one by one.
struct Layout
{
    int64_t pictures = 0, channels = 0, pixels = 0, groups = 0, runLength = 0, runs = 0;

    Layout(const Tensor& x, int64_t groupCount)
        : pictures(x.size(0))
        , channels(x.size(1))
        , pixels(x.size(2) * x.size(3))
        , groups(groupCount)
        , runLength(std::clamp<int64_t>(32768 / std::max<int64_t>(channels, 1), 32, 512))
        , runs((pixels + runLength - 1) / runLength)
    {
    }

    int64_t groupWidth() const { return channels / groups; }

    /// body(picture, run, first value of the run, its pixels), by all threads.
    template <typename Body> void forRuns(Body&& body) const
    {
        at::parallel_for(0, pictures * runs, 1, [&](int64_t begin, int64_t end) {
            for (int64_t i = begin; i < end; ++i) {
                const int64_t picture = i / runs, run = i % runs, first = run * runLength;
                const PixelRun part {std::min(runLength, pixels - first), channels};
                body(picture, i, (picture * pixels + first) * channels, part);
            }
        });
    }
};

/// Two sums per channel for each picture, made from those of its runs in order.
class RunSums
{
public:
    explicit RunSums(const Layout& layout)
        : m_layout(layout)
        , m_values(size_t(layout.pictures * layout.runs * 2 * layout.channels), 0.f)
    {
    }

    float* first(int64_t run) { return m_values.data() + run * 2 * m_layout.channels; }
    float* second(int64_t run) { return first(run) + m_layout.channels; }

    double firstOf(int64_t picture, int64_t channel) const { return sum(picture, channel); }
    double secondOf(int64_t picture, int64_t channel) const
    {
        return sum(picture, m_layout.channels + channel);
    }

private:
    double sum(int64_t picture, int64_t column) const
    {
        double total = 0;
        for (int64_t r = picture * m_layout.runs; r < (picture + 1) * m_layout.runs; ++r)
            total += double(m_values[size_t(r * 2 * m_layout.channels + column)]);
        return total;
    }

    const Layout& m_layout;
    std::vector<float> m_values;
};

/// Per picture and channel: what is added and multiplied, and the mean of the channel's group.
struct Normalisation
{
    Tensor scale, shift, mean; // float [N, C]
    Tensor inverseDeviation;   // float [N, groups]
};

Normalisation normalisationOf(
    const Tensor& x, const Layout& l, const Tensor& gamma, const Tensor& beta, double epsilon)
{
    const GroupNormKernels kernels = groupNormKernels(instructionSets().front());
    const float* in = x.data_ptr<float>();
    RunSums sums(l);
    // About a value of the channel itself: no cancellation where the mean is far from zero.
    l.forRuns([&](int64_t picture, int64_t run, int64_t first, PixelRun part) {
        kernels.moments(in + first, part, in + picture * l.pixels * l.channels, sums.first(run),
            sums.second(run));
    });
    Normalisation n {torch::empty({l.pictures, l.channels}), torch::empty({l.pictures, l.channels}),
        torch::empty({l.pictures, l.channels}), torch::empty({l.pictures, l.groups})};
    // Asking a tensor for its values costs more than using one of them.
    const float* const gammas = gamma.data_ptr<float>();
    const float* const betas = beta.data_ptr<float>();
    float* const scales = n.scale.data_ptr<float>();
    float* const shifts = n.shift.data_ptr<float>();
    float* const means = n.mean.data_ptr<float>();
    float* const inverses = n.inverseDeviation.data_ptr<float>();
    const double count = double(l.pixels), width = double(l.groupWidth());
    for (int64_t p = 0; p < l.pictures; ++p) {
        const float* about = in + p * l.pixels * l.channels;
        for (int64_t g = 0; g < l.groups; ++g) {
            double mean = 0, spread = 0;
            const int64_t begin = g * l.groupWidth(), end = begin + l.groupWidth();
            for (int64_t c = begin; c < end; ++c)
                mean += (double(about[c]) + sums.firstOf(p, c) / count) / width;
            for (int64_t c = begin; c < end; ++c) {
                const double off = sums.firstOf(p, c) / count,
                             between = double(about[c]) + off - mean;
                spread
                    += (std::max(0., sums.secondOf(p, c) / count - off * off) + between * between)
                    / width;
            }
            const double inverse = 1 / std::sqrt(spread + epsilon);
            inverses[p * l.groups + g] = float(inverse);
            for (int64_t c = begin; c < end; ++c) {
                const int64_t at = p * l.channels + c;
                const double scale = double(gammas[c]) * inverse;
                scales[at] = float(scale);
                shifts[at] = float(double(betas[c]) - mean * scale);
                means[at] = float(mean);
            }
        }
    }
    return n;
}

ChannelAffine affineOf(const Tensor& scale, const Tensor& shift, int64_t picture)
{
    const int64_t channels = scale.size(1);
    return {
        scale.data_ptr<float>() + picture * channels, shift.data_ptr<float>() + picture * channels};
}

Tensor applied(const Tensor& x, const Layout& l, const Normalisation& n)
{
    const GroupNormKernels kernels = groupNormKernels(instructionSets().front());
    Tensor y = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
    const float* in = x.data_ptr<float>();
    float* out = y.data_ptr<float>();
    l.forRuns([&](int64_t picture, int64_t, int64_t first, PixelRun part) {
        kernels.apply(in + first, part, affineOf(n.scale, n.shift, picture), out + first);
    });
    return y;
}

/// dx, dγ, dβ. With x̂ = (x - μ) / σ and dz the gradient behind ReLU, m values in a group:
///   dx = γ dz / σ - (Σ γ dz + x̂ Σ γ dz x̂) / (m σ)
struct Gradients
{
    Tensor x, gamma, beta;
};

Gradients gradientsOf(
    const Tensor& x, const Tensor& dy, const Layout& l, const Tensor& gamma, const Normalisation& n)
{
    const GroupNormKernels kernels = groupNormKernels(instructionSets().front());
    const float* in = x.data_ptr<float>();
    const float* gradient = dy.data_ptr<float>();
    RunSums sums(l);
    l.forRuns([&](int64_t picture, int64_t run, int64_t first, PixelRun part) {
        kernels.gradientMoments(in + first, gradient + first, part,
            affineOf(n.scale, n.shift, picture), n.mean.data_ptr<float>() + picture * l.channels,
            sums.first(run), sums.second(run));
    });
    const Tensor byInput = torch::empty({l.pictures, l.channels}),
                 constant = torch::empty_like(byInput);
    float* const slopes = byInput.data_ptr<float>();
    float* const constants = constant.data_ptr<float>();
    const float* const gammas = gamma.data_ptr<float>();
    const float* const means = n.mean.data_ptr<float>();
    const float* const inverses = n.inverseDeviation.data_ptr<float>();
    const float* const scales = n.scale.data_ptr<float>();
    std::vector<double> dGamma(size_t(l.channels), 0), dBeta(size_t(l.channels), 0);
    const double count = double(l.pixels * l.groupWidth());
    for (int64_t p = 0; p < l.pictures; ++p) {
        for (int64_t g = 0; g < l.groups; ++g) {
            const double inverse = double(inverses[p * l.groups + g]);
            const int64_t begin = g * l.groupWidth(), end = begin + l.groupWidth();
            double plain = 0, along = 0;
            for (int64_t c = begin; c < end; ++c) {
                const double s = sums.firstOf(p, c), t = sums.secondOf(p, c) * inverse;
                dBeta[size_t(c)] += s;
                dGamma[size_t(c)] += t;
                plain += double(gammas[c]) * s;
                along += double(gammas[c]) * t;
            }
            const double slope = -along * inverse * inverse / count;
            const double mean = double(means[p * l.channels + begin]);
            for (int64_t c = begin; c < end; ++c) {
                slopes[p * l.channels + c] = float(slope);
                constants[p * l.channels + c] = float(-plain * inverse / count - slope * mean);
            }
        }
    }
    Tensor dx = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
    float* out = dx.data_ptr<float>();
    l.forRuns([&](int64_t picture, int64_t, int64_t first, PixelRun part) {
        const int64_t row = picture * l.channels;
        kernels.gradient(in + first, gradient + first, part, affineOf(n.scale, n.shift, picture),
            scales + row, slopes + row, constants + row, out + first);
    });
    return {dx, torch::tensor(dGamma, torch::kFloat), torch::tensor(dBeta, torch::kFloat)};
}

class GroupNormRelu : public torch::autograd::Function<GroupNormRelu>
{
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& input,
        int64_t groups, const Tensor& scale, const Tensor& shift, double epsilon)
    {
        const Tensor x = input.contiguous(torch::MemoryFormat::ChannelsLast);
        const Layout layout(x, groups);
        const Normalisation n = normalisationOf(x, layout, scale, shift, epsilon);
        context->saved_data["groups"] = groups;
        context->save_for_backward({x, scale, n.scale, n.shift, n.mean, n.inverseDeviation});
        return applied(x, layout, n);
    }

    static torch::autograd::tensor_list backward(
        torch::autograd::AutogradContext* context, torch::autograd::tensor_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const Layout layout(saved[0], context->saved_data["groups"].toInt());
        const Gradients g
            = gradientsOf(saved[0], gradients[0].contiguous(torch::MemoryFormat::ChannelsLast),
                layout, saved[1], {saved[2], saved[3], saved[4], saved[5]});
        return {g.x, Tensor(), g.gamma, g.beta, Tensor()};
    }
};

} // namespace

Tensor groupNormRelu(
    const Tensor& x, int64_t groups, const Tensor& scale, const Tensor& shift, double epsilon)
{
    TORCH_CHECK(x.dim() == 4, "x: expected [N, C, H, W], got ", x.sizes());
    TORCH_CHECK(groups >= 1 && x.size(1) % groups == 0, "groups: must divide ", x.size(1), ", got ",
        groups);
    TORCH_CHECK(scale.dim() == 1 && scale.size(0) == x.size(1) && shift.sizes() == scale.sizes(),
        "scale, shift: expected [", x.size(1), "], got ", scale.sizes(), ", ", shift.sizes());
    const bool plain = x.is_cpu() && x.scalar_type() == torch::kFloat && x.numel() > 0
        && scale.scalar_type() == torch::kFloat && shift.scalar_type() == torch::kFloat;
    if (!plain)
        return torch::group_norm(x, groups, scale, shift, epsilon).relu_();
    if (torch::GradMode::is_enabled()
        && (x.requires_grad() || scale.requires_grad() || shift.requires_grad()))
        return GroupNormRelu::apply(x, groups, scale.contiguous(), shift.contiguous(), epsilon);
    const Tensor nhwc = x.detach().contiguous(torch::MemoryFormat::ChannelsLast);
    const Layout layout(nhwc, groups);
    return applied(nhwc, layout,
        normalisationOf(
            nhwc, layout, scale.detach().contiguous(), shift.detach().contiguous(), epsilon));
}

} // namespace hardlens

#include "core/training/device.h"

#include "core/basics/error.h"

#include <torch/cuda.h>

namespace hardlens {

torch::Device deviceOf(const std::string& name)
{
    const bool cuda = torch::cuda::is_available();
    if (name == "cuda" && !cuda)
        throw ConfigError("device = cuda: LibTorch sees no CUDA device; use cpu or auto");
    return name != "cpu" && cuda ? torch::Device(torch::kCUDA) : torch::Device(torch::kCPU);
}

} // namespace hardlens

#pragma once

#include <c10/core/Device.h>

#include <string>

namespace hardlens {

/// The device that an option names: "cpu", "cuda", or "auto" for CUDA where LibTorch sees it.
/// Throws ConfigError.
c10::Device deviceOf(const std::string& name);

} // namespace hardlens

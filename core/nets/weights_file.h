#pragma once

#include <torch/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace hardlens {

/// Named tensors and a few words about them.
struct Weights
{
    std::vector<std::pair<std::string, torch::Tensor>> tensors {};
    std::map<std::string, std::string> about {}; // "classes": "background,RBC,…"
};

/// Writes a safetensors file: eight bytes of header length, a JSON header, the raw little-endian
/// values. Each tensor's CRC-32C stands in the metadata. The file is replaced as a whole or not at
/// all. float32 and float64 only. Throws Error naming the file and the reason.
void writeWeights(const std::filesystem::path& path, const Weights& weights);

/// Reads such a file. Offsets must be contiguous, sizes must agree with shape and type, checksums
/// (where present) with the values. Throws DataError naming the file, the tensor and what was
/// expected.
Weights readWeights(const std::filesystem::path& path);

} // namespace hardlens

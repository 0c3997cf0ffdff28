#pragma once

#include "core/nets/weights_file.h"

#include <torch/nn/module.h>

#include <string>
#include <vector>

namespace hardlens {

/// A network's parameters, with the names of the classes that it was trained for.
Weights weightsOf(const torch::nn::Module& network, const std::vector<std::string>& classNames);

/// Copies tensors into the network's parameters. from: where they are from, for messages.
/// classNames: the data's, which must be the same where the weights name theirs; empty: any will
/// do. Throws DataError for other classes, a missing tensor or another shape.
void takeWeights(torch::nn::Module& network, const Weights& weights, const std::string& from,
    const std::vector<std::string>& classNames);

} // namespace hardlens

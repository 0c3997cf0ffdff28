#include "core/training/weights_of_classes.h"

#include "core/basics/error.h"
#include "core/nets/backbone.h"

#include <algorithm>

namespace hardlens {

namespace {

std::string classList(const std::vector<std::string>& classNames)
{
    std::string list;
    for (const std::string& name : classNames)
        list += (list.empty() ? "" : ",") + name;
    return list;
}

} // namespace

Weights weightsOf(const torch::nn::Module& network, const std::vector<std::string>& classNames)
{
    Weights weights;
    weights.tensors = namedParametersOf(network);
    weights.about["classes"] = classList(classNames);
    return weights;
}

void takeWeights(torch::nn::Module& network, const Weights& weights, const std::string& from,
    const std::vector<std::string>& classNames)
{
    const torch::NoGradGuard noGrad;
    const auto classes = weights.about.find("classes");
    const std::string own = classList(classNames);
    if (!classNames.empty() && classes != weights.about.end() && classes->second != own)
        throw DataError(
            concat(from, ": its classes are ", classes->second, "; the data has ", own));
    for (auto& item : network.named_parameters()) {
        const auto at = std::find_if(weights.tensors.begin(), weights.tensors.end(),
            [&](const auto& t) { return t.first == item.key(); });
        if (at == weights.tensors.end())
            throw DataError(concat(from, ": no tensor ", item.key(), ": is it of this network?"));
        if (at->second.sizes() != item.value().sizes())
            throw DataError(concat(from, ": tensor ", item.key(), " is ", at->second.sizes(),
                ": must be ", item.value().sizes()));
        item.value().copy_(at->second);
    }
}

} // namespace hardlens

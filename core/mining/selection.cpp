#include "core/mining/selection.h"

#include "core/basics/error.h"
#include "core/mining/samplers.h"

namespace hardlens {

namespace {

void checkColumn(const char* name, size_t size, size_t expected, bool mayBeEmpty)
{
    if (size != expected && !(mayBeEmpty && size == 0))
        throw std::invalid_argument(
            concat("selectRois: ", name, " has ", size, " values: must have ", expected));
}

void check(const RoiCandidates& c, const MiningConfig& config)
{
    config.validate();
    const size_t n = c.boxes.size();
    const bool lossesOptional
        = !needsLosses(config.sampler) && c.classLosses.empty() && c.boxLosses.empty();
    checkColumn("labels", c.labels.size(), n, false);
    checkColumn("ious", c.ious.size(), n, false);
    checkColumn("classLosses", c.classLosses.size(), n, lossesOptional);
    checkColumn("boxLosses", c.boxLosses.size(), n, lossesOptional);
    checkColumn("probabilities", c.probabilities.size(), n, config.sampler != SamplerKind::Focal);
    if (c.firstOfPicture.empty() || c.firstOfPicture.front() != 0
        || c.firstOfPicture.back() != int64_t(n))
        throw std::invalid_argument(
            concat("selectRois: firstOfPicture must run from 0 to ", n, ", the number of RoIs"));
    for (size_t i = 1; i < c.firstOfPicture.size(); ++i)
        if (c.firstOfPicture[i] < c.firstOfPicture[i - 1])
            throw std::invalid_argument("selectRois: firstOfPicture must not fall");
}

double divisorOf(const Selection& selection, const MiningConfig& config)
{
    if (selection.selected.empty())
        return 0;
    switch (config.divisor) {
    case LossDivisor::RoisPerStep:
        return double(config.roisPerStep);
    case LossDivisor::AllRois:
        return double(selection.decisions.size());
    case LossDivisor::Kept:
        break;
    }
    if (config.sampler != SamplerKind::Focal)
        return double(selection.selected.size());
    double sum = 0;
    for (const int32_t i : selection.selected)
        sum += double(selection.decisions[size_t(i)].weight);
    return sum;
}

} // namespace

int64_t quotaOf(int64_t index, int64_t pictures, int64_t roisPerStep)
{
    return roisPerStep / pictures + (index < roisPerStep % pictures ? 1 : 0);
}

Selection selectRois(
    const RoiCandidates& candidates, const MiningConfig& config, const RandomKey& key)
{
    check(candidates, config);
    Selection selection;
    selection.decisions.resize(candidates.boxes.size());
    markIneligible(candidates, config, selection);
    if (!candidates.classLosses.empty())
        rankWithinPictures(candidates, config, selection);
    switch (config.sampler) {
    case SamplerKind::Ohem:
    case SamplerKind::HardEasyMix:
        takeHardest(candidates, config, key, selection);
        break;
    case SamplerKind::Heuristic:
        drawHeuristic(candidates, config, key, selection);
        break;
    case SamplerKind::All:
    case SamplerKind::Focal:
        takeAll(candidates, config, selection);
        break;
    }
    selection.divisor = divisorOf(selection, config);
    return selection;
}

} // namespace hardlens

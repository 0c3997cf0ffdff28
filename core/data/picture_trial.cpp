#include "core/data/picture_trial.h"

#include "core/basics/error.h"
#include "core/basics/parallel_items.h"
#include "core/data/picture_loading.h"
#include "core/data/problem_log.h"
#include "core/data/proposals/propose_boxes.h"
#include "core/geometry/iou.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <mutex>
#include <optional>

namespace hardlens {

namespace {

/// count of n indices, evenly spread; all where there are no more.
std::vector<size_t> evenlySpread(size_t n, int64_t count)
{
    const size_t wanted = std::min(n, size_t(count));
    std::vector<size_t> indices;
    for (size_t i = 0; i < wanted; ++i)
        indices.push_back(i * n / wanted);
    return indices;
}

/// What one picture told.
struct Decoded
{
    bool done = false;
    std::optional<DataProblem> problem {};
    ProposalCoverage coverage {}; // zeros where it was not compared
};

ProposalCoverage compared(
    const Pixels& pixels, const AnnotatedPicture& picture, const ProposalConfig& proposals)
{
    ProposalCoverage coverage {.pictures = 1};
    const auto start = std::chrono::steady_clock::now();
    auto boxes = foundBoxes(pixels, picture.reference.contentId, proposals);
    boxes.resize(std::min(boxes.size(), size_t(proposals.count)));
    coverage.secondsPerPicture
        = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::vector<Box> objects;
    for (const GroundTruth& object : picture.objects)
        if (!object.ignored)
            objects.push_back(object.box);
    for (const Match& match : bestMatches(objects, boxes)) {
        ++coverage.objects;
        coverage.at50 += match.iou >= 0.5f;
        coverage.at70 += match.iou >= 0.7f;
    }
    return coverage;
}

/// proposals: null: only decoded.
Decoded decoded(
    const DetectionData& data, const AnnotatedPicture& picture, const ProposalConfig* proposals)
{
    Decoded result;
    try {
        const Pixels pixels = data.load(picture);
        result.done = true;
        if (proposals)
            result.coverage = compared(pixels, picture, *proposals);
    } catch (const Error& error) {
        std::string_view text = error.what();
        if (text.starts_with(picture.file.native() + ": "))
            text.remove_prefix(picture.file.native().size() + 2);
        result.problem
            = {shownName(data.root, picture), 0, std::string(text), ProblemKind::Unreadable};
    }
    return result;
}

PictureTrial together(std::vector<Decoded> results)
{
    PictureTrial trial;
    ProposalCoverage& all = trial.coverage;
    for (Decoded& result : results) {
        const ProposalCoverage& one = result.coverage;
        trial.decoded += result.done;
        if (result.problem)
            trial.problems.push_back(std::move(*result.problem));
        all.pictures += one.pictures;
        all.objects += one.objects;
        all.at50 += one.at50;
        all.at70 += one.at70;
        all.secondsPerPicture += one.secondsPerPicture;
    }
    all.secondsPerPicture /= double(std::max<int64_t>(1, all.pictures));
    return trial;
}

} // namespace

PictureTrial tryPictures(const DetectionData& data,
    std::span<const AnnotatedPicture* const> pictures, const DataCheckOptions& options,
    const std::function<void(int64_t done, int64_t total)>& progress)
{
    const auto whole = evenlySpread(pictures.size(), options.decodedPictures);
    const auto proposed = evenlySpread(pictures.size(), options.proposalPictures);
    std::vector<size_t> all;
    std::set_union(
        whole.begin(), whole.end(), proposed.begin(), proposed.end(), std::back_inserter(all));
    std::vector<Decoded> results(all.size());
    std::mutex mutex;
    int64_t done = 0;
    const auto work = [&](int64_t i) {
        const size_t picture = all[size_t(i)];
        const bool propose = std::binary_search(proposed.begin(), proposed.end(), picture);
        results[size_t(i)]
            = decoded(data, *pictures[picture], propose ? &options.proposals : nullptr);
        const std::lock_guard lock(mutex);
        if (progress)
            progress(++done, int64_t(all.size()));
    };
    forEachInParallel(int64_t(all.size()), work, 1);
    PictureTrial trial = together(std::move(results));
    if (data.found && !all.empty()) {
        auto damage = data.found->take();
        std::sort(damage.begin(), damage.end(), // threads noticed it in any order
            [](const DataProblem& a, const DataProblem& b) { return a.file < b.file; });
        std::move(damage.begin(), damage.end(), std::back_inserter(trial.problems));
    }
    return trial;
}

} // namespace hardlens

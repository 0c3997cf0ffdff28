#include "core/checkpoints/checkpoint.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ranges>
#include <span>
#include <unistd.h>

namespace hardlens {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

/// Grows when an older program could not read it, or could read it wrongly. 2: the state has a
/// checksum of its own.
constexpr int format = 2;
constexpr const char* prefix = "step-";
constexpr const char* stagingPrefix = ".tmp-step-";
constexpr const char* weightsName = "weights.safetensors";
constexpr const char* solverName = "solver.safetensors";
constexpr const char* stateName = "state.json";

std::string folderName(int64_t step)
{
    char name[32];
    std::snprintf(name, sizeof name, "%s%06lld", prefix, static_cast<long long>(step));
    return name;
}

json describe(const fs::path& file)
{
    const auto bytes = readWholeFile(file);
    return {{"bytes", bytes.size()}, {"crc32c", crc32c(bytes)}};
}

bool allFinite(const Weights& weights)
{
    return std::ranges::all_of(weights.tensors, [](const auto& item) {
        return item.second.numel() == 0
            || std::isfinite(item.second.abs().max().template item<double>());
    });
}

/// Of all but itself, in the order and spelling of dump().
uint32_t checksumOf(json state)
{
    state.erase("crc32c");
    const std::string text = state.dump();
    return crc32c(std::as_bytes(std::span(text)));
}

json stateJson(const Checkpoint& checkpoint, const fs::path& folder)
{
    const TrainingState& s = checkpoint.state;
    json state {{"format", format}, {"step", s.step}, {"nextPosition", s.nextPosition},
        {"wallSeconds", s.wallSeconds}, {"trainSeconds", s.trainSeconds},
        {"picturesSeen", s.picturesSeen}, {"roisSeen", s.roisSeen}, {"pixelsSeen", s.pixelsSeen},
        {"experiment", checkpoint.experiment},
        {"finite", allFinite(checkpoint.weights) && allFinite(checkpoint.solver)},
        {"files",
            {{weightsName, describe(folder / weightsName)},
                {solverName, describe(folder / solverName)}}}};
    state["crc32c"] = checksumOf(state);
    return state;
}

json readState(const fs::path& place)
{
    const fs::path file = place / stateName;
    json state;
    try {
        state = json::parse(readTextFile(file));
    } catch (const json::exception&) {
        throw DataError(concat(file.string(), ": not JSON: the checkpoint is damaged"));
    } catch (const Error& error) {
        throw DataError(error.what());
    }
    if (!state.is_object() || !state.contains("format") || !state["format"].is_number_integer())
        throw DataError(
            concat(file.string(), ": no format is named: not the state of a checkpoint"));
    const auto found = state["format"].get<int64_t>();
    if (found > format)
        throw DataError(concat(file.string(), ": format ", found,
            " of a newer program; this one reads up to ", format));
    const bool sound = found == 1
        || (found == 2 && state.contains("crc32c") && state["crc32c"] == checksumOf(state));
    if (!sound)
        throw DataError(concat(
            file.string(), ": another checksum than was written: the checkpoint is damaged"));
    return state;
}

void requireAsWritten(const fs::path& file, const json& wanted)
{
    const json found = describe(file);
    if (found != wanted)
        throw DataError(concat(file.string(), ": ", found["bytes"].get<size_t>(),
            " bytes, or their checksum, are not those that were written: the checkpoint is "
            "damaged"));
}

/// "step-000412" → 412.
std::optional<int64_t> stepOf(const std::string& name)
{
    int64_t step = 0;
    const std::string_view digits
        = std::string_view(name).substr(std::min(name.size(), std::string_view(prefix).size()));
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return name.starts_with(prefix) && whole ? std::optional(step) : std::nullopt;
}

} // namespace

fs::path writeCheckpoint(const fs::path& folder, const Checkpoint& checkpoint)
{
    const fs::path place = folder / folderName(checkpoint.state.step);
    if (fs::exists(place)) {
        if (damageOf(place).empty())
            return place;
        fs::rename(
            place, folder / concat("damaged-", folderName(checkpoint.state.step), "-", ::getpid()));
    }
    std::error_code ignored;
    fs::create_directories(folder, ignored); // what cannot be made fails below, with a reason
    const fs::path staging = folder / concat(stagingPrefix, checkpoint.state.step, "-", ::getpid());
    try {
        createFolder(staging);
        writeWeights(staging / weightsName, checkpoint.weights);
        writeWeights(staging / solverName, checkpoint.solver);
        writeFileAtomically(staging / stateName, stateJson(checkpoint, staging).dump(2));
        renameFolder(staging, place);
    } catch (...) {
        fs::remove_all(staging, ignored);
        throw;
    }
    return place;
}

Checkpoint readCheckpoint(const fs::path& place)
{
    const json state = readState(place);
    Checkpoint checkpoint;
    try {
        for (const char* name : {weightsName, solverName})
            requireAsWritten(place / name, state.at("files").at(name));
        checkpoint.state = {.step = state.at("step"),
            .nextPosition = state.at("nextPosition"),
            .wallSeconds = state.at("wallSeconds"),
            .trainSeconds = state.at("trainSeconds"),
            .picturesSeen = state.at("picturesSeen"),
            .roisSeen = state.at("roisSeen"),
            .pixelsSeen = state.at("pixelsSeen")};
        checkpoint.experiment = state.at("experiment");
    } catch (const json::exception& error) {
        throw DataError(concat(
            (place / stateName).string(), ": ", error.what(), ": the checkpoint is damaged"));
    }
    checkpoint.weights = readWeights(place / weightsName);
    checkpoint.solver = readWeights(place / solverName);
    return checkpoint;
}

std::string damageOf(const fs::path& place)
{
    try {
        readCheckpoint(place);
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

bool isFinite(const fs::path& place)
{
    const json state = readState(place);
    return state.contains("finite") && state["finite"].is_boolean() && state["finite"].get<bool>();
}

std::vector<CheckpointPlace> listCheckpoints(const fs::path& folder)
{
    std::vector<CheckpointPlace> places;
    std::error_code none; // a run without checkpoints has no folder
    for (const auto& entry : fs::directory_iterator(folder, none))
        if (const auto step = stepOf(entry.path().filename().string());
            step && entry.is_directory())
            places.push_back({*step, entry.path()});
    std::ranges::sort(places, {}, &CheckpointPlace::step);
    return places;
}

std::optional<CheckpointPlace> newestSound(const fs::path& folder, std::optional<int64_t> atMost)
{
    auto places = listCheckpoints(folder);
    for (const CheckpointPlace& place : places | std::views::reverse)
        if ((!atMost || place.step <= *atMost) && damageOf(place.folder).empty()
            && isFinite(place.folder))
            return place;
    return std::nullopt;
}

void pruneCheckpoints(const fs::path& folder, int64_t keep, int64_t best)
{
    std::error_code ignored; // what cannot be removed now goes next time
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (entry.path().filename().string().starts_with(stagingPrefix))
            fs::remove_all(entry.path(), ignored);
    int64_t kept = 0;
    auto places = listCheckpoints(folder);
    for (const CheckpointPlace& place : places | std::views::reverse) {
        if (!damageOf(place.folder).empty())
            continue;
        const bool counts = isFinite(place.folder);
        if (place.step == best || (counts && kept < keep))
            kept += counts;
        else
            removeFolder(place.folder);
    }
}

} // namespace hardlens

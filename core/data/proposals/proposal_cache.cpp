#include "core/data/proposals/proposal_cache.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace hardlens {

namespace {

constexpr uint32_t magic = 0x42504C48; // "HLPB"
constexpr uint32_t version = 1;
constexpr size_t headBytes = 28;
constexpr size_t checkBytes = 4;
constexpr uint32_t mostBoxes = 1u << 20;

template <typename T> void put(std::vector<std::byte>& bytes, T value)
{
    for (size_t i = 0; i < sizeof(T); ++i)
        bytes.push_back(std::byte((value >> (8 * i)) & 0xFF));
}

template <typename T> T take(std::span<const std::byte>& bytes)
{
    T value = 0;
    for (size_t i = 0; i < sizeof(T); ++i)
        value |= T(std::to_integer<T>(bytes[i])) << (8 * i);
    bytes = bytes.subspan(sizeof(T));
    return value;
}

std::optional<std::vector<Box>> decoded(
    std::span<const std::byte> bytes, uint64_t contentId, uint64_t settings)
{
    if (bytes.size() < headBytes + checkBytes)
        return std::nullopt;
    auto check = bytes.last(checkBytes);
    if (take<uint32_t>(check) != crc32c(bytes.first(bytes.size() - checkBytes)))
        return std::nullopt;
    auto rest = bytes.first(bytes.size() - checkBytes);
    if (take<uint32_t>(rest) != magic || take<uint32_t>(rest) != version
        || take<uint64_t>(rest) != contentId || take<uint64_t>(rest) != settings)
        return std::nullopt;
    const auto count = take<uint32_t>(rest);
    if (count > mostBoxes || rest.size() != size_t(count) * sizeof(Box))
        return std::nullopt;
    const auto number = [&] { return std::bit_cast<float>(take<uint32_t>(rest)); };
    std::vector<Box> boxes(count);
    for (Box& box : boxes) {
        box.x1 = number();
        box.y1 = number();
        box.x2 = number();
        box.y2 = number();
    }
    return boxes;
}

} // namespace

ProposalCache::ProposalCache(std::filesystem::path folder)
    : m_folder(std::move(folder))
{
}

std::filesystem::path ProposalCache::fileOf(uint64_t contentId, const std::string& settings) const
{
    return m_folder
        / (hexadecimal(contentId) + "-" + hexadecimal(contentHash(settings)) + ".boxes");
}

std::optional<std::vector<Box>> ProposalCache::find(
    uint64_t contentId, const std::string& settings) const
{
    const auto path = fileOf(contentId, settings);
    std::error_code problem;
    if (m_folder.empty() || !std::filesystem::exists(path, problem))
        return std::nullopt;
    try {
        const auto bytes = readWholeFile(path, headBytes + checkBytes + mostBoxes * sizeof(Box));
        return decoded(bytes, contentId, contentHash(settings));
    } catch (const Error&) {
        return std::nullopt; // as good as absent: the boxes are found again
    }
}

void ProposalCache::store(
    uint64_t contentId, const std::string& settings, std::span<const Box> boxes) const
{
    if (m_folder.empty())
        return;
    std::error_code problem;
    std::filesystem::create_directories(m_folder, problem);
    if (problem)
        throw Error(concat(m_folder.string(), ": cannot be made: ", problem.message()));
    std::vector<std::byte> bytes;
    bytes.reserve(headBytes + boxes.size() * sizeof(Box) + checkBytes);
    put(bytes, magic);
    put(bytes, version);
    put(bytes, contentId);
    put(bytes, contentHash(settings));
    put(bytes, uint32_t(boxes.size()));
    for (const Box& box : boxes)
        for (const float value : {box.x1, box.y1, box.x2, box.y2})
            put(bytes, std::bit_cast<uint32_t>(value));
    put(bytes, crc32c(bytes));
    writeFileAtomically(fileOf(contentId, settings), bytes);
}

} // namespace hardlens

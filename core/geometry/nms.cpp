#include "core/geometry/nms.h"

#include "core/basics/error.h"
#include "core/basics/floor_to_float.h"
#include "core/basics/vector_lanes.h"
#include "core/geometry/nms_kernel.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace hardlens {

namespace {

/// Boxes by falling score, a column per coordinate, so that the inner loop vectorises. `alive`
/// shrinks as boxes are suppressed; the columns are compacted when it pays.
struct Columns
{
    std::vector<float> x1, y1, x2, y2, area;
    std::vector<int32_t> place; // place in the order by score
    std::vector<int32_t> by;    // place of the suppressor, -1 while alive
    std::vector<float> overlap; // IoU with it

    explicit Columns(size_t n)
    {
        const size_t padded = n + size_t(lanes);
        for (auto* column : {&x1, &y1, &x2, &y2, &area, &overlap})
            column->resize(padded);
        place.resize(padded);
        by.resize(padded, -1);
    }
};

/// Moves the boxes that are still alive in [begin, end) to the front of that range, in order;
/// reports the others.
template <typename Report>
size_t compact(Columns& c, size_t begin, size_t end, const Report& report)
{
    size_t out = begin;
    for (size_t j = begin; j < end; ++j) {
        if (c.by[j] >= 0) {
            report(c.place[j], c.by[j], c.overlap[j]);
            continue;
        }
        if (out != j) {
            c.x1[out] = c.x1[j];
            c.y1[out] = c.y1[j];
            c.x2[out] = c.x2[j];
            c.y2[out] = c.y2[j];
            c.area[out] = c.area[j];
            c.place[out] = c.place[j];
        }
        c.by[out] = -1;
        ++out;
    }
    return out;
}

struct SortKey
{
    uint32_t key = 0;
    int32_t index = 0;
};

/// A whole number that rises where the float falls. Both zeros are equal.
uint32_t fallingKey(float score)
{
    const uint32_t bits = std::bit_cast<uint32_t>(score + 0.f);
    const uint32_t rising = (bits & 0x80000000u) ? ~bits : bits | 0x80000000u;
    return ~rising;
}

/// Byte by byte from the lowest, stable: linear, and for 2000 scores several times quicker than
/// comparing them.
void radixSort(std::vector<SortKey>& keys)
{
    std::vector<SortKey> other(keys.size());
    for (int shift = 0; shift < 32; shift += 8) {
        std::array<size_t, 257> starts {};
        for (const SortKey& k : keys)
            ++starts[((k.key >> shift) & 0xFFu) + 1];
        for (size_t b = 1; b < starts.size(); ++b)
            starts[b] += starts[b - 1];
        for (const SortKey& k : keys)
            other[starts[(k.key >> shift) & 0xFFu]++] = k;
        keys.swap(other);
    }
}

void check(size_t boxes, size_t scores, const NmsOptions& options)
{
    if (boxes != scores)
        throw std::invalid_argument(
            concat("nms: ", boxes, " boxes and ", scores, " scores: must be as many"));
    if (!(options.iouThreshold >= 0 && options.iouThreshold <= 1))
        throw std::invalid_argument(
            concat("nms: iouThreshold = ", options.iouThreshold, ": must be in [0, 1]"));
}

Columns gather(std::span<const Box> boxes, std::span<const int32_t> order, float plus)
{
    Columns c(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        const Box& b = boxes[size_t(order[i])];
        c.x1[i] = b.x1;
        c.y1[i] = b.y1;
        c.x2[i] = b.x2;
        c.y2[i] = b.y2;
        c.area[i] = (b.x2 - b.x1 + plus) * (b.y2 - b.y1 + plus);
        c.place[i] = int32_t(i);
    }
    return c;
}

/// Appends the result for the boxes of `order` (falling score) to `result`.
void suppress(std::span<const Box> boxes, std::span<const int32_t> order, const NmsOptions& options,
    NmsResult& result)
{
    const float plus = options.convention == PixelConvention::InclusivePixel ? 1.f : 0.f;
    const float threshold = floorToFloat(options.iouThreshold);
    Columns c = gather(boxes, order, plus);
    const NmsColumns columns {c.x1.data(), c.y1.data(), c.x2.data(), c.y2.data(), c.area.data(),
        c.by.data(), c.overlap.data()};
    static const SuppressKernel suppressRest = suppressKernel(instructionSets().front());
    const auto report = [&](int32_t place, int32_t by, float overlap) {
        result.suppressedBy[size_t(order[size_t(place)])] = {order[size_t(by)], overlap};
    };
    size_t end = order.size();
    size_t begin = 0; // boxes before it are decided
    size_t sinceCompaction = 0;
    int64_t kept = 0;
    while (begin < end && kept != options.maxKept) {
        if (c.by[begin] >= 0) {
            report(c.place[begin], c.by[begin], c.overlap[begin]);
            ++begin;
            continue;
        }
        const KeptBox k {
            c.x1[begin], c.y1[begin], c.x2[begin], c.y2[begin], c.area[begin], c.place[begin]};
        result.kept.push_back(order[size_t(k.place)]);
        ++kept;
        ++begin;
        suppressRest(k, columns, begin, end, plus, threshold);
        // A scalar pass over the rest every 32 kept boxes costs little and spares the suppressed
        // ones.
        if (++sinceCompaction == 32) {
            end = compact(c, begin, end, report);
            sinceCompaction = 0;
        }
    }
    compact(c, begin, end, report);
}

} // namespace

std::vector<int32_t> orderByFallingScore(std::span<const float> scores, TieOrder ties)
{
    std::vector<SortKey> keys;
    keys.reserve(scores.size());
    for (size_t i = 0; i < scores.size(); ++i) {
        // The sort is stable: what comes first here comes first among equals.
        const size_t at = ties == TieOrder::LowerIndexFirst ? i : scores.size() - 1 - i;
        if (!std::isnan(scores[at]))
            keys.push_back({fallingKey(scores[at]), int32_t(at)});
    }
    radixSort(keys);
    std::vector<int32_t> order;
    order.reserve(keys.size());
    for (const SortKey& key : keys)
        order.push_back(key.index);
    return order;
}

NmsResult nms(std::span<const Box> boxes, std::span<const float> scores, const NmsOptions& options)
{
    check(boxes.size(), scores.size(), options);
    NmsResult result;
    result.suppressedBy.resize(boxes.size());
    suppress(boxes, orderByFallingScore(scores, options.ties), options, result);
    return result;
}

NmsResult groupedNms(std::span<const Box> boxes, std::span<const float> scores,
    std::span<const int32_t> groups, const NmsOptions& options)
{
    check(boxes.size(), scores.size(), options);
    if (groups.size() != boxes.size())
        throw std::invalid_argument(
            concat("groupedNms: ", boxes.size(), " boxes and ", groups.size(), " groups"));
    const auto order = orderByFallingScore(scores, options.ties);
    std::map<int32_t, std::vector<int32_t>> members;
    for (const int32_t i : order)
        members[groups[size_t(i)]].push_back(i);
    NmsOptions perGroup = options;
    perGroup.maxKept = -1; // the limit is over all groups
    NmsResult result;
    result.suppressedBy.resize(boxes.size());
    for (const auto& [group, indices] : members)
        suppress(boxes, indices, perGroup, result);
    std::vector<char> isKept(boxes.size(), 0);
    for (const int32_t i : result.kept)
        isKept[size_t(i)] = 1;
    result.kept.clear();
    for (const int32_t i : order)
        if (isKept[size_t(i)]) {
            if (int64_t(result.kept.size()) != options.maxKept)
                result.kept.push_back(i);
            else
                isKept[size_t(i)] = 0;
        }
    // What the limit cut off is not reached, and suppresses nothing.
    for (Suppression& suppression : result.suppressedBy)
        if (suppression.by >= 0 && !isKept[size_t(suppression.by)])
            suppression = {};
    return result;
}

} // namespace hardlens

#include "core/sampling/triplet_lists.h"

#include "core/sampling/batch_classes.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hardlens {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// above < slack <= upTo.
struct SlackRange
{
    double above = -std::numeric_limits<double>::infinity();
    double upTo = std::numeric_limits<double>::infinity(); // NaN is in no range
};

SlackRange rangeOf(TripletKind kind, double margin)
{
    switch (kind) {
    case TripletKind::Active:
        return {.upTo = margin};
    case TripletKind::Hard:
        return {.upTo = std::min(margin, 0.)};
    case TripletKind::SemiHard:
        return {.above = 0, .upTo = margin};
    case TripletKind::Easy:
        break;
    }
    return {.above = margin};
}

/// Of any kind together.
size_t allTriplets(const BatchClasses& classes)
{
    size_t all = 0;
    for (const auto& members : classes.members)
        all += members.size() * (members.size() - 1) * (size_t(classes.usable) - members.size());
    return all;
}

constexpr size_t mostReserved = size_t {1}
    << 25; // numbers; memory that is never written costs nothing

} // namespace

TripletList listTriplets(
    const Cosines& cosines, std::span<const int64_t> labels, TripletKind kind, double margin)
{
    const BatchClasses classes = batchClasses(cosines, labels);
    const SlackRange range = rangeOf(kind, margin);
    TripletList list;
    list.negatives.reserve(std::min(allTriplets(classes), mostReserved));
    const auto items = size_t(cosines.size());
    std::vector<int32_t> found(items);
    std::vector<double> distances(items);
    for (int32_t a = 0; a < cosines.size(); ++a) {
        if (!cosines.usable(a))
            continue;
        const auto row = cosines.row(a);
        for (size_t n = 0; n < items; ++n)
            distances[n] = distanceOf(row[n]);
        std::vector<double> toMembers;
        for (const int32_t p : classes.membersOf(a))
            toMembers.push_back(std::exchange(
                distances[size_t(p)], nan)); // no negative of any pair, as who has no direction
        for (size_t i = 0; i < toMembers.size(); ++i) {
            const int32_t p = classes.membersOf(a)[i];
            if (p == a)
                continue;
            const double distance = toMembers[i];
            // Each is written, and the next over it where it does not count: no branch, which
            // nobody could foresee.
            size_t count = 0;
            for (size_t n = 0; n < items; ++n) {
                const double slack = distances[n] - distance;
                found[count] = int32_t(n);
                count += size_t(slack > range.above) & size_t(slack <= range.upTo);
            }
            list.negatives.insert(
                list.negatives.end(), found.begin(), found.begin() + ptrdiff_t(count));
            list.pairs.push_back({a, p, list.negatives.size()});
        }
    }
    return list;
}

} // namespace hardlens

#include "core/sampling/triplet_lists.h"

#include "core/sampling/batch_classes.h"

namespace hardlens {

namespace {

bool isOfKind(double slack, TripletKind kind, double margin)
{
    switch (kind) {
    case TripletKind::Active:
        return slack <= margin;
    case TripletKind::Hard:
        return slack <= margin && slack <= 0;
    case TripletKind::SemiHard:
        return slack <= margin && slack > 0;
    case TripletKind::Easy:
        break;
    }
    return slack > margin;
}

} // namespace

std::vector<Triplet> listTriplets(
    const Cosines& cosines, std::span<const int64_t> labels, TripletKind kind, double margin)
{
    const BatchClasses classes = batchClasses(cosines, labels);
    std::vector<Triplet> triplets;
    std::vector<double> distances(size_t(cosines.size()));
    for (int32_t a = 0; a < cosines.size(); ++a) {
        if (!cosines.usable(a))
            continue;
        for (size_t j = 0; j < distances.size(); ++j)
            distances[j] = distanceOf(cosines.row(a)[j]);
        for (const int32_t p : classes.membersOf(a))
            for (int32_t n = 0; p != a && n < cosines.size(); ++n) {
                const int32_t other = classes.classOf[size_t(n)];
                if (other >= 0 && other != classes.classOf[size_t(a)]
                    && isOfKind(distances[size_t(n)] - distances[size_t(p)], kind, margin))
                    triplets.push_back({a, p, n});
            }
    }
    return triplets;
}

} // namespace hardlens

#pragma once

#include "core/analysis/principal_components.h"
#include "core/analysis/procrustes.h"

#include <vector>

namespace hardlens {

/// A plane of embeddings that stays where it is while the network changes: the first two principal
/// components of a probe, turned and scaled onto those of the map before. Other embeddings of the
/// same network can be laid on it.
struct ProbeMap
{
    PrincipalComponents axes {};
    PlaneMove move {};
    std::vector<PlanePoint> points {}; // of the probe's rows; NaN where a row is not finite
    double explained = 0;              // part of the variance that the plane holds, in [0, 1]

    bool isEmpty() const { return axes.mean.empty(); }
};

/// before: the map that this one follows; null, or of another number of rows: none. Rows that are
/// not finite are left out; without a finite one the map is empty, and nothing can be laid on it.
/// Throws std::invalid_argument for fewer than two dimensions.
ProbeMap probeMap(const EmbeddingTable& probe, const ProbeMap* before = nullptr);

/// Where embeddings lie on a map that is not empty; NaN where a row is not finite. Throws
/// std::invalid_argument where the dimensions differ.
std::vector<PlanePoint> laidOn(const ProbeMap& map, const EmbeddingTable& embeddings);

} // namespace hardlens

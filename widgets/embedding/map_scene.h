#pragma once

#include "widgets/embedding/map_worker.h"

#include <memory>
#include <vector>

namespace hardlens {

/// A picture on the map.
struct MapPoint
{
    PlanePoint at {}; // NaN: nowhere
    int32_t label = 0;
    int item = -1;                             // place in the batch; -1: of the probe
    const PictureReference* picture = nullptr; // kept by the scene
};

/// What lies on the map. The records are kept as long as it is shown.
struct MapScene
{
    std::shared_ptr<const EmbeddedPictures> probe {};
    std::shared_ptr<const EmbeddingStep> step {};
    std::vector<MapPoint> points {}; // the probe's first: the batch lies on top
};

/// The anchor at hand with what it was put together with; items of the batch.
struct MapLinks
{
    int anchor = -1;
    std::vector<int> positives {};
    std::vector<int> negatives {}; // drawn

    friend bool operator==(const MapLinks&, const MapLinks&) = default;
};

/// The live map: the ground's pictures, if they are a probe, and the batch laid on it. map: null or
/// empty: nothing is anywhere. step: null: no batch.
MapScene liveScene(
    const ProbeMap* map, const MapGround& ground, const std::shared_ptr<const EmbeddingStep>& step);

/// A step with its probe at the moment when a t-SNE of them was started, and where it has come to.
struct HeldMap
{
    MapScene scene {};            // of what is finite, at most Tsne::mostRows: the batch goes first
    std::vector<size_t> rowOf {}; // of each point of the scene: its place in the frames

    void take(const TsneFrame& frame);
};

struct HeldStart
{
    HeldMap map {};
    TsneRequest request {};
};

/// live: where everything is now. probe: null, or of another dimension than the step: left out.
HeldStart heldStart(const MapScene& live, const std::shared_ptr<const EmbeddedPictures>& probe,
    const std::shared_ptr<const EmbeddingStep>& step, const TsneOptions& options);

} // namespace hardlens

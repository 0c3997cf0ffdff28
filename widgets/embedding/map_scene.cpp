#include "widgets/embedding/map_scene.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

std::vector<MapPoint> itemsOf(const EmbeddedPictures* probe)
{
    std::vector<MapPoint> items;
    for (size_t i = 0; probe && i < probe->pictures.size(); ++i)
        items.push_back({.label = probe->labels[i], .picture = &probe->pictures[i]});
    return items;
}

std::vector<MapPoint> itemsOf(const EmbeddingStep* step)
{
    std::vector<MapPoint> items;
    for (size_t i = 0; step && i < step->pictures.size(); ++i)
        items.push_back({.label = step->labels[i], .item = int(i), .picture = &step->pictures[i]});
    return items;
}

bool isFinite(std::span<const float> row)
{
    return std::ranges::all_of(row, [](float v) { return std::isfinite(v); });
}

/// Adds the finite ones among items, as far as a t-SNE takes them.
void addRows(HeldStart& start, const MapScene& live, const std::vector<MapPoint>& items,
    const EmbeddingTable& table)
{
    for (size_t i = 0; i < items.size(); ++i) {
        const auto row = table.row(int64_t(i));
        if (!isFinite(row) || std::ssize(start.request.start) >= Tsne::mostRows)
            continue;
        start.map.rowOf.push_back(start.request.start.size());
        start.map.scene.points.push_back(items[i]);
        start.request.embeddings.insert(start.request.embeddings.end(), row.begin(), row.end());
        const auto was = std::ranges::find(live.points, items[i].picture, &MapPoint::picture);
        const PlanePoint at = was == live.points.end() ? PlanePoint {} : was->at;
        start.request.start.push_back(at);
        start.map.scene.points.back().at = at;
    }
}

} // namespace

MapScene liveScene(
    const ProbeMap* map, const MapGround& ground, const std::shared_ptr<const EmbeddingStep>& step)
{
    MapScene scene {.probe = ground.probe, .step = step};
    if (!map || map->isEmpty())
        return scene;
    if (ground.probe) {
        scene.points = itemsOf(ground.probe.get());
        for (size_t i = 0; i < scene.points.size(); ++i)
            scene.points[i].at = map->points[i];
    }
    if (!step || step->dimension != ground.table().dimensions)
        return scene;
    const auto laid = laidOn(*map, {step->embeddings, step->dimension});
    for (MapPoint& item : itemsOf(step.get())) {
        item.at = laid[size_t(item.item)];
        scene.points.push_back(item);
    }
    return scene;
}

void HeldMap::take(const TsneFrame& frame)
{
    for (size_t i = 0; i < scene.points.size(); ++i)
        scene.points[i].at = frame.points[rowOf[i]];
}

HeldStart heldStart(const MapScene& live, const std::shared_ptr<const EmbeddedPictures>& probe,
    const std::shared_ptr<const EmbeddingStep>& step, const TsneOptions& options)
{
    HeldStart start {.map = {.scene = {.step = step}}};
    start.request.dimension = step->dimension;
    start.request.options = options;
    addRows(start, live, itemsOf(step.get()), {step->embeddings, step->dimension});
    const auto batch = std::ssize(start.map.rowOf);
    if (probe && probe->dimension == step->dimension) {
        start.map.scene.probe = probe;
        addRows(start, live, itemsOf(probe.get()), {probe->embeddings, probe->dimension});
    }
    // As on the live map, the batch on top.
    std::ranges::rotate(start.map.scene.points, start.map.scene.points.begin() + batch);
    std::ranges::rotate(start.map.rowOf, start.map.rowOf.begin() + batch);
    return start;
}

} // namespace hardlens

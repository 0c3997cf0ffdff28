#pragma once

#include "core/data/scenes/scenes.h"

#include <opencv2/core.hpp>

#include <array>
#include <vector>

namespace hardlens {

/// What can stand in a scene. The first five are the classes, in the order of their labels from 1.
enum class SceneThing : uint8_t
{
    Flower,
    Ladybird,
    Leaf,
    Mushroom,
    Snail,
    Berry, // from here on nothing is annotated
    Stone,
    Petal,
    Pebble,
    Twig,
    Blade,
};
inline constexpr size_t sceneClasses = 5;

inline bool isObject(SceneThing thing)
{
    return size_t(thing) < sceneClasses;
}

/// A thing in a scene: all that its shape and paint need.
struct SceneItem
{
    SceneThing thing = SceneThing::Pebble;
    cv::Point2f centre {};
    float radius = 1;  // half of its larger extent, pixels
    float angle = 0;   // radians
    float form = 0;    // in [0, 1): what varies in its shape
    int variant = 0;   // of its colours, in [0, 64)
    float opacity = 1; // below 1: low contrast
};

/// A scene: the ground and, from the back to the front, the things.
struct ScenePlan
{
    int ground = 0; // palette
    std::vector<SceneItem> items {};
};

/// Closed outlines whose union is the thing's silhouette, pixels.
std::vector<std::vector<cv::Point2f>> outlines(const SceneItem& item);

/// The plan of a picture with everything that would be too hidden already taken out, and its
/// objects.
struct PlannedScene
{
    ScenePlan plan {};
    std::vector<GroundTruth> objects {};
};
PlannedScene planScene(const ScenesOptions& options, bool isTest, int64_t index);

} // namespace hardlens

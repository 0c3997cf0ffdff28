#pragma once

namespace hardlens {

class DockLayout;

/// Docks of the embedding bench by id; these are stored with arrangements, so a changed one is a
/// lost one. Each is the page of the help about it.
namespace embeddingDock {
inline constexpr const char* controls = "embedding-controls";
inline constexpr const char* negatives = "sampled-negatives";
inline constexpr const char* radar = "anchor-radar";
inline constexpr const char* four = "four-samplers";
inline constexpr const char* density = "distance-density";
inline constexpr const char* shapes = "loss-shapes";
inline constexpr const char* curves = "embedding-curves";
inline constexpr const char* sphere = "sphere";
inline constexpr const char* noise = "gradient-noise";
inline constexpr const char* log = "log";
inline constexpr const char* help = "help";
} // namespace embeddingDock

/// The docks as they lie at first, in a window of this width and height.
void arrangeEmbeddingDocks(DockLayout& layout, int width, int height);

} // namespace hardlens

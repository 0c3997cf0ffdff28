#pragma once

namespace hardlens {

class DockLayout;

/// Docks by id; these are stored with arrangements, so a changed one is a lost one.
namespace dockId {
inline constexpr const char* controls = "controls";
inline constexpr const char* card = "why";
inline constexpr const char* table = "roi-table";
inline constexpr const char* notes = "notes";
inline constexpr const char* data = "data";
inline constexpr const char* crops = "hardest-crops";
inline constexpr const char* flow = "step-flow";
inline constexpr const char* histogram = "loss-histogram";
inline constexpr const char* lossIou = "loss-iou";
inline constexpr const char* curves = "mean-loss";
inline constexpr const char* precision = "average-precision";
inline constexpr const char* kept = "kept";
inline constexpr const char* roiPast = "roi-past";
inline constexpr const char* hardest = "hardest";
inline constexpr const char* log = "log";
inline constexpr const char* help = "help";
} // namespace dockId

/// The docks as they lie at first, in a window of this width and height.
void arrangeDocks(DockLayout& layout, int width, int height);

} // namespace hardlens

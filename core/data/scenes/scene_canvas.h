#pragma once

#include "core/basics/random.h"
#include "core/data/scenes/scene_plan.h"

namespace hardlens {

/// Red, green, blue in [0, 255].
using Colour = cv::Vec3f;

/// A ground of moss, soil, sand or slate: soft patches, and grain.
cv::Mat paintedGround(int palette, const cv::Size& size, RandomStream random);

/// Paints one thing, in the thing's own coordinates: its outlines fill about [-1, 1] before it is
/// turned and scaled. Light comes from the upper left of the picture. finish() lays the thing and
/// its shadow onto the canvas.
class SceneBrush
{
public:
    static constexpr int scale = 2; // canvas pixels per picture pixel

    /// canvas: 8-bit RGB, changed by finish(). item: in canvas pixels.
    SceneBrush(cv::Mat& canvas, const SceneItem& item);

    /// Fills the thing's i-th outline. relief: how much lighter and darker its sides are, in [0,
    /// 1].
    void fill(size_t outline, const Colour& colour, float relief);
    void disc(const cv::Point2f& centre, float radius, const Colour& colour, float relief);
    /// Lines end at the silhouette.
    void line(const cv::Point2f& from, const cv::Point2f& to, float width, const Colour& colour);
    void curve(const std::vector<cv::Point2f>& points, float width, const Colour& colour);
    /// A soft highlight. strength in [0, 1].
    void shine(const cv::Point2f& centre, float radius, float strength);
    void finish();

private:
    using Outline = std::vector<cv::Point2f>;

    cv::Point2f onPatch(const cv::Point2f& unit) const;
    std::vector<cv::Point> fixed(const Outline& outline) const;
    void fillPatch(const Outline& outline, const Colour& colour, float relief);

    cv::Mat& m_canvas;
    SceneItem m_item {};
    std::vector<Outline> m_outlines {}; // canvas pixels
    cv::Rect m_frame {};                // of the patch, may reach beyond the canvas
    cv::Mat m_patch {};                 // what was painted, 8-bit RGB
    cv::Mat m_silhouette {};            // 8 bits, smooth edges
};

} // namespace hardlens

#include "core/data/resizing.h"

#include "core/basics/error.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

/// A view; OpenCV takes no const, and does not write into its inputs.
cv::Mat view(const Pixels& picture)
{
    if (picture.width < 1 || picture.height < 1
        || picture.rgb.size() != size_t(picture.width) * size_t(picture.height) * 3)
        throw std::invalid_argument(concat("picture: ", picture.width, " x ", picture.height,
            " with ", picture.rgb.size(), " bytes: expected 3 per pixel, at least one pixel"));
    return {picture.height, picture.width, CV_8UC3, const_cast<uint8_t*>(picture.rgb.data())};
}

Pixels blank(int32_t width, int32_t height)
{
    Pixels pixels {.width = width, .height = height};
    pixels.rgb.resize(size_t(width) * size_t(height) * 3);
    return pixels;
}

} // namespace

float networkScale(int32_t width, int32_t height, int32_t shortSide, int32_t longSideCap)
{
    if (width < 1 || height < 1 || shortSide < 1 || longSideCap < 1)
        throw std::invalid_argument("networkScale: all arguments must be at least 1");
    const double longSide = std::max(width, height);
    const double scale = double(shortSide) / std::min(width, height);
    return float(std::round(scale * longSide) > longSideCap ? longSideCap / longSide : scale);
}

Pixels resized(const Pixels& picture, int32_t width, int32_t height)
{
    if (width < 1 || height < 1)
        throw std::invalid_argument(
            concat("resized: ", width, " x ", height, ": must be at least 1 x 1"));
    const cv::Mat source = view(picture);
    if (width == picture.width && height == picture.height)
        return picture;
    Pixels result = blank(width, height);
    const bool shrinks = width <= picture.width && height <= picture.height;
    cv::Mat target = view(result);
    cv::resize(source, target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
    return result;
}

Pixels mirrored(const Pixels& picture)
{
    Pixels result = blank(picture.width, picture.height);
    cv::Mat target = view(result);
    cv::flip(view(picture), target, 1);
    return result;
}

} // namespace hardlens

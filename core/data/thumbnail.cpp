#include "core/data/thumbnail.h"

#include "core/data/resizing.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace hardlens {

namespace {

constexpr int quality = 85; // of the JPEG: twelve kilobytes or so

int32_t scaled(int32_t side, double factor)
{
    return std::max(1, int32_t(std::lround(side * factor)));
}

} // namespace

SmallPicture smallPicture(const Pixels& picture, int32_t longSide)
{
    const double factor = std::min(1., double(longSide) / std::max(picture.width, picture.height));
    const Pixels small
        = resized(picture, scaled(picture.width, factor), scaled(picture.height, factor));
    // OpenCV only reads it; its type has no const.
    const cv::Mat rgb(small.height, small.width, CV_8UC3, const_cast<uint8_t*>(small.rgb.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    std::vector<uchar> file;
    cv::imencode(".jpg", bgr, file, {cv::IMWRITE_JPEG_QUALITY, quality});
    SmallPicture result {small.width, small.height, std::vector<std::byte>(file.size())};
    std::memcpy(result.jpeg.data(), file.data(), file.size());
    return result;
}

} // namespace hardlens

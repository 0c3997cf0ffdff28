#include "core/data/proposals/seed_boxes.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/segmentation.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

namespace hardlens {

namespace {

/// How far each pixel is from the blurred picture: mean absolute difference of the channels, 8
/// bits.
cv::Mat difference(const cv::Mat& picture, int window)
{
    cv::Mat smooth;
    cv::Mat blurred;
    cv::GaussianBlur(picture, smooth, {3, 3}, 0);
    cv::blur(picture, blurred, {window, window});
    cv::Mat apart;
    cv::absdiff(smooth, blurred, apart);
    cv::transform(apart, apart, cv::Matx13f(.34f, .33f, .33f));
    return apart;
}

/// The value below which that share of an 8-bit picture lies.
int quantile(const cv::Mat& picture, double share)
{
    std::array<int64_t, 256> counts {};
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x)
            ++counts[picture.at<uint8_t>(y, x)];
    const auto wanted = int64_t(share * double(picture.total()));
    int64_t below = 0;
    int value = 0;
    while (value < 255 && below + counts[size_t(value)] <= wanted)
        below += counts[size_t(value++)];
    return value;
}

void addSpots(const cv::Mat& apart, double share, std::vector<cv::Rect>& seeds)
{
    const cv::Mat mask = apart > quantile(apart, share);
    cv::Mat labels;
    cv::Mat stats;
    cv::Mat centres;
    const int n = cv::connectedComponentsWithStats(mask, labels, stats, centres, 8);
    for (int i = 1; i < n; ++i) {
        const cv::Rect bounds(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
            stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const bool scattered = stats.at<int>(i, cv::CC_STAT_AREA) * 6 < bounds.area();
        if (!scattered)
            seeds.push_back(bounds);
    }
}

void addSegments(const cv::Mat& picture, std::vector<cv::Rect>& seeds)
{
    const auto engine = cv::ximgproc::segmentation::createGraphSegmentation(.6, 150, 15);
    cv::Mat labels;
    engine->processImage(picture, labels);
    double last = 0;
    cv::minMaxLoc(labels, nullptr, &last);
    std::vector<cv::Rect> segments(size_t(last) + 1);
    std::set<std::pair<int, int>> touching;
    const auto touch = [&](int a, int b) {
        if (a != b)
            touching.insert(std::minmax(a, b));
    };
    for (int y = 0; y < labels.rows; ++y)
        for (int x = 0; x < labels.cols; ++x) {
            const int label = labels.at<int>(y, x);
            segments[size_t(label)]
                |= cv::Rect(x, y, 1, 1); // a union with the empty one is the other
            if (x + 1 < labels.cols)
                touch(label, labels.at<int>(y, x + 1));
            if (y + 1 < labels.rows)
                touch(label, labels.at<int>(y + 1, x));
        }
    seeds.insert(seeds.end(), segments.begin(), segments.end());
    for (const auto& [a, b] : touching)
        seeds.push_back(segments[size_t(a)] | segments[size_t(b)]);
}

} // namespace

std::vector<Box> seedBoxes(const Pixels& picture)
{
    constexpr double workingSide = 120;
    // A view: OpenCV takes no const and only reads.
    const cv::Mat stored(
        picture.height, picture.width, CV_8UC3, const_cast<uint8_t*>(picture.rgb.data()));
    const double scale = std::min(1., workingSide / std::min(picture.width, picture.height));
    const auto side = [&](int32_t length) { return std::max(1, int(std::lround(length * scale))); };
    cv::Mat small;
    cv::resize(stored, small, {side(picture.width), side(picture.height)}, 0, 0, cv::INTER_AREA);

    std::vector<cv::Rect> seeds;
    for (const int window : {13, 27, 47}) {
        const cv::Mat apart = difference(small, window);
        for (const double share : {.70, .80, .88, .94})
            addSpots(apart, share, seeds);
    }
    addSegments(small, seeds);

    const float acrossX = float(picture.width) / float(small.cols);
    const float acrossY = float(picture.height) / float(small.rows);
    std::vector<Box> boxes;
    for (const cv::Rect& r : seeds)
        if (r.width >= 4 && r.height >= 4 && r.width * 10 <= small.cols * 9
            && r.height * 10 <= small.rows * 9)
            boxes.push_back({float(r.x) * acrossX, float(r.y) * acrossY, float(r.br().x) * acrossX,
                float(r.br().y) * acrossY});
    return boxes;
}

} // namespace hardlens

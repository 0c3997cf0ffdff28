#include "core/data/proposals/selective_search.h"

#include "core/basics/error.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/ximgproc/segmentation.hpp>

#include <algorithm>

namespace hardlens {

namespace {

namespace segmentation = cv::ximgproc::segmentation;

std::vector<cv::Rect> search(const cv::Mat& picture, ProposalMethod method)
{
    const auto engine = segmentation::createSelectiveSearchSegmentation();
    engine->setBaseImage(picture);
    if (method == ProposalMethod::SelectiveSearchQuality)
        engine->switchToSelectiveSearchQuality();
    else
        engine->switchToSelectiveSearchFast();
    std::vector<cv::Rect> found;
    engine->process(found);
    return found;
}

} // namespace

std::vector<Box> selectiveSearch(const Pixels& picture, const ProposalConfig& config)
{
    const double scale
        = double(config.segmentationShortSide) / std::min(picture.width, picture.height);
    std::vector<cv::Rect> found;
    try {
        // A view: OpenCV takes no const and only reads.
        const cv::Mat stored(
            picture.height, picture.width, CV_8UC3, const_cast<uint8_t*>(picture.rgb.data()));
        cv::Mat small;
        cv::resize(stored, small, {}, scale, scale, cv::INTER_LINEAR);
        cv::cvtColor(small, small, cv::COLOR_RGB2BGR);
        found = search(small, config.method);
    } catch (const cv::Exception& error) {
        throw DataError(concat("selective search failed: ", error.err));
    }
    std::vector<Box> boxes;
    boxes.reserve(found.size());
    for (const cv::Rect& r : found)
        if (r.width > config.minSide && r.height > config.minSide)
            boxes.push_back(
                clipped({float(r.x / scale), float(r.y / scale), float((r.x + r.width) / scale),
                            float((r.y + r.height) / scale)},
                    float(picture.width), float(picture.height)));
    return boxes;
}

} // namespace hardlens

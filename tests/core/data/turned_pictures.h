#pragma once

#include "core/geometry/box.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace hardlens::test {

using Bytes = std::vector<std::byte>;

inline Bytes bytesOf(std::initializer_list<int> values)
{
    Bytes bytes;
    for (const int value : values)
        bytes.push_back(std::byte(value));
    return bytes;
}

inline void append(Bytes& bytes, const Bytes& more)
{
    bytes.insert(bytes.end(), more.begin(), more.end());
}

/// The JPEG with EXIF metadata that hold nothing but an orientation.
inline Bytes withExif(const Bytes& jpeg, int orientation, bool littleEndian = true)
{
    Bytes exif = littleEndian ? bytesOf({'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0,
                     0, orientation, 0, 0, 0, 0, 0, 0, 0})
                              : bytesOf({'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0,
                                  1, 0, orientation, 0, 0, 0, 0, 0, 0});
    const int length = int(exif.size()) + 8;
    Bytes bytes(jpeg.begin(), jpeg.begin() + 2);
    append(bytes, bytesOf({0xFF, 0xE1, length >> 8, length & 255, 'E', 'x', 'i', 'f', 0, 0}));
    append(bytes, exif);
    bytes.insert(bytes.end(), jpeg.begin() + 2, jpeg.end());
    return bytes;
}

/// 48 x 32, dark, with a bright block in (4, 6, 20, 14): as it is stored.
inline constexpr Box storedBlock {4, 6, 20, 14};

inline cv::Mat storedPicture()
{
    cv::Mat picture(32, 48, CV_8UC3, cv::Scalar(20, 20, 20));
    picture(cv::Rect(4, 6, 16, 8)).setTo(cv::Scalar(240, 240, 240));
    return picture;
}

inline Bytes jpegOf(const cv::Mat& picture)
{
    std::vector<uint8_t> out;
    cv::imencode(".jpg", picture, out, {cv::IMWRITE_JPEG_QUALITY, 98});
    const auto bytes = std::as_bytes(std::span(out));
    return {bytes.begin(), bytes.end()};
}

/// Where the block is when a picture of w x h is seen upright, worked by hand from what EXIF says
/// of the first row and column (6: row 0 is the right side, column 0 the top: x' = h - y, y' = x).
inline Box uprightBlock(int orientation, const Box& b, float w, float h)
{
    switch (orientation) {
    case 2:
        return {w - b.x2, b.y1, w - b.x1, b.y2};
    case 3:
        return {w - b.x2, h - b.y2, w - b.x1, h - b.y1};
    case 4:
        return {b.x1, h - b.y2, b.x2, h - b.y1};
    case 5:
        return {b.y1, b.x1, b.y2, b.x2};
    case 6:
        return {h - b.y2, b.x1, h - b.y1, b.x2};
    case 7:
        return {h - b.y2, w - b.x2, h - b.y1, w - b.x1};
    case 8:
        return {b.y1, w - b.x2, b.y2, w - b.x1};
    default:
        return b;
    }
}

} // namespace hardlens::test

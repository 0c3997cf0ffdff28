#include "core/data/picture_decoding.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/jpeg_decoding.h"
#include "core/data/tiff_directory.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace hardlens {

namespace {

/// A copy of a TIFF that asks for no turning: OpenCV turns some orientations and not others.
/// Throws where a tile, which is decoded as a whole, claims more than a picture may have.
std::vector<std::byte> readyToDecode(std::span<const std::byte> tiff, const std::string& name)
{
    std::vector<std::byte> bytes(tiff.begin(), tiff.end());
    const auto directory = readTiffDirectory(tiff);
    if (!directory)
        return bytes;
    constexpr uint32_t most = largestSide + 1;
    if (directory->tileWidth > 0)
        requireAllowedSize(name + ": a tile",
            {int32_t(std::min(directory->tileWidth, most)),
                int32_t(std::min(directory->tileHeight, most))});
    if (directory->orientationAt > 0) {
        const size_t low = directory->orientationAt + (directory->littleEndian ? 0 : 1);
        const size_t high = directory->orientationAt + (directory->littleEndian ? 1 : 0);
        bytes[low] = std::byte(1);
        bytes[high] = std::byte(0);
    }
    return bytes;
}

/// As the file has it: any depth, any channels.
cv::Mat decodedAsIs(std::span<const std::byte> bytes, const std::string& name)
{
    // OpenCV reads from a Mat and takes no const; it does not write into it.
    const cv::Mat encoded(1, int(bytes.size()), CV_8UC1, const_cast<std::byte*>(bytes.data()));
    cv::Mat picture;
    try {
        picture = cv::imdecode(encoded, cv::IMREAD_UNCHANGED);
    } catch (const cv::Exception& error) {
        throw DataError(concat(name, ": cannot be decoded: ", error.err));
    }
    if (picture.empty())
        throw DataError(concat(name, ": cannot be decoded: the picture data are damaged"));
    return picture;
}

/// BGRA to BGR as it looks on white paper.
cv::Mat onWhite(const cv::Mat& bgra)
{
    cv::Mat bgr(bgra.rows, bgra.cols, CV_8UC3);
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* from = bgra.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgra.cols; ++x) {
            const int alpha = from[x][3];
            for (int c = 0; c < 3; ++c)
                to[x][c] = uint8_t((from[x][c] * alpha + 255 * (255 - alpha) + 127) / 255);
        }
    }
    return bgr;
}

Pixels rgbOf(cv::Mat picture, bool hasAlpha, const std::string& name)
{
    if (picture.depth() == CV_16U)
        picture.convertTo(picture, CV_8U, 1 / 257.);
    const int channels = picture.channels();
    if (picture.depth() != CV_8U || (channels != 1 && channels != 3 && channels != 4))
        throw DataError(concat(name, ": ", channels,
            " channels of a kind that is not read: expected grey, RGB or RGBA of 8 or 16 bits"));
    if (channels == 4 && hasAlpha)
        picture = onWhite(picture);
    Pixels pixels {.width = picture.cols, .height = picture.rows};
    pixels.rgb.resize(size_t(picture.rows) * size_t(picture.cols) * 3);
    cv::Mat rgb(picture.rows, picture.cols, CV_8UC3, pixels.rgb.data());
    cv::cvtColor(picture, rgb,
        channels == 1                 ? cv::COLOR_GRAY2RGB
            : picture.channels() == 4 ? cv::COLOR_BGRA2RGB
                                      : cv::COLOR_BGR2RGB);
    return pixels;
}

Pixels decodeByOpenCv(
    std::span<const std::byte> bytes, PictureFormat format, const std::string& name)
{
    const cv::Mat picture = format == PictureFormat::Tiff
        ? decodedAsIs(readyToDecode(bytes, name), name)
        : decodedAsIs(bytes, name);
    const bool hasAlpha = format == PictureFormat::Png || format == PictureFormat::WebP;
    return rgbOf(picture, hasAlpha, name);
}

} // namespace

DecodedPicture decodeWithReport(std::span<const std::byte> bytes, const std::string& name)
{
    const auto format = formatOf(bytes);
    if (!format)
        throw DataError(concat(name, ": not a ", readFormats, " picture"));
    const auto size = sizeInHeader(bytes);
    if (!size)
        throw DataError(concat(name, ": damaged: its header does not say width and height"));
    requireAllowedSize(name, *size);
    if (*format == PictureFormat::Jpeg) {
        if (auto decoded = decodeJpeg(bytes, *size, name))
            return std::move(*decoded);
    }
    return {decodeByOpenCv(bytes, *format, name), {}};
}

DecodedPicture decodeWithReport(const std::filesystem::path& path)
{
    std::vector<std::byte> bytes;
    try {
        bytes = readWholeFile(path, mostPictureBytes);
    } catch (const Error& error) {
        throw DataError(error.what());
    }
    return decodeWithReport(bytes, path.string());
}

} // namespace hardlens

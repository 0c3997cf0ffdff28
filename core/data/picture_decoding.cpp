#include "core/data/picture_decoding.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/jpeg_decoding.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace hardlens {

namespace {

Pixels decodeByOpenCv(std::span<const std::byte> bytes, const std::string& name)
{
    // OpenCV reads from a Mat and takes no const; it does not write into it.
    const cv::Mat encoded(1, int(bytes.size()), CV_8UC1, const_cast<std::byte*>(bytes.data()));
    cv::Mat picture;
    try {
        picture = cv::imdecode(encoded, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
    } catch (const cv::Exception& error) {
        throw DataError(concat(name, ": cannot be decoded: ", error.err));
    }
    if (picture.empty())
        throw DataError(concat(name, ": cannot be decoded: the picture data are damaged"));
    Pixels pixels {.width = picture.cols, .height = picture.rows};
    pixels.rgb.resize(size_t(picture.rows) * size_t(picture.cols) * 3);
    cv::Mat rgb(picture.rows, picture.cols, CV_8UC3, pixels.rgb.data());
    cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
    return pixels;
}

} // namespace

DecodedPicture decodeWithReport(std::span<const std::byte> bytes, const std::string& name)
{
    const auto format = formatOf(bytes);
    if (!format)
        throw DataError(concat(name, ": not a JPEG, PNG, BMP or WebP picture"));
    const auto size = sizeInHeader(bytes);
    if (!size)
        throw DataError(concat(name, ": damaged: its header does not say width and height"));
    requireAllowedSize(name, *size);
    if (*format == PictureFormat::Jpeg) {
        if (auto decoded = decodeJpeg(bytes, *size, name))
            return std::move(*decoded);
    }
    return {decodeByOpenCv(bytes, name), {}};
}

DecodedPicture decodeWithReport(const std::filesystem::path& path)
{
    std::vector<std::byte> bytes;
    try {
        bytes = readWholeFile(path, uintmax_t {256} << 20);
    } catch (const Error& error) {
        throw DataError(error.what());
    }
    return decodeWithReport(bytes, path.string());
}

Pixels decodePicture(const std::filesystem::path& path)
{
    return decodeWithReport(path).pixels;
}

} // namespace hardlens

#include "core/records/evaluated_detections.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace hardlens {

namespace {

template <typename T> std::span<const T> ofPicture(const std::vector<T>& all, int64_t picture)
{
    const auto some = std::ranges::equal_range(all, picture, {}, &T::picture);
    return {some.begin(), some.end()};
}

template <typename T>
void checkPictures(const std::vector<T>& all, size_t pictures, const char* what)
{
    for (const T& one : all)
        if (one.picture < 0 || one.picture >= int64_t(pictures))
            throw std::invalid_argument(std::string("groupedByPicture: ") + what + " of picture "
                + std::to_string(one.picture) + ": must be in [0, " + std::to_string(pictures)
                + ")");
}

bool goesBefore(const Detection& a, const Detection& b)
{
    if (a.picture != b.picture)
        return a.picture < b.picture;
    if (std::isnan(a.score) || std::isnan(b.score))
        return !std::isnan(a.score) && std::isnan(b.score);
    return a.score > b.score;
}

} // namespace

std::span<const Detection> EvaluatedDetections::detectionsOf(int64_t picture) const
{
    return ofPicture(detections, picture);
}

std::span<const TestObject> EvaluatedDetections::objectsOf(int64_t picture) const
{
    return ofPicture(objects, picture);
}

EvaluatedDetections groupedByPicture(EvaluatedDetections evaluated)
{
    checkPictures(evaluated.detections, evaluated.pictures.size(), "a detection");
    checkPictures(evaluated.objects, evaluated.pictures.size(), "an object");
    std::ranges::stable_sort(evaluated.detections, goesBefore);
    std::ranges::stable_sort(evaluated.objects, {}, &TestObject::picture);
    return evaluated;
}

} // namespace hardlens

#include "core/analysis/procrustes.h"

#include "core/basics/error.h"

#include <Eigen/SVD>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

Eigen::Vector2d vectorOf(const PlanePoint& point)
{
    return {double(point.x), double(point.y)};
}

Eigen::Vector2d meanOf(std::span<const PlanePoint> points)
{
    Eigen::Vector2d sum = Eigen::Vector2d::Zero();
    for (const PlanePoint& point : points)
        sum += vectorOf(point);
    return sum / double(points.size());
}

} // namespace

PlanePoint PlaneMove::operator()(const PlanePoint& point) const
{
    const double px = double(point.x), py = double(point.y);
    return {float(xx * px + xy * py + x), float(yx * px + yy * py + y)};
}

PlaneMove moveOnto(std::span<const PlanePoint> before, std::span<const PlanePoint> points)
{
    if (before.size() != points.size())
        throw std::invalid_argument(concat(
            "moveOnto: ", points.size(), " points, ", before.size(), " before: expected as many"));
    if (points.empty())
        return {};
    const Eigen::Vector2d target = meanOf(before);
    const Eigen::Vector2d source = meanOf(points);
    Eigen::Matrix2d products = Eigen::Matrix2d::Zero();
    double targetSize = 0, sourceSize = 0;
    for (size_t i = 0; i < points.size(); ++i) {
        const Eigen::Vector2d q = vectorOf(before[i]) - target;
        const Eigen::Vector2d p = vectorOf(points[i]) - source;
        products += q * p.transpose();
        targetSize += q.squaredNorm();
        sourceSize += p.squaredNorm();
    }
    const Eigen::JacobiSVD<Eigen::Matrix2d> svd(
        products, Eigen::ComputeFullU | Eigen::ComputeFullV);
    const Eigen::Matrix2d turn = svd.matrixU() * svd.matrixV().transpose();
    const bool sized = targetSize > 0 && sourceSize > 0;
    const Eigen::Matrix2d whole = turn * (sized ? std::sqrt(targetSize / sourceSize) : 1.);
    const Eigen::Vector2d shift = target - whole * source;
    return {whole(0, 0), whole(0, 1), whole(1, 0), whole(1, 1), shift.x(), shift.y()};
}

std::vector<PlanePoint> alignedTo(
    std::span<const PlanePoint> before, std::span<const PlanePoint> points)
{
    const PlaneMove move = moveOnto(before, points);
    std::vector<PlanePoint> aligned;
    aligned.reserve(points.size());
    for (const PlanePoint& point : points)
        aligned.push_back(move(point));
    return aligned;
}

} // namespace hardlens

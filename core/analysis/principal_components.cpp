#include "core/analysis/principal_components.h"

#include <Eigen/Eigenvalues>
#include <algorithm>

namespace hardlens {

namespace {

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const Rows> matrixOf(const EmbeddingTable& table)
{
    return {table.values.data(), table.rows(), table.dimensions};
}

/// With its largest coordinate positive.
Eigen::VectorXd signFixed(Eigen::VectorXd direction)
{
    // A margin, because rounding must not decide between coordinates of equal magnitude.
    constexpr double margin = 1e-9;
    const double largest = direction.cwiseAbs().maxCoeff();
    for (Eigen::Index k = 0; k < direction.size(); ++k)
        if (std::abs(direction[k]) >= largest * (1 - margin))
            return direction[k] < 0 ? Eigen::VectorXd(-direction) : direction;
    return direction;
}

} // namespace

std::vector<float> PrincipalComponents::project(const EmbeddingTable& embeddings) const
{
    if (embeddings.dimensions != int64_t(mean.size()))
        throw std::invalid_argument(concat("PrincipalComponents::project: ", embeddings.dimensions,
            " dimensions: expected ", mean.size()));
    const auto components = int64_t(variances.size());
    const Eigen::Map<const Rows> axes(directions.data(), components, embeddings.dimensions);
    const Eigen::Map<const Eigen::RowVectorXf> centre(mean.data(), embeddings.dimensions);
    std::vector<float> coordinates(size_t(embeddings.rows() * components));
    Eigen::Map<Rows> out(coordinates.data(), embeddings.rows(), components);
    out.noalias() = (matrixOf(embeddings).rowwise() - centre) * axes.transpose();
    return coordinates;
}

PrincipalComponents principalComponents(const EmbeddingTable& embeddings, int64_t components)
{
    embeddings.require("principalComponents");
    const int64_t rows = embeddings.rows();
    const int64_t dimensions = embeddings.dimensions;
    if (rows < 1 || components < 1 || components > dimensions)
        throw std::invalid_argument(concat("principalComponents: ", components, " components of ",
            rows, " rows: expected in [1, ", dimensions, "] of at least 1"));
    const Eigen::MatrixXd values = matrixOf(embeddings).cast<double>();
    const Eigen::RowVectorXd centre = values.colwise().mean();
    const Eigen::MatrixXd centred = values.rowwise() - centre;
    const Eigen::MatrixXd covariance
        = centred.transpose() * centred / double(std::max<int64_t>(rows - 1, 1));
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    PrincipalComponents result;
    const Eigen::RowVectorXf mean = centre.cast<float>();
    result.mean.assign(mean.begin(), mean.end());
    result.totalVariance = covariance.trace();
    for (int64_t c = 0; c < components; ++c) {
        const Eigen::Index place = dimensions - 1 - c; // eigenvalues rise
        const Eigen::VectorXf direction = signFixed(solver.eigenvectors().col(place)).cast<float>();
        result.directions.insert(result.directions.end(), direction.begin(), direction.end());
        result.variances.push_back(std::max(solver.eigenvalues()[place], 0.)); // rounding
    }
    return result;
}

} // namespace hardlens

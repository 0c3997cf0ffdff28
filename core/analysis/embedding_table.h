#pragma once

#include "core/basics/error.h"

#include <cmath>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace hardlens {

/// Embeddings of some items, row by row; looks at memory of somebody else.
struct EmbeddingTable
{
    std::span<const float> values {}; // rows * dimensions
    int64_t dimensions = 1;           // >= 1

    int64_t rows() const { return int64_t(values.size()) / dimensions; }
    std::span<const float> row(int64_t i) const
    {
        return values.subspan(size_t(i * dimensions), size_t(dimensions));
    }

    /// Throws std::invalid_argument naming the caller where values are no whole rows, are not
    /// finite, or there are 2^31 rows or more.
    void require(const char* caller) const
    {
        if (dimensions < 1 || int64_t(values.size()) % dimensions != 0 || rows() > INT32_MAX)
            throw std::invalid_argument(concat(caller, ": ", values.size(),
                " values: expected fewer than 2^31 whole rows of ", dimensions));
        for (size_t i = 0; i < values.size(); ++i)
            if (!std::isfinite(values[i]))
                throw std::invalid_argument(concat(caller, ": row ", int64_t(i) / dimensions,
                    " holds ", values[i], ": expected finite values"));
    }
};

} // namespace hardlens

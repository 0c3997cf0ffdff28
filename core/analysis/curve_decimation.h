#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace hardlens {

struct CurvePoint
{
    double x = 0;
    double y = 0; // NaN: the line is broken here

    friend bool operator==(const CurvePoint&, const CurvePoint&) = default;
};

struct Extent
{
    double low = 0;
    double high = 0;
};

/// A growing curve that can be drawn at any zoom in time that depends on the number of pixel
/// columns, not of rows.
///
/// Rows lie in buckets of 2^level rows, and each bucket of each level knows its first, lowest,
/// highest and last row with a value; drawing these four is drawing all rows, to the pixel, once a
/// bucket is no wider than a pixel column (Jugel et al., "M4", VLDB 2014). Buckets are bound to row
/// numbers, not to pixels, so that the drawing does not shimmer as the curve grows. Appending costs
/// O(log n), asking O(columns + log n).
class DecimatedCurve
{
public:
    /// Rows without a value (NaN): up to this many in a row are bridged by the line, more of them
    /// break it.
    explicit DecimatedCurve(size_t bridgedRows = 0);

    /// x must not fall. Throws std::invalid_argument where it does or is not finite.
    void append(double x, double y);
    void clear();

    size_t size() const { return m_x.size(); }
    /// The points to draw for [low, high], and one on either side of it, so that lines leave the
    /// view as they should. At most 4 · columns + 8 points and the breaks between them.
    std::vector<CurvePoint> points(double low, double high, int columns) const;
    /// Smallest and largest value of the rows in [low, high].
    std::optional<Extent> extent(double low, double high) const;
    /// The last row with a value whose x is at most `high`.
    std::optional<CurvePoint> lastBefore(double high) const;
    /// The row with a value that is nearest to x.
    std::optional<CurvePoint> nearest(double x) const;

private:
    static constexpr uint32_t none = UINT32_MAX;
    struct Bucket
    {
        uint32_t first = none, low = none, high = none,
                 last = none; // rows; none: no value in the bucket
    };
    struct Rows
    {
        size_t begin = 0, end = 0;
    };

    Rows rowsIn(double low, double high) const;
    Bucket bucket(size_t level, size_t index) const;
    void take(Bucket& bucket, uint32_t row) const;
    void merge(Bucket& into, const Bucket& from) const;

    size_t m_bridged = 0;
    std::vector<double> m_x {};
    std::vector<double> m_y {};
    std::vector<std::vector<Bucket>> m_levels {}; // [l] holds buckets of 2^(l + 1) rows
};

} // namespace hardlens

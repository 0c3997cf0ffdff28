#pragma once

#include "core/data/picture_header.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// In whose pixels boxes were drawn, for a picture that EXIF asks to turn.
enum class BoxFrame
{
    Stored,  // the tool ignored EXIF
    Upright, // the tool showed the picture as it is meant to be seen
};

/// What one picture's annotation tells: a size that is only the stored or only the upright one.
/// Nothing where it says no size, a size of neither, or both are the same.
/// orientation: EXIF's, in [1, 8].
std::optional<BoxFrame> frameBySize(
    const PictureSize& stored, int orientation, const std::optional<PictureSize>& annotated);

/// What a whole data set tells: the frame of most pictures that tell one. Where none does, or as
/// many each, upright: so annotation tools and browsers have shown pictures for years.
class FrameVote
{
public:
    void add(int orientation, std::optional<BoxFrame> told);

    BoxFrame frame() const { return m_stored > m_upright ? BoxFrame::Stored : BoxFrame::Upright; }
    /// What was decided and why, for people; empty where no picture is to be turned.
    std::string remark() const;

private:
    int64_t m_stored = 0;
    int64_t m_upright = 0;
    int64_t m_silent = 0; // to be turned, and telling nothing
};

} // namespace hardlens

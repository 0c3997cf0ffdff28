#include "core/data/annotations/box_frame.h"

#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/picture_orientation.h"

namespace hardlens {

std::optional<BoxFrame> frameBySize(
    const PictureSize& stored, int orientation, const std::optional<PictureSize>& annotated)
{
    const PictureSize turned = uprightSize(stored, orientation);
    if (!annotated || turned == stored)
        return std::nullopt;
    if (*annotated == stored)
        return BoxFrame::Stored;
    if (*annotated == turned)
        return BoxFrame::Upright;
    return std::nullopt;
}

void FrameVote::add(int orientation, std::optional<BoxFrame> told)
{
    if (orientation == 1)
        return;
    ++(!told ? m_silent : *told == BoxFrame::Stored ? m_stored : m_upright);
}

std::string FrameVote::remark() const
{
    const int64_t all = m_stored + m_upright + m_silent;
    if (all == 0)
        return {};
    std::string text = counted(all, "picture is", "pictures are") + " to be turned by EXIF:";
    if (m_upright > 0)
        text += concat(" ", m_upright, " by their annotated size in upright pixels,");
    if (m_stored > 0)
        text += concat(" ", m_stored, " by their annotated size in pixels as stored,");
    if (m_silent > 0)
        text += concat(" ", m_silent, " tell nothing and are taken ",
            frame() == BoxFrame::Upright ? "upright," : "as stored,");
    text.pop_back();
    return text;
}

} // namespace hardlens

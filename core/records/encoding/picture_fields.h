#pragma once

#include "core/geometry/box.h"
#include "core/records/encoding/plain_bits.h"
#include "core/records/picture.h"

/// Fields that several records have; for the files of this folder.
namespace hardlens {

inline constexpr size_t leastPictureBytes = 8 + 4 + 4 + 4 + 8 + 1 + 1 + 4;

void code(auto& coder, Is<PictureReference> auto& p)
{
    coder(p.contentId, p.name, p.width, p.height, p.index, p.isTest, p.flipped, p.scale);
}

void code(auto& coder, Is<Box> auto& box)
{
    coder(box.x1, box.y1, box.x2, box.y2);
}

/// The boxes of a list of items as four columns.
void codeBoxes(auto& coder, auto& items, auto boxOf)
{
    coder.column(
        items, [&](auto& i) -> auto& { return boxOf(i).x1; });
    coder.column(
        items, [&](auto& i) -> auto& { return boxOf(i).y1; });
    coder.column(
        items, [&](auto& i) -> auto& { return boxOf(i).x2; });
    coder.column(
        items, [&](auto& i) -> auto& { return boxOf(i).y2; });
}

} // namespace hardlens
